"""What people do in the tests of waiting lists, in short."""

from sqlalchemy import select

from eventreg.history.service import COMMAND
from eventreg.messages.models import Message
from eventreg.registration import service
from eventreg.registration.waiting import service as waiting
from tests.factories import (
    NOON,
)


def cancel(registration):
    service.cancel_registration(registration, actor=COMMAND, now=NOON)


def accept(registration, now=NOON):
    waiting.accept_offer(registration, actor=COMMAND, now=now)


def states(*registrations):
    return [registration.state for registration in registrations]


def mails_to(session, registration):
    session.flush()
    return session.scalars(
        select(Message.template).where(Message.recipient == registration.email).order_by(Message.id)
    ).all()
