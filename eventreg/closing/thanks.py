"""Thanking those who were there, once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from eventreg.attendance.models import Attendance
from eventreg.closing.errors import EventNotOverYet, NobodyToThank
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.events.registration_window import is_over
from eventreg.events.service import note
from eventreg.history.service import Actor
from eventreg.messages.models import Message
from eventreg.registration import notices, places
from eventreg.registration.application import FORGOTTEN
from eventreg.registration.models import Registration, RegistrationState


def send_thanks(event: Event, *, actor: Actor, now: datetime) -> int:
    """Write a mail of thanks to everybody who was there and has none; returns to how many.

    Raises EventNotOverYet and NobodyToThank.
    """
    if not is_over(event, now=now):
        raise EventNotOverYet
    places.lock_queue(event.id)  # two clicks at one moment are one
    people = to_thank(event)
    if not people:
        raise NobodyToThank
    for person in people:
        notices.tell(person, notices.Notice.THANKS, now=now)
    note("thanked", event, actor=actor, now=now, after={"people": len(people)})
    db.session.flush()
    return len(people)


def to_thank(event: Event) -> Sequence[Registration]:
    """Who was there on a day or a visit and has no mail of thanks, in order of names."""
    there = select(Attendance.registration_id)
    thanked = select(Message.registration_id).where(
        Message.event_id == event.id,
        Message.template == notices.Notice.THANKS.value,
        Message.registration_id.is_not(None),
    )
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.email_key.not_like(f"{FORGOTTEN}%"),
            Registration.id.in_(there),
            Registration.id.not_in(thanked),
        )
        .order_by(Registration.name_sort, Registration.id)
    ).all()


def thanked_at(event: Event) -> int:
    """How many people have a mail of thanks; one statement."""
    counted = select(func.count(Message.registration_id.distinct())).where(
        Message.event_id == event.id, Message.template == notices.Notice.THANKS.value
    )
    return db.session.scalar(counted) or 0
