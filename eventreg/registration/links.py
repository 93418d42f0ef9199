"""The secret link of a registration.

The link is a signature, not a stored secret: a copy of the database opens nothing, and every mail
can carry the link again. Raising `link_version` makes all earlier links dead (R11).
"""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.addresses import absolute
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import Registration

SALT = "my-registration"
# The address of a person's calendar is another secret: who knows it sees the calendar, no more.
CALENDAR_SALT = "my-calendar"


def token_of(registration: Registration) -> str:
    """The secret part of the person's own address."""
    return token_for(registration.uid, registration.link_version)


def token_for(uid: str, version: int) -> str:
    """The same for a registration by its public name and the version of its link."""
    return str(_serializer().dumps([uid, version]))


def registration_of(token: str) -> Registration | None:
    """Whose link this is; None for a forged, dead or unknown one."""
    return _found(token, SALT)


def calendar_token_of(registration: Registration) -> str:
    """The secret part of the address of the person's calendar."""
    return str(_serializer(CALENDAR_SALT).dumps([registration.uid, registration.link_version]))


def registration_of_calendar(token: str) -> Registration | None:
    """Whose calendar this is the address of; None for a forged, dead or unknown one."""
    return _found(token, CALENDAR_SALT)


def _found(token: str, salt: str) -> Registration | None:
    try:
        uid, version = _serializer(salt).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return db.session.scalar(
        select(Registration)
        .where(Registration.uid == uid, Registration.link_version == version)
        .options(
            joinedload(Registration.event).joinedload(Event.organisation),
            joinedload(Registration.territory),
        )
    )


def address_of(registration: Registration) -> str:
    """The full address of my registration, in the person's language, for mails."""
    return absolute(
        "my_registration.overview", lang=registration.language, token=token_of(registration)
    )


def _serializer(salt: str = SALT) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=salt)
