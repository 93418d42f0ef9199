"""Somebody whom a coordinator entered opens the own link and confirms (R21)."""

from collections.abc import Iterable
from datetime import datetime

from eventreg.database import db
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import rows, service
from eventreg.registration.errors import RegistrationNotActive
from eventreg.registration.models import ConsentPurpose, Registration


def awaits_confirmation(registration: Registration) -> bool:
    """Whether the person has been entered by a coordinator and has not said yes so far."""
    return (
        registration.delegation_id is not None
        and registration.acknowledged_at is None
        and registration.is_active
    )


def acknowledge(
    registration: Registration,
    *,
    consents: Iterable[ConsentPurpose],
    language: str,
    now: datetime,
) -> None:
    """Say yes to being registered, and give the own consents; raises RegistrationNotActive."""
    rows.lock(registration)
    if not registration.is_active:
        raise RegistrationNotActive
    actor = Actor(ActorKind.PARTICIPANT, registration.id)
    if registration.acknowledged_at is None:
        registration.acknowledged_at = registration.updated_at = now
        rows.log("acknowledged", registration, actor=actor, now=now)
        db.session.flush()  # the next verb reads the registration anew
    service.set_consents(registration, wanted=consents, language=language, actor=actor, now=now)
