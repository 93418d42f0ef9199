"""Writing the mails of a circular, some at a time, each once."""

from datetime import datetime

from sqlalchemy import select

from eventreg import clock
from eventreg.database import db
from eventreg.history.service import TASK as THE_TASK
from eventreg.history.service import record
from eventreg.messages.circulars.models import Circular, CircularState
from eventreg.messages.circulars.readers import OCCASION, readers_of, said_to, select_readers
from eventreg.messages.service import queue_message
from eventreg.registration.models import Registration
from eventreg.registration.notices import contact_email, facts_of
from eventreg.registration.people_filter.model import PERSONAL, as_json

AT_ONCE = 100
_DUE = (CircularState.SCHEDULED, CircularState.SENDING)


def send_due(_uid: str = "") -> None:
    """Send every letter whose time has come, a transaction for each hundred mails."""
    while (number := _next_due(clock.now())) is not None:
        send_some(number, now=clock.now())
        db.session.commit()


def send_some(number: int, *, now: datetime) -> int:
    """Write the next mails of the letter, or note that all are written; returns how many.

    The letter is locked, so that of two workers one waits and goes on where the other ended.
    """
    circular = db.session.get(Circular, number, with_for_update=True, populate_existing=True)
    if circular is None or circular.state not in _DUE:
        return 0
    if circular.began_at is None:
        circular.began_at, circular.state = now, CircularState.SENDING
    people = _next_readers(circular)
    for person in people:
        _write_to(person, circular, now=now)
        circular.reached = person.id
    circular.mails += len(people)
    if len(people) < AT_ONCE:
        _end(circular, now=now)
    db.session.flush()
    return len(people)


def _next_readers(circular: Circular) -> list[Registration]:
    readers = select_readers(circular.event_id, readers_of(circular)).where(
        Registration.id > circular.reached, Registration.created_at <= circular.began_at
    )
    return list(db.session.scalars(readers.order_by(Registration.id).limit(AT_ONCE)))


def _write_to(person: Registration, circular: Circular, *, now: datetime) -> None:
    said = said_to(circular.subject, circular.body, person.language)
    queue_message(
        OCCASION,
        recipient=person.email,
        language=person.language,
        values={**facts_of(person), "said": said},
        event=circular.event,
        registration=person,
        reply_to=contact_email(circular.event),
        now=now,
    )


def _end(circular: Circular, *, now: datetime) -> None:
    circular.state, circular.ended_at = CircularState.SENT, now
    circular.wanted = as_json(readers_of(circular).without(PERSONAL))
    record(
        "circular sent",
        actor=THE_TASK,
        now=now,
        subject="circular",
        subject_uid=circular.uid,
        organisation_id=circular.event.organisation_id,
        event_id=circular.event_id,
        after={"subject": dict(circular.subject), "mails": circular.mails},
    )


def _next_due(now: datetime) -> int | None:
    return db.session.scalar(
        select(Circular.id)
        .where(Circular.state.in_(_DUE), Circular.send_at <= now)
        .order_by(Circular.send_at, Circular.id)
        .limit(1)
    )
