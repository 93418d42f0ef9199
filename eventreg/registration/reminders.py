"""Reminding participants before an event begins."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventreg import clock
from eventreg.database import db, insert_unless_there
from eventreg.events.models import Event
from eventreg.messages.models import NoticeGiven
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import Notice, tell

# Mail comes in the morning, by the clocks of the event.
NOT_BEFORE = time(8)
GIVEN = "reminder"


def remind_participants(event: Event, *, now: datetime) -> int:
    """Remind everybody confirmed, once per event, when it is time; returns how many.

    Whoever registers after that was just told everything by the confirmation.
    """
    if not _is_time(event, now):
        return 0
    first = insert_unless_there(
        db.session(), NoticeGiven, event_id=event.id, notice=GIVEN, given_at=now
    )
    people = _confirmed(event) if first else []
    for registration in people:
        tell(registration, Notice.REMINDER, now=now)
    return len(people)


def _is_time(event: Event, now: datetime) -> bool:
    if event.reminder_days is None:
        return False
    here = clock.shown_at(now, ZoneInfo(event.time_zone))
    from_day = event.starts_on - timedelta(days=event.reminder_days)
    return from_day <= here.date() < event.starts_on and here.time() >= NOT_BEFORE


def _confirmed(event: Event) -> list[Registration]:
    return list(
        db.session.scalars(
            select(Registration)
            .where(
                Registration.event_id == event.id,
                Registration.state == RegistrationState.CONFIRMED,
                Registration.sample.is_(False),
            )
            .order_by(Registration.id)
        )
    )
