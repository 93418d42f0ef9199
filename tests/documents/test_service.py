"""Versions: made once for the same facts, kept, withdrawn (R16, R17, R21)."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventreg.database import db, reading
from eventreg.documents import service, versions
from eventreg.documents.errors import DocumentLost, DocumentNotPublished, DocumentWithdrawn
from eventreg.documents.models import Document, DocumentKind
from eventreg.documents.press import RenderingFailed
from eventreg.events.models import Audience, Event, EventStatus
from eventreg.language.local_text import LocalText
from eventreg.ports import files
from eventreg.registration.consents import set_consents
from eventreg.registration.models import RegistrationState
from tests.documents.builders import BOTH_LISTS
from tests.documents.conftest import words_of
from tests.factories import LONG_AGO, NOON, a_registration, an_event, an_open_event

pytestmark = pytest.mark.usefixtures("one_press")

LATER = NOON + timedelta(days=1)


def paper_of(event, kind=DocumentKind.AGENDA, *, now=NOON, **more):
    given = {"language": "lv", "audience": Audience.PUBLIC} | more
    db.session.commit()
    with reading():
        found = service.paper(event, kind=kind, now=now, **given)
        db.session.rollback()
    return found


def list_of(event, **more):
    return paper_of(event, DocumentKind.PARTICIPANTS, **more)


def rows():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Document))


def test_the_same_facts_are_rendered_once(app):  # R17
    event = an_open_event()

    first = paper_of(event)
    second = paper_of(event, now=LATER)

    assert second == first
    assert service.content(second) == service.content(first)
    assert rows() == 1


def test_a_file_that_the_store_lost_is_told_in_words(app):
    lost = paper_of(an_open_event())
    files.store().delete(lost.storage_key)

    with pytest.raises(DocumentLost):
        service.content(lost)


def test_other_facts_are_the_next_version(app):  # R16
    event = an_open_event()
    first = paper_of(event)
    event.aim = LocalText(lv="Jauns mērķis")

    second = paper_of(event, now=LATER)

    assert (first.version, second.version) == (1, 2)
    assert second.etag != first.etag
    assert second.made_at == LATER


def test_facts_that_return_are_a_new_version_of_their_own_moment(app):  # R16
    event = an_open_event()
    first = paper_of(event)
    event.aim = LocalText(lv="Jauns mērķis")
    paper_of(event)
    event.aim = LocalText()

    third = paper_of(event, now=LATER)

    assert third.version == 3
    assert third.fingerprint == first.fingerprint
    assert third.etag != first.etag


def test_an_older_version_stays_as_it_was(app, tmp_path):  # R16
    event = an_open_event(title=LocalText(lv="Vecais nosaukums"))
    before = service.content(paper_of(event))
    event.title = LocalText(lv="Jaunais nosaukums")
    paper_of(event)

    older = paper_of(event, version=1)

    assert service.content(older) == before
    assert "Vecais nosaukums" in words_of(service.content(older), tmp_path)
    assert older.file_name.endswith("-darba-kartiba-v1.pdf")


def test_an_agenda_is_the_same_for_everybody(app):
    event = an_open_event()

    assert paper_of(event, audience=Audience.ORGANISERS) == paper_of(event)


def test_versions_are_counted_apart_by_language(app):
    event = an_open_event()
    paper_of(event)

    english = paper_of(event, language="en")

    assert english.version == 1
    assert english.file_name == f"{event.slug}-agenda.pdf"


def test_many_who_ask_at_once_get_one_rendering(app):  # R17
    event_id = an_open_event().id
    db.session.commit()
    found, faults = [], []

    def ask(event_id):
        with app.app_context(), reading():
            try:
                found.append(paper_of(db.session.get_one(Event, event_id)))
            except Exception as error:  # noqa: BLE001, the test tells of any
                faults.append(error)

    threads = [threading.Thread(target=ask, args=(event_id,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert len(found) == 6
    assert len(set(found)) == 1
    assert rows() == 1


def test_a_failure_leaves_no_version_behind(app, monkeypatch):
    event = an_open_event()

    class BrokenPress:
        def render(self, *_args, **_more):
            raise RenderingFailed("broken")

    monkeypatch.setitem(app.extensions, "eventreg.press", BrokenPress())
    with pytest.raises(RenderingFailed):
        paper_of(event)

    assert rows() == 0


def test_a_draft_event_is_shown_to_staff_and_kept_nowhere(app, tmp_path):
    event = an_event()

    with pytest.raises(DocumentNotPublished):
        paper_of(event)
    preview = paper_of(event, inside=True)

    assert preview.is_preview
    assert "PROJEKTS" in words_of(service.content(preview), tmp_path)
    assert rows() == 0


def test_a_list_that_is_for_participants_is_not_for_everybody(app):  # R18
    event = an_open_event(list_audience=Audience.PARTICIPANTS)

    with pytest.raises(DocumentNotPublished):
        list_of(event)
    assert list_of(event, audience=Audience.PARTICIPANTS).version == 1


def test_organisers_lists_are_for_nobody_outside(app):  # R18
    event = an_open_event()

    with pytest.raises(DocumentNotPublished):
        list_of(event, audience=Audience.ORGANISERS)


def test_a_report_is_offered_once_it_is_out(app):
    event = an_open_event()

    with pytest.raises(DocumentNotPublished):
        paper_of(event, DocumentKind.REPORT)
    assert paper_of(event, DocumentKind.REPORT, inside=True).is_preview


def test_withdrawing_a_consent_takes_older_lists_back(app, tmp_path):  # R21
    event = an_open_event()
    person = a_registration(event=event, last_name="Aizgājusī", consents=BOTH_LISTS)
    before = list_of(event)
    assert "Aizgājusī" in words_of(service.content(before), tmp_path)

    set_consents(person, [], language="lv", now=LATER)
    after = list_of(event, now=LATER + timedelta(minutes=1))

    assert after.version == 2
    assert "Aizgājusī" not in words_of(service.content(after), tmp_path)
    with pytest.raises(DocumentWithdrawn):
        list_of(event, version=1)
    assert list_of(event, version=2).version == 2


def test_cancelling_takes_older_lists_back(app):  # R21
    event = an_open_event()
    person = a_registration(event=event, consents=BOTH_LISTS)
    list_of(event)

    person.state = RegistrationState.CANCELLED
    person.cancelled_at = LATER

    with pytest.raises(DocumentWithdrawn):
        list_of(event, version=1)


def test_a_consent_given_anew_does_not_bring_an_older_list_back(app):  # R21
    event = an_open_event()
    person = a_registration(event=event, consents=BOTH_LISTS)
    list_of(event)
    set_consents(person, [], language="lv", now=LATER)
    set_consents(person, BOTH_LISTS, language="lv", now=LATER + timedelta(hours=1))

    assert list_of(event, now=LATER + timedelta(hours=2)).version == 2


def test_the_agenda_is_not_taken_back_with_a_consent(app):
    event = an_open_event()
    person = a_registration(event=event, consents=BOTH_LISTS)
    paper_of(event)
    set_consents(person, [], language="lv", now=LATER)

    assert paper_of(event, version=1).version == 1


def test_lists_can_be_taken_back_by_hand(app):
    event = an_open_event()
    list_of(event)

    versions.withdraw_lists(event.id, now=LATER)

    with pytest.raises(DocumentWithdrawn):
        list_of(event, version=1)


def test_the_event_page_is_told_what_there_is(app):
    event = an_open_event()
    made = paper_of(event)

    offered = service.published_documents(event, language="lv")

    assert [(one.kind, one.latest) for one in offered] == [
        (DocumentKind.AGENDA, made),
        (DocumentKind.PARTICIPANTS, None),
    ]
    assert made.pages == 1
    assert made.size_bytes == len(service.content(made))


def test_nothing_is_offered_of_a_draft(app):
    event = an_open_event(status=EventStatus.DRAFT, published_at=LONG_AGO)

    assert service.published_documents(event, language="lv") == []
