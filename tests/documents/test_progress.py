"""How far a document is, giving it up, and long lists that have not changed."""

import pytest

from eventreg.database import db, reading
from eventreg.documents import service, unchanged
from eventreg.documents.models import DocumentKind
from eventreg.documents.papers import Order
from eventreg.documents.press import Cancelled
from eventreg.documents.progress import Progress, notice_of, progress_of, stop
from eventreg.events.models import Audience
from eventreg.history.service import COMMAND, record
from tests.factories import NOON, a_registration, an_open_event

ORDER = Order(
    event_id=1,
    slug="limbazi-2017",
    kind=DocumentKind.REPORT,
    language="lv",
    audience=Audience.PUBLIC,
)


@pytest.mark.database("sqlite")
def test_a_page_that_waits_is_told_how_far_the_document_is(app):
    told = []
    notice = notice_of(ORDER, lambda done, total: told.append((done, total)))

    assert progress_of(ORDER) is None
    notice.note(30, 120)
    assert progress_of(ORDER) == Progress(30, 120)
    assert Progress(30, 120).per_cent == 25
    notice.end()
    assert progress_of(ORDER) is None
    assert told == [(30, 120)]


@pytest.mark.database("sqlite")
def test_a_document_that_nobody_wants_any_more_is_given_up(app):
    notice = notice_of(ORDER, lambda _done, _total: None)
    notice.note(1, 9)
    stop(ORDER)

    with pytest.raises(Cancelled):
        notice.note(2, 9)
    notice.end()
    notice.note(1, 9)
    notice.end()


@pytest.mark.usefixtures("one_press")
def test_a_long_list_is_gathered_again_only_after_a_change(app, monkeypatch):
    monkeypatch.setattr(unchanged, "LARGE", 1)
    event = an_open_event()
    a_registration(event=event)
    gathered = []
    whole = service.compiled
    monkeypatch.setattr(
        service, "compiled", lambda *args, **more: gathered.append(1) or whole(*args, **more)
    )

    def ask():
        db.session.commit()
        with reading():
            paper = service.paper(
                event,
                kind=DocumentKind.PARTICIPANTS,
                language="lv",
                audience=Audience.PUBLIC,
                now=NOON,
            )
            db.session.rollback()
        return paper

    first = ask()
    assert ask() == first
    assert len(gathered) == 1

    record(
        "changed",
        actor=COMMAND,
        now=NOON,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
    )
    assert ask() == first
    assert len(gathered) == 2
