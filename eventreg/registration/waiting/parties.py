"""Colleagues who want to come together, or not at all (R8).

Whoever waits may join somebody else who waits for the same event, by the reference in that person's
mail. Together they stand where the last of them stands, and are offered places when there are
enough for all; each answers the own offer. Anybody may leave again at any time.
"""

from datetime import datetime

from sqlalchemy import func, select

from eventreg.database import db
from eventreg.history.service import Actor
from eventreg.registration import rows
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import Notice, tell
from eventreg.registration.waiting.errors import NotWaiting, PartyNotFound, PartyTooLarge
from eventreg.registration.waiting.line import offer_freed
from eventreg.registration.waiting.standing import party_of

MOST_TOGETHER = 10


def join_party(registration: Registration, *, reference: str, actor: Actor, now: datetime) -> None:
    """Wait together with the person of that reference, who is told.

    Raises NotWaiting, PartyNotFound and PartyTooLarge.
    """
    rows.lock(registration)
    _require_waiting(registration)
    other = _other(registration, reference)
    if registration.party is not None and registration.party == other.party:
        return
    _quit(registration)
    party = other.party or other.uid
    if _size(registration.event_id, party) >= MOST_TOGETHER:
        raise PartyTooLarge(MOST_TOGETHER)
    registration.party = other.party = party
    registration.updated_at = now
    rows.log("waits together", registration, actor=actor, now=now)
    db.session.flush()
    for each in party_of(registration):
        tell(each, Notice.PARTY_JOINED, now=now, values={"colleague": registration.full_name})
    offer_freed(registration.event, now=now)


def leave_party(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Wait alone again; the others stay together. Raises NotWaiting."""
    rows.lock(registration)
    _require_waiting(registration)
    if registration.party is None:
        return
    _quit(registration)
    registration.updated_at = now
    rows.log("waits alone", registration, actor=actor, now=now)
    offer_freed(registration.event, now=now)


def _require_waiting(registration: Registration) -> None:
    if registration.state is not RegistrationState.WAITING:
        raise NotWaiting


def _other(registration: Registration, reference: str) -> Registration:
    wanted = "".join(letter for letter in reference.upper() if letter.isalnum())
    other = db.session.scalar(
        select(Registration)
        .where(
            Registration.event_id == registration.event_id,
            Registration.reference == f"{wanted[:4]}-{wanted[4:]}",
            Registration.state == RegistrationState.WAITING,
            Registration.id != registration.id,
        )
        .with_for_update(of=Registration)
    )
    if other is None:
        raise PartyNotFound
    return other


def _quit(registration: Registration) -> None:
    """Leave the party; the one who would be left alone in it is in none."""
    others = party_of(registration)
    registration.party = None
    if len(others) == 1:
        others[0].party = None
    db.session.flush()


def _size(event_id: int, party: str) -> int:
    counted = select(func.count(Registration.id)).where(
        Registration.event_id == event_id,
        Registration.party == party,
        Registration.state == RegistrationState.WAITING,
    )
    return db.session.scalar(counted) or 0
