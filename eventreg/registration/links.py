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


def token_of(registration: Registration) -> str:
    """The secret part of the person's own address."""
    return token_for(registration.uid, registration.link_version)


def token_for(uid: str, version: int) -> str:
    """The same for a registration by its public name and the version of its link."""
    return str(_serializer().dumps([uid, version]))


def registration_of(token: str) -> Registration | None:
    """Whose link this is; None for a forged, dead or unknown one."""
    try:
        uid, version = _serializer().loads(token)
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


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=SALT)
