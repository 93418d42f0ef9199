"""Two reminders after an event, to whoever was there and has given nothing until then (R12)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventreg import clock
from eventreg.attendance.models import Attendance
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.contributions.reminding.models import ContributionReminders
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.events.service import note
from eventreg.history.service import Actor
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import Notice, tell

# By the clocks of the event. Each reminder has a week, so that a server that stood catches up.
NOT_BEFORE = time(8)
FIRST, SECOND, LAST = timedelta(days=1), timedelta(days=8), timedelta(days=15)
_OPEN = (EventStatus.PUBLISHED, EventStatus.CLOSED)


def reminders_of(event: Event) -> ContributionReminders | None:
    """What is switched on, and what went out; None where nobody is reminded."""
    return db.session.get(ContributionReminders, event.id)


def days_of_reminders(event: Event) -> tuple[date, date]:
    """The days on which people are reminded."""
    return event.ends_on + FIRST, event.ends_on + SECOND


def switch(event: Event, *, on: bool, actor: Actor, now: datetime) -> None:
    """Let people be reminded, or no more; what went out already is not sent again."""
    standing = reminders_of(event)
    if on and standing is None:
        db.session.add(ContributionReminders(event=event, switched_on_at=now))
        note("reminders switched on", event, actor=actor, now=now)
    elif not on and standing is not None:
        db.session.delete(standing)
        note("reminders switched off", event, actor=actor, now=now)
    db.session.flush()


def remind(standing: ContributionReminders, *, now: datetime) -> int:
    """Write the reminder that is due, in the transaction that notes it; returns to how many.

    Whoever has sent something meanwhile is not reminded. The row must be locked.
    """
    event = standing.event
    which = _due(standing, now)
    if which is None or event.status not in _OPEN:
        return 0
    people = silent_at(event)
    for person in people:
        tell(person, Notice.CONTRIBUTE, now=now)
    setattr(standing, which, now)
    standing.mails += len(people)
    db.session.flush()
    return len(people)


def silent_at(event: Event) -> Sequence[Registration]:
    """Who was there on a day or a visit and has sent nothing for the report."""
    there = select(Attendance.registration_id)
    gave = select(Contribution.registration_id).where(
        Contribution.event_id == event.id,
        Contribution.registration_id.is_not(None),
        Contribution.state != ContributionState.DRAFT,
    )
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.sample.is_(False),
            Registration.id.in_(there),
            Registration.id.not_in(gave),
        )
        .order_by(Registration.id)
    ).all()


def _due(standing: ContributionReminders, now: datetime) -> str | None:
    """Which reminder is due: one of the two columns."""
    event = standing.event
    here = clock.shown_at(now, ZoneInfo(event.time_zone))
    since = here.date() - event.ends_on
    if here.time() < NOT_BEFORE or not FIRST <= since < LAST:
        return None
    if since < SECOND:
        return "first_at" if standing.first_at is None else None
    return "second_at" if standing.second_at is None else None
