"""The life of an event: one table of allowed moves, and a verb for each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from eventreg.agenda.versions.service import publish_first
from eventreg.database import db
from eventreg.events import errors
from eventreg.events.models import Event, EventStatus
from eventreg.events.readiness import readiness_of
from eventreg.events.service import note
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.registration import notices
from eventreg.registration.models import ACTIVE_STATES, Registration
from eventreg.registration.places import lock_queue
from eventreg.registration.waiting.ending import end_waiting

_S = EventStatus

MOVES: Mapping[EventStatus, frozenset[EventStatus]] = {
    _S.DRAFT: frozenset({_S.PUBLISHED, _S.CANCELLED}),
    _S.PUBLISHED: frozenset({_S.DRAFT, _S.CLOSED, _S.CANCELLED}),
    _S.CLOSED: frozenset({_S.PUBLISHED, _S.ARCHIVED, _S.CANCELLED}),
    _S.ARCHIVED: frozenset({_S.CLOSED, _S.CANCELLED}),
    _S.CANCELLED: frozenset(),
}


def may_move(event: Event, to: EventStatus) -> bool:
    """Whether the table allows the move."""
    return to in MOVES[event.status]


def publish_event(*, event: Event, actor: Actor, now: datetime) -> Event:
    """Let everybody see the event, and those it admits register; a closed one opens again.

    The agenda with which it is first published is kept as the first version.

    Raises EventNotReady with what is missing, and StatusMoveNotAllowed.
    """
    _lock(event)
    _require(event, _S.PUBLISHED)
    readiness = readiness_of(event, now=now)
    if not readiness.is_ready:
        raise errors.EventNotReady([check.sentence for check in readiness.missing])
    event.published_at = event.published_at or now
    publish_first(event=event, actor=actor, now=now)
    return _move(event, _S.PUBLISHED, "published", actor=actor, now=now)


def withdraw_event(*, event: Event, actor: Actor, now: datetime) -> Event:
    """Take a published event back to a draft, unless somebody has registered.

    Raises PeopleRegistered and StatusMoveNotAllowed.
    """
    _lock(event)
    _require(event, _S.DRAFT)
    people = count_people(event)
    if people:
        raise errors.PeopleRegistered(people)
    return _move(event, _S.DRAFT, "withdrawn", actor=actor, now=now)


def close_event(*, event: Event, actor: Actor, now: datetime) -> Event:
    """End registration and changes for good; an archived event is taken out of the archive.

    Those who wait for a place are told that waiting has ended (R8). Raises StatusMoveNotAllowed.
    """
    _lock(event)
    _require(event, _S.CLOSED)
    _move(event, _S.CLOSED, "closed", actor=actor, now=now)
    end_waiting(event, now=now)
    return event


def archive_event(*, event: Event, actor: Actor, now: datetime) -> Event:
    """Put a closed event away: it stays public, but leaves the organiser's desk.

    Raises StatusMoveNotAllowed.
    """
    _lock(event)
    _require(event, _S.ARCHIVED)
    return _move(event, _S.ARCHIVED, "archived", actor=actor, now=now)


def cancel_event(*, event: Event, reason: LocalText, actor: Actor, now: datetime) -> Event:
    """Call the event off; everybody who is registered is told why by mail (R26).

    The reason stands on the event's page. Raises CancellationUnexplained and StatusMoveNotAllowed.
    """
    _lock(event)
    _require(event, _S.CANCELLED)
    if not reason:
        raise errors.CancellationUnexplained
    event.notice = reason
    _move(event, _S.CANCELLED, "cancelled", actor=actor, now=now, further={"reason": dict(reason)})
    for registration in _active(event):
        registration.calendar_sequence += 1
        notices.tell(
            registration,
            notices.Notice.EVENT_CANCELLED,
            now=now,
            reason=reason.in_(registration.language),
        )
    end_waiting(event, now=now, told=False)
    return event


def count_people(event: Event) -> int:
    """How many registrations the event has, in whatever state."""
    counted = select(func.count()).select_from(Registration)
    return db.session.scalar(counted.where(Registration.event_id == event.id)) or 0


def _active(event: Event) -> list[Registration]:
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.event_id == event.id, Registration.state.in_(ACTIVE_STATES))
            .order_by(Registration.id)
        )
    )


def _lock(event: Event) -> None:
    """Two moves at once go one after the other, and the second sees the first."""
    lock_queue(event.id)
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
    db.session.refresh(event, ["status", "published_at", "taken"])


def _require(event: Event, to: EventStatus) -> None:
    if not may_move(event, to):
        raise errors.StatusMoveNotAllowed(event.status, to)


def _move(
    event: Event,
    to: EventStatus,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    further: dict[str, Any] | None = None,
) -> Event:
    before = {"status": event.status.value}
    event.status, event.updated_at = to, now
    db.session.flush()
    after = {"status": to.value, **(further or {})}
    note(action, event, actor=actor, now=now, before=before, after=after)
    return event
