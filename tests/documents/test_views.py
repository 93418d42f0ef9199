"""The documents at their addresses."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.documents.models import DocumentKind
from eventreg.documents.service import published_documents
from eventreg.events.models import Audience
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.registration.consents import set_consents
from eventreg.registration.links import token_of
from eventreg.reports.models import Report, ReportStatus
from tests.documents.builders import BOTH_LISTS
from tests.documents.conftest import words_of
from tests.factories import NOON, a_registration, an_account, an_event, an_open_event

pytestmark = pytest.mark.usefixtures("one_press")


@pytest.fixture
def event(app):
    return an_open_event(slug="limbazi-2017")


@pytest.fixture
def organiser(event):
    return an_account(organisation=event.organisation, role=StaffRole.EDITOR)


@pytest.mark.parametrize(
    ("language", "kind", "name"),
    [
        ("lv", "agenda", "limbazi-2017-darba-kartiba.pdf"),
        ("lv", "participants", "limbazi-2017-dalibnieku-saraksts.pdf"),
        ("lv", "report", "limbazi-2017-nosleguma-zinojums.pdf"),
        ("en", "agenda", "limbazi-2017-agenda.pdf"),
        ("en", "participants", "limbazi-2017-list-of-participants.pdf"),
        ("en", "report", "limbazi-2017-final-report.pdf"),
    ],
)
def test_each_document_stands_at_its_address_under_a_readable_name(
    client, event, language, kind, name
):
    db.session.add(Report(event=event, status=ReportStatus.FINAL, published_at=NOON))

    answer = client.get(f"/{language}/e/limbazi-2017/{kind}.pdf")

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.7")
    assert answer.headers["Content-Disposition"] == f"inline; filename={name}"
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.last_modified == NOON


def test_a_browser_that_has_it_is_told_so(client, event):  # R17
    etag = client.get("/lv/e/limbazi-2017/agenda.pdf").headers["ETag"]

    again = client.get("/lv/e/limbazi-2017/agenda.pdf", headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == etag


def test_a_browser_that_has_an_older_one_gets_the_new_one(client, event):
    etag = client.get("/lv/e/limbazi-2017/agenda.pdf").headers["ETag"]
    event.aim = LocalText(lv="Jauns mērķis")

    again = client.get("/lv/e/limbazi-2017/agenda.pdf", headers={"If-None-Match": etag})

    assert again.status_code == 200


def test_an_older_version_has_its_own_address(client, event):
    first = client.get("/lv/e/limbazi-2017/agenda.pdf")
    event.aim = LocalText(lv="Jauns mērķis")
    client.get("/lv/e/limbazi-2017/agenda.pdf")

    older = client.get("/lv/e/limbazi-2017/agenda.pdf?v=1")

    assert older.data == first.data
    assert client.get("/lv/e/limbazi-2017/agenda.pdf?v=9").status_code == 404


def test_a_list_taken_back_is_gone(client, event):  # R21
    person = a_registration(event=event, consents=BOTH_LISTS)
    client.get("/lv/e/limbazi-2017/participants.pdf")
    set_consents(person, [], language="lv", now=NOON)

    gone = client.get("/lv/e/limbazi-2017/participants.pdf?v=1")

    assert gone.status_code == 410
    assert "Šī redakcija vairs netiek izsniegta" in gone.words


def test_a_report_that_is_not_out_is_not_there(client, event):
    db.session.add(Report(event=event, status=ReportStatus.DRAFT))

    assert client.get("/lv/e/limbazi-2017/report.pdf").status_code == 404


def test_a_draft_event_has_no_documents_for_strangers(client, app):
    an_event(slug="melnraksts")

    assert client.get("/lv/e/melnraksts/agenda.pdf").status_code == 404


def test_its_own_staff_see_a_draft_with_its_mark(client, app, tmp_path):
    draft = an_event(slug="melnraksts")
    client.sign_in(an_account(organisation=draft.organisation))

    answer = client.get("/lv/e/melnraksts/agenda.pdf")

    assert "PROJEKTS" in words_of(answer.data, tmp_path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert published_documents(draft, language="lv") == []


def test_organisers_get_the_list_with_contacts(client, event, organiser, tmp_path):  # R18
    a_registration(event=event, email="kontakts@example.org", consents=())
    client.sign_in(organiser)

    answer = client.get("/lv/organise/e/limbazi-2017/participants.pdf")

    assert "kontakts@example.org" in words_of(answer.data, tmp_path)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_who_takes_the_list_with_contacts_is_in_the_log(client, event, organiser):  # R28
    client.sign_in(organiser)

    client.get("/lv/organise/e/limbazi-2017/participants.pdf")

    db.session.rollback()
    taken = db.session.scalars(select(LogEntry).where(LogEntry.action == "taken")).one()
    assert (taken.actor_id, taken.event_id) == (organiser.id, event.id)


@pytest.mark.parametrize("kind", ["agenda", "participants", "report"])
def test_strangers_are_sent_to_sign_in(client, event, kind):
    answer = client.get(f"/lv/organise/e/limbazi-2017/{kind}.pdf")

    assert answer.status_code == 303
    assert "/lv/sign-in" in answer.headers["Location"]


@pytest.mark.parametrize("kind", ["agenda", "participants", "report"])
def test_staff_of_another_organisation_find_nothing(client, event, kind):
    other = an_event()
    client.sign_in(an_account(organisation=other.organisation))

    assert client.get(f"/lv/organise/e/limbazi-2017/{kind}.pdf").status_code == 404


def test_organisers_see_the_report_before_it_is_out(client, event, organiser, tmp_path):
    client.sign_in(organiser)

    answer = client.get("/lv/organise/e/limbazi-2017/report.pdf")

    assert "PROJEKTS" in words_of(answer.data, tmp_path)


def test_participants_get_their_list_by_their_link(client, event, tmp_path):  # R18
    event.list_audience = Audience.PARTICIPANTS
    person = a_registration(event=event, last_name="Savējā", consents=BOTH_LISTS)

    mine = client.get(f"/lv/r/{token_of(person)}/participants.pdf")

    assert "Savējā" in words_of(mine.data, tmp_path)
    assert client.get("/lv/e/limbazi-2017/participants.pdf").status_code == 404


def test_the_page_of_the_event_tells_version_and_size_after_the_first_time(client, event):
    client.get("/lv/e/limbazi-2017/agenda.pdf")

    offered = published_documents(event, language="lv")

    latest = {one.kind: one.latest for one in offered}[DocumentKind.AGENDA]
    assert latest is not None
    assert (latest.version, latest.made_at) == (1, NOON)
