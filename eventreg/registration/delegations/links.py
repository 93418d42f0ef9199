"""The secret links of coordinators and of invited persons; signed, not stored (R11).

Raising `link_version` makes all earlier links dead.
"""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.addresses import absolute
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.models import Delegation

OF_DELEGATION = "delegation"
OF_INVITATION = "personal-invitation"


def token_of(delegation: Delegation) -> str:
    """The secret part of the coordinator's address."""
    return _signed(OF_DELEGATION, delegation.uid, delegation.link_version)


def delegation_of(token: str) -> Delegation | None:
    """Whose link this is; None for a forged, dead or unknown one."""
    if (named := _read(OF_DELEGATION, token)) is None:
        return None
    return db.session.scalar(
        select(Delegation)
        .where(Delegation.uid == named[0], Delegation.link_version == named[1])
        .options(
            joinedload(Delegation.event).joinedload(Event.organisation),
            joinedload(Delegation.territory),
        )
    )


def delegation_address(uid: str, version: int, language: str) -> str:
    """The coordinator's full address, for mails."""
    token = _signed(OF_DELEGATION, uid, version)
    return absolute("delegation.overview", lang=language, token=token)


def invitation_token(invitation: PersonalInvitation) -> str:
    """The secret part of an invited person's address."""
    return _signed(OF_INVITATION, invitation.uid, invitation.link_version)


def invitation_of(token: str) -> PersonalInvitation | None:
    """Whose invitation this is; None for a forged, dead or unknown link."""
    if (named := _read(OF_INVITATION, token)) is None:
        return None
    return db.session.scalar(
        select(PersonalInvitation)
        .where(PersonalInvitation.uid == named[0], PersonalInvitation.link_version == named[1])
        .options(
            joinedload(PersonalInvitation.event).joinedload(Event.organisation),
            joinedload(PersonalInvitation.territory),
            joinedload(PersonalInvitation.registration),
        )
    )


def invitation_address(uid: str, version: int, language: str) -> str:
    """The invited person's full address, for mails."""
    token = _signed(OF_INVITATION, uid, version)
    return absolute("invited.overview", lang=language, token=token)


def _signed(kind: str, uid: str, version: int) -> str:
    return str(_serializer(kind).dumps([uid, version]))


def _read(kind: str, token: str) -> tuple[str, int] | None:
    try:
        uid, version = _serializer(kind).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(uid), int(version)


def _serializer(kind: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=kind)
