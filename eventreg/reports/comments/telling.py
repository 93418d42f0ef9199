"""Mails about comments: that a version is open for them, and that one was answered (R27)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.messages.service import sent_lately
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import Notice, tell

AT_MOST_EVERY = timedelta(days=1)


def tell_of_open_report(event: Event, *, now: datetime) -> int:
    """Ask everybody with a place for comments; returns how many were asked."""
    people = db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.sample.is_(False),
        )
        .order_by(Registration.id)
    ).all()
    for person in people:
        tell(person, Notice.REPORT_OPEN, now=now)
    return len(people)


def tell_of_answer(registration: Registration, *, now: datetime) -> None:
    """Say that a comment was answered; several answers of a day are told in one mail."""
    if not sent_lately(registration, (Notice.COMMENT_ANSWERED,), since=now - AT_MOST_EVERY):
        tell(registration, Notice.COMMENT_ANSWERED, now=now)
