"""What organisers order: made in the background, watched, given up, withdrawn; who may."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.documents import ordering
from eventreg.documents.books.report import LONG
from eventreg.documents.errors import DocumentNotPublished
from eventreg.documents.models import Document
from eventreg.documents.press import Cancelled, RenderingFailed
from eventreg.documents.progress import begin, notice_of
from eventreg.history.models import LogEntry
from eventreg.registration.consents import set_consents
from tests.documents.builders import BOTH_LISTS
from tests.documents.conftest import words_of
from tests.factories import (
    NOON,
    a_contribution,
    a_registration,
    an_account,
    an_event,
    an_open_event,
)

pytestmark = pytest.mark.usefixtures("one_press")

DOCUMENTS = "/lv/organise/e/limbazi/documents/"
AGENDA = DOCUMENTS + "agenda-lv-public/"


@pytest.fixture
def event(app):
    return an_open_event(slug="limbazi")


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def the_agenda(event):
    return ordering.order_of(event, kind="agenda", language="lv", audience="public")


def fails_with(monkeypatch, error):
    def paper(*_args, **_more):
        raise error

    monkeypatch.setattr(ordering, "paper", paper)


def test_what_is_ordered_is_made_in_the_background_and_told(editor, event):
    page = editor.submit(DOCUMENTS, action=AGENDA + "make")

    assert page.path == AGENDA
    assert "Dokuments ir gatavs" in page.words
    assert "Refresh" not in page.headers
    assert db.session.scalars(select(Document.version)).all() == [1]


def test_a_long_report_is_made_before_it_is_out_and_then_looked_at(editor, event):
    for number in range(LONG + 1):
        a_contribution(event=event, title=f"Prakse {number}")
    room = "/lv/organise/e/limbazi/report/"
    report = DOCUMENTS + "report-lv-public/"
    page = editor.submit(room, action=report + "make")

    assert "Dokuments ir gatavs" in page.words
    assert page.links["Apskatīt PDF"] == "/lv/organise/e/limbazi/report.pdf"
    assert db.session.scalars(select(Document.version)).all() == []


def test_a_page_that_waits_tells_how_far_it_is_and_looks_again_by_itself(editor, event):
    order = the_agenda(event)
    begin(order)
    notice = notice_of(order, lambda _done, _total: None)
    notice.note(30, 120)

    page = editor.get(AGENDA)

    assert "30 no 120" in page.words
    assert page.headers["Refresh"] == "2"
    editor.submit(page, action=AGENDA + "stop")
    with pytest.raises(Cancelled):
        notice.note(31, 120)
    notice.end()


def test_what_is_only_begun_can_be_given_up_too(editor, event):
    order = the_agenda(event)
    begin(order)
    notice = notice_of(order, lambda _done, _total: None)
    notice.begin()

    page = editor.get(AGENDA)

    assert "tikko sākt" in page.words
    editor.submit(page, action=AGENDA + "stop")
    assert not notice.is_wanted()
    notice.end()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RenderingFailed("out of memory"), "Dokumentu neizdevās sagatavot"),
        (Cancelled(), "Gatavošana ir pārtraukta"),
    ],
)
def test_who_waits_is_told_when_nothing_comes_and_can_try_again(
    editor, event, monkeypatch, error, words
):
    fails_with(monkeypatch, error)

    page = editor.submit(DOCUMENTS, action=AGENDA + "make")

    assert words in page.words
    assert "Refresh" not in page.headers
    assert page.form(AGENDA + "make") is not None


def test_a_withdrawn_version_is_given_out_no_more_and_the_next_one_is(editor, event):  # R16
    editor.get("/lv/e/limbazi/agenda.pdf")

    editor.submit(DOCUMENTS, action=AGENDA + "1/withdraw")

    assert editor.get("/lv/e/limbazi/agenda.pdf?v=1").status_code == 410
    assert editor.get("/lv/e/limbazi/agenda.pdf").status_code == 200
    assert editor.get("/lv/e/limbazi/agenda.pdf?v=2").status_code == 200
    (entry,) = db.session.scalars(select(LogEntry).where(LogEntry.action == "withdrawn"))
    assert entry.subject_uid == "limbazi/agenda-lv-public-v1"  # R28


def test_a_list_without_who_took_back_the_consent_is_there_at_once(editor, event, tmp_path):  # R21
    person = a_registration(event=event, last_name="Atsaucēja", consents=BOTH_LISTS)
    first = editor.get("/lv/e/limbazi/participants.pdf")
    assert "Atsaucēja" in words_of(first.data, tmp_path)

    set_consents(person, [], language="lv", now=NOON)

    again = editor.get("/lv/e/limbazi/participants.pdf")
    assert "Atsaucēja" not in words_of(again.data, tmp_path)
    page = editor.get(DOCUMENTS)
    assert "atsaukta" in page.words
    assert "spēkā" in page.words


def test_what_the_event_does_not_keep_cannot_be_ordered(app):
    with pytest.raises(DocumentNotPublished):
        the_agenda(an_event())


def test_a_reader_looks_and_orders_nothing(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))

    page = client.get(DOCUMENTS)

    assert page.status_code == 200
    assert "Sagatavot tagad" not in page.words
    assert client.get(AGENDA).status_code == 200


def test_staff_of_another_organisation_see_no_versions(client, event):
    client.sign_in(an_account(organisation=an_event().organisation))

    assert client.get(AGENDA).status_code == 404
