"""Papers as pages: what the press would print, for organisers alone, without anything inline."""

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.documents.preview.sheet import FONTS, version
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from tests.documents.builders import BOTH_LISTS
from tests.factories import a_registration, an_account, an_event, an_item, an_open_event

pytestmark = pytest.mark.database("sqlite")

PREVIEW = "/lv/organise/e/limbazi/documents/preview/"


@pytest.fixture
def event(app):
    event = an_open_event(slug="limbazi", aim=LocalText(lv="Iepazīt skolu Nr. 2"))
    an_item(event=event, title=LocalText(lv="Atklāšana"), day=event.starts_on)
    return event


@pytest.fixture
def reader(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    return client


@pytest.mark.parametrize("kind", ["agenda", "participants", "report"])
def test_a_paper_is_shown_as_the_page_it_would_be(reader, event, kind):
    page = reader.get(PREVIEW + kind + "/")

    assert page.status_code == 200
    assert event.title.in_("lv") in page.heading.replace("\u00a0", " ")
    assert page.headers["Cache-Control"] == "no-store"


def test_what_was_just_changed_is_in_it(reader, event):
    assert "Atklāšana" in reader.get(PREVIEW + "agenda/").words
    event.aim = LocalText(lv="Mērķis ir cits")

    assert "Mērķis ir cits" in reader.get(PREVIEW + "agenda/").words


def test_it_has_the_sheet_of_the_press_with_the_accent_of_the_organisation(reader, event):
    event.organisation.accent_colour = "#0A5C36"
    page = reader.get(PREVIEW + "agenda/")
    links = {one.get("rel"): one.get("href") for one in page.document.iter("link")}

    sheet = reader.get(links["stylesheet"])

    assert "--accent: #0a5c36" in sheet.text
    assert "The one sheet of all printed documents" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]
    for font in FONTS.glob("*.ttf"):
        assert f'url("{font.name}")' in sheet.text
    assert reader.get(f"/static/paper/{version()}/sans-bold.ttf").mimetype == "font/ttf"


@pytest.mark.parametrize("name", ["red.css", "zzzzzz.css", "../print.css", "other.ttf"])
def test_the_sheet_takes_nothing_but_a_colour(client, app, name):
    assert client.get(f"/static/paper/{version()}/{name}").status_code == 404
    assert client.get("/static/paper/000000000000/7a1f2b.css").status_code == 404


def test_contacts_are_in_no_preview(reader, event, session):  # R18
    a_registration(
        event=event,
        last_name="Ķirse",
        email="k@example.org",
        position="direktore",
        consents=BOTH_LISTS,
    )
    public = reader.get(PREVIEW + "participants/").words
    inside = reader.get(PREVIEW + "participants/participants/").words

    assert "Ķirse" in public
    assert "direktore" not in public
    assert "direktore" in inside
    assert "k@example.org" not in public + inside
    assert reader.get(PREVIEW + "participants/organisers/").status_code == 404
    assert session.query(LogEntry).filter_by(action="taken").count() == 0


def test_what_is_no_paper_is_not_found(reader, event):
    assert reader.get(PREVIEW + "badges/").status_code == 404


def test_nobody_else_sees_it(client, event):
    assert client.get(PREVIEW + "agenda/").status_code == 303
    client.sign_in(an_account(organisation=an_event().organisation))

    assert client.get(PREVIEW + "agenda/").status_code == 404
