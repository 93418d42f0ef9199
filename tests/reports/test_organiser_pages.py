"""The organiser's rooms of the report and of the documents."""

from datetime import date

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.language.local_text import LocalText
from eventreg.reports.models import ReportStatus
from eventreg.reports.standing import report_of
from tests.factories import an_account, an_event, an_open_event, an_organisation

ROOM = "/lv/organise/e/limbazi/report/"
DOCUMENTS = "/lv/organise/e/limbazi/documents/"
WHOLE = {
    "place_of_issue-lv": "Rīgā",
    "dated_on": "2026-05-20",
    "signatory_name": "Ilze Kalniņa",
}


@pytest.fixture
def event(session):
    return an_open_event(organisation=an_organisation(slug="ministrija"), slug="limbazi")


@pytest.fixture
def editor(client, event):
    account = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    client.sign_in(account)
    return account


def move(client, to):
    """Press the button that moves the report to a state."""
    page = client.get(ROOM)
    form = next(
        one
        for one in page.document.iter("form")
        if any(each.get("value") == to for each in one.iter("input"))
    )
    fields = {one.get("name"): one.get("value") for one in form.iter("input")}
    return client.post(form.get("action"), data=fields, follow_redirects=True)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [
        (StaffRole.OWNER, 200, 200),
        (StaffRole.EDITOR, 200, 200),
        (StaffRole.READER, 200, 403),
        (StaffRole.DESK, 403, 403),
    ],
)
def test_readers_see_the_report_and_editors_write_it(client, event, role, sees, writes):
    client.sign_in(an_account(organisation=event.organisation, role=role))

    assert [client.get(page).status_code for page in (ROOM, DOCUMENTS)] == [sees, sees]
    pages = (f"{ROOM}requisites", f"{ROOM}sections/conclusions")
    assert [client.get(page).status_code for page in pages] == [writes, writes]


@pytest.mark.database("sqlite")
def test_another_organisation_s_report_is_not_there(client, event):
    client.sign_in(an_account(organisation=an_organisation()))

    assert [client.get(page).status_code for page in (ROOM, DOCUMENTS)] == [404, 404]


def test_particulars_and_sections_are_written_and_shown(client, editor, event):
    client.submit(f"{ROOM}requisites", WHOLE | {"number": "4.1-6/12"})
    page = client.submit(f"{ROOM}sections/conclusions", {"text-lv": "Sadarbība turpināsies."})

    assert page.path == ROOM
    for said in ("Rīgā", "2026. gada 20. maijs", "4.1-6/12", "Sadarbība turpināsies."):
        assert said in page.words.replace("\xa0", " ")


def test_a_report_without_particulars_cannot_be_final(client, session, editor, event):
    page = move(client, "final")

    assert page.status_code == 422
    assert page.errors == [
        "Ziņojumu vēl nevar pieņemt gala redakcijā. Trūkst: izdošanas vieta, datums, parakstītājs."
    ]
    assert report_of(event) is None


def test_a_final_report_is_published_and_can_be_taken_back(client, session, editor, event):
    client.submit(f"{ROOM}requisites", WHOLE)
    move(client, "final")
    client.submit(client.get(ROOM), action=f"{ROOM}publish")
    session.expire_all()
    published = report_of(event).published_at
    move(client, "draft")
    session.expire_all()

    assert published is not None
    assert (report_of(event).status, report_of(event).published_at) == (ReportStatus.DRAFT, None)


def test_a_section_that_does_not_exist_is_not_there(client, editor):
    assert client.get(f"{ROOM}sections/gossip").status_code == 404


def test_the_papers_for_everybody_and_for_organisers_are_listed_apart(client, editor):
    links = client.get(DOCUMENTS).links

    assert "/lv/e/limbazi/participants.pdf" in links.values()
    assert links["Dalībnieku saraksts ar kontaktinformāciju"] == (
        "/lv/organise/e/limbazi/participants.pdf"
    )


def test_a_draft_offers_nothing_to_the_public(client, editor, event):
    an_event(organisation=event.organisation, slug="melnraksts", starts_on=date(2026, 5, 5))
    page = client.get("/lv/organise/e/melnraksts/documents/")

    assert "Melnrakstam publisku dokumentu nav." in page.words
    assert not any(address.startswith("/lv/e/") for address in page.links.values())


@pytest.mark.database("sqlite")
def test_the_rooms_speak_english_too(client, editor, event):
    event.title = LocalText(en="Expert meeting")

    assert client.get("/en/organise/e/limbazi/report/").heading == "Final report"
    assert client.get("/en/organise/e/limbazi/documents/").heading == "Documents"
