"""What there is to tell organisers about an event: numbers, never names."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.messages.models import Message, MessageState
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.requests.models import ChangeRequest, RequestState


def somebody_registered(event: Event) -> bool:
    """Whether there is any registration; samples of a demonstration are none."""
    found = db.session.scalar(select(Registration.id).where(*_real(event)).limit(1))
    return found is not None


def number_waiting(event: Event) -> int:
    """How many applications and requests wait for the organiser's answer."""
    applications = _registrations(event, Registration.state == RegistrationState.PENDING)
    requests = db.session.scalar(
        select(func.count(ChangeRequest.id))
        .join(ChangeRequest.registration)
        .where(Registration.event_id == event.id, ChangeRequest.state == RequestState.OPEN)
    )
    return applications + (requests or 0)


def news_of(event: Event, *, since: datetime) -> dict[str, int]:
    """What is new since that moment, and what waits for an answer; all zero when nothing is."""
    return {
        "came": _registrations(event, Registration.created_at > since),
        "left": _registrations(
            event,
            Registration.cancelled_at > since,
            Registration.state == RegistrationState.CANCELLED,
        ),
        "number": number_waiting(event),
        "not_arrived": db.session.scalar(
            select(func.count(Message.id)).where(
                Message.event_id == event.id,
                Message.state == MessageState.FAILED,
                Message.created_at > since,
            )
        )
        or 0,
    }


def _registrations(event: Event, *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count(Registration.id)).where(*_real(event), *conditions)
    return db.session.scalar(counted) or 0


def _real(event: Event) -> tuple[Any, ...]:
    return (Registration.event_id == event.id, Registration.sample.is_(False))
