"""Quotas of delegations: kept free from the start, given back to all, raised and lowered.

A quota that reserves is counted as a whole among the event's places taken; each of its people then
takes a place of the quota alone. A quota that does not is a second limit beside the event's. So

    event.taken = people who hold a place outside reserving quotas + reserving quotas, each whole

which every verb here keeps, and `eventreg check` recounts. Nobody is given a place beyond a quota
that reserves: the quota grows instead, and the event's places with it.
"""

from datetime import datetime
from typing import Any

from eventreg.capacity import release_place, set_capacity, take_place
from eventreg.database import db
from eventreg.history.service import Actor, record
from eventreg.registration import places
from eventreg.registration.errors import EventFull, QuotaBelowTaken, QuotaNeedsNumber
from eventreg.registration.models import Delegation
from eventreg.registration.waiting.line import offer_freed


def reserve_quota(delegation: Delegation, *, actor: Actor, now: datetime) -> None:
    """Keep the whole quota free for the delegation; one that reserves already stays as it is.

    A quota with people beyond it grows to hold them. Raises QuotaNeedsNumber for a quota without a
    number and EventFull when the places that the quota still needs are not left at the event; then
    nothing has changed.
    """
    _lock(delegation)
    if delegation.reserves:
        return
    if delegation.capacity is None:
        raise QuotaNeedsNumber
    if delegation.granted_beyond:
        set_capacity(db.session(), delegation, delegation.taken)
    missing = delegation.capacity - delegation.taken
    if missing and not take_place(db.session(), delegation.event, missing):
        raise EventFull
    delegation.reserves, delegation.released_at = True, None
    log("quota reserved", delegation, actor=actor, now=now, after={"quota": delegation.capacity})
    db.session.flush()


def release_quota(delegation: Delegation, *, actor: Actor, now: datetime) -> int:
    """Give what is unused of the quota back to all; tells how many places.

    The delegation keeps its people and may add more, as long as there are places at the event.
    Whoever waits for the event is offered a place at once (R8).
    """
    _lock(delegation)
    if not delegation.reserves or delegation.capacity is None:
        return 0
    unused = delegation.capacity - delegation.taken
    if unused:
        release_place(db.session(), delegation.event, unused)
    delegation.reserves, delegation.released_at = False, now
    log("quota released", delegation, actor=actor, now=now, after={"places": unused})
    db.session.flush()
    offer_freed(delegation.event, now=now)
    return unused


def change_quota(
    delegation: Delegation, capacity: int | None, *, actor: Actor, now: datetime
) -> None:
    """Raise or lower the quota; None lifts it. What is freed is offered to those who wait (R8).

    Raises QuotaBelowTaken when more places are held than would be left (R6), EventFull when a
    quota that reserves asks for more than the event has, QuotaNeedsNumber when such a one would
    have no number; then nothing has changed.
    """
    _lock(delegation)
    before = delegation.capacity
    if capacity == before:
        return
    with db.session.begin_nested():
        # A delegation's limit comes before the event's in the order of limits.
        if not set_capacity(db.session(), delegation, capacity):
            raise QuotaBelowTaken(delegation.taken)
        if delegation.reserves:
            _resize_reserve(delegation, before, capacity)
    change = {"before": {"quota": before}, "after": {"quota": capacity}}
    log("quota changed", delegation, actor=actor, now=now, **change)
    db.session.flush()
    offer_freed(delegation.event, now=now)


def _resize_reserve(delegation: Delegation, before: int | None, after: int | None) -> None:
    if before is None or after is None:
        raise QuotaNeedsNumber
    if after < before:
        release_place(db.session(), delegation.event, before - after)
    elif not take_place(db.session(), delegation.event, after - before):
        raise EventFull


def _lock(delegation: Delegation) -> None:
    """Nobody enters the delegation or leaves it while its quota changes."""
    places.lock_queue(delegation.event_id)
    db.session.flush()
    db.session.refresh(delegation, with_for_update={"of": Delegation, "key_share": True})


def log(
    action: str,
    delegation: Delegation,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add what happened to the invitation or its quota to the log (R28)."""
    record(
        action,
        actor=actor,
        now=now,
        subject="delegation",
        subject_uid=delegation.uid,
        organisation_id=delegation.event.organisation_id,
        event_id=delegation.event_id,
        before=before,
        after=after,
    )
