"""What organisers do with delegations: invite, remind, change, release, withdraw.

Each verb writes the log and the mail in the same transaction. A changed coordinator makes the old
link dead (R11).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.events.registration_window import is_over
from eventreg.history.service import Actor, changed
from eventreg.registration import places, quotas
from eventreg.registration.application import email_key
from eventreg.registration.delegations import told
from eventreg.registration.delegations.errors import (
    CoordinatorUnknown,
    DeadlinePassed,
    InvitationsNotOpen,
    InvitedAlready,
    NothingUnused,
    PlacesMissing,
)
from eventreg.registration.delegations.offers import Offer, invited_keys
from eventreg.registration.delegations.told import Letter
from eventreg.registration.errors import EventFull
from eventreg.registration.models import ACTIVE_STATES, Delegation, Registration
from eventreg.registration.service import cancel_registration
from eventreg.registration.waiting.line import offer_freed


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an invitation says besides whom: until when, whether places are kept and given back."""

    answer_until: datetime | None = None
    reserves: bool = False
    releases: bool = False


@dataclass(frozen=True, kw_only=True)
class DelegationFacts:
    """All of an invitation that organisers change; `places` None is without limit."""

    places: int | None
    coordinator: str
    email: str
    language: str
    terms: Terms


def invite(
    *, event: Event, offers: Sequence[Offer], terms: Terms, actor: Actor, now: datetime
) -> Sequence[Delegation]:
    """Invite municipalities and institutions; each coordinator gets one mail with one link.

    All or none. Raises InvitationsNotOpen, DeadlinePassed, InvitedAlready, CoordinatorUnknown and,
    when more places would be kept than are left, PlacesMissing (R6).
    """
    require_open(event, now=now)
    _require_ahead(terms, now)
    places.lock_queue(event.id)
    db.session.refresh(event, ["capacity", "taken", "granted_beyond"])
    known = set(invited_keys(event))
    for offer in offers:
        if offer.key in known:
            raise InvitedAlready(offer.name("lv"))
        if not offer.email:
            raise CoordinatorUnknown
        known.add(offer.key)
    left, wanted = event.free, sum(offer.places or 0 for offer in offers)
    if terms.reserves and left is not None and wanted > left:
        raise PlacesMissing(wanted, left)
    return [_invite(event, offer, terms, actor, now) for offer in offers]


def change_delegation(
    delegation: Delegation, *, facts: DelegationFacts, actor: Actor, now: datetime
) -> None:
    """Change places, deadline, coordinator; a new coordinator gets a mail, the old link is dead.

    Raises DeadlinePassed for a new deadline behind, CoordinatorUnknown, QuotaBelowTaken,
    QuotaNeedsNumber and PlacesMissing.
    """
    terms = facts.terms
    if terms.answer_until != delegation.answer_until:
        _require_ahead(terms, now)
    if not facts.email:
        raise CoordinatorUnknown
    _change_places(delegation, facts, actor, now)
    before = described(delegation)
    is_new = email_key(facts.email) != email_key(delegation.coordinator_email)
    if is_new:
        delegation.link_version += 1
    delegation.coordinator_name, delegation.coordinator_email = facts.coordinator, facts.email
    delegation.language = facts.language
    delegation.answer_until, delegation.releases = terms.answer_until, terms.releases
    old, new = changed(before, described(delegation))
    if new:
        quotas.log("invitation changed", delegation, actor=actor, now=now, before=old, after=new)
    db.session.flush()
    if is_new:
        told.tell_coordinator(delegation, Letter.INVITED, now=now)
    elif "answer_until" in new:
        told.tell_coordinator(delegation, Letter.CHANGED, now=now)


def send_again(delegation: Delegation, *, actor: Actor, now: datetime) -> None:
    """Send the coordinator the link again; raises InvitationsNotOpen and CoordinatorUnknown."""
    require_open(delegation.event, now=now)
    _require_coordinator(delegation)
    quotas.log("invitation sent again", delegation, actor=actor, now=now)
    told.tell_coordinator(delegation, Letter.INVITED, now=now)


def remind(delegation: Delegation, *, actor: Actor, now: datetime) -> None:
    """Remind the coordinator; raises InvitationsNotOpen and CoordinatorUnknown."""
    require_open(delegation.event, now=now)
    _require_coordinator(delegation)
    delegation.reminded_at = now
    quotas.log("reminded", delegation, actor=actor, now=now)
    told.tell_coordinator(delegation, Letter.REMINDER, now=now)
    db.session.flush()


def remind_silent(*, event: Event, actor: Actor, now: datetime) -> int:
    """Remind all who have not answered and still can; tells how many."""
    require_open(event, now=now)
    found = silent(event, now=now)
    for delegation in found:
        remind(delegation, actor=actor, now=now)
    return len(found)


def release(delegation: Delegation, *, actor: Actor, now: datetime) -> int:
    """Give the unused places back to all; tells how many. Raises NothingUnused."""
    if not delegation.reserves:
        raise NothingUnused
    return quotas.release_quota(delegation, actor=actor, now=now)


def withdraw(
    delegation: Delegation, *, keeps_people: bool, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Take the invitation back: the link is dead, the coordinator is told.

    Its people keep their places as everybody does, or are cancelled and told, with the reason.
    """
    event = delegation.event
    quotas.release_quota(delegation, actor=actor, now=now)
    places.lock_queue(event.id)
    people = db.session.scalars(
        select(Registration)
        .where(Registration.delegation_id == delegation.id)
        .order_by(Registration.id)
    ).all()
    active = [person for person in people if person.is_active]
    if not keeps_people:
        for person in active:
            cancel_registration(person, actor=actor, now=now, reason=reason)
    for person in people:
        person.delegation = None
    db.session.flush()
    number = len(active)
    after: dict[str, Any] = {"people": "kept" if keeps_people else "cancelled", "number": number}
    if reason:
        after["reason"] = reason
    quotas.log("invitation withdrawn", delegation, actor=actor, now=now, after=after)
    if delegation.coordinator_email and not is_over(event, now=now):
        told.tell_coordinator(delegation, Letter.WITHDRAWN, reason=reason, now=now)
    db.session.delete(delegation)
    db.session.flush()
    offer_freed(event, now=now)


def silent(event: Event, *, now: datetime) -> Sequence[Delegation]:
    """Those invited who have neither refused nor named anybody, while they still can."""
    named = select(Registration.delegation_id).where(
        Registration.delegation_id.is_not(None), Registration.state.in_(ACTIVE_STATES)
    )
    return db.session.scalars(
        select(Delegation)
        .where(
            Delegation.event_id == event.id,
            Delegation.coordinator_email != "",
            Delegation.invited_at.is_not(None),
            Delegation.refused_at.is_(None),
            Delegation.released_at.is_(None),
            or_(Delegation.answer_until.is_(None), Delegation.answer_until > now),
            Delegation.id.not_in(named),
        )
        .order_by(Delegation.id)
    ).all()


def require_open(event: Event, *, now: datetime) -> None:
    """Raise InvitationsNotOpen unless people can be invited to the event now."""
    if event.status is not EventStatus.PUBLISHED or is_over(event, now=now):
        raise InvitationsNotOpen


def name_of(delegation: Delegation, language: str) -> str:
    """Who is invited: the municipality or the institution."""
    if delegation.territory is None:
        return delegation.institution
    return delegation.territory.name.in_(language)


def described(delegation: Delegation) -> dict[str, Any]:
    """An invitation for the log."""
    until = delegation.answer_until
    return {
        "territory": delegation.territory.code if delegation.territory else None,
        "institution": delegation.institution,
        "quota": delegation.capacity,
        "reserves": delegation.reserves,
        "releases": delegation.releases,
        "answer_until": until.isoformat() if until else None,
        "coordinator": delegation.coordinator_name,
        "email": delegation.coordinator_email,
        "language": delegation.language,
    }


def _invite(event: Event, offer: Offer, terms: Terms, actor: Actor, now: datetime) -> Delegation:
    delegation = Delegation(
        event=event,
        territory=offer.territory,
        institution="" if offer.territory else offer.institution,
        capacity=offer.places,
        taken=0,
        granted_beyond=0,
        invited_at=now,
        answer_until=terms.answer_until,
        releases=terms.releases,
        coordinator_name=offer.coordinator,
        coordinator_email=offer.email,
        language=offer.language,
    )
    db.session.add(delegation)
    db.session.flush()
    quotas.log("invited", delegation, actor=actor, now=now, after=described(delegation))
    if terms.reserves:
        quotas.reserve_quota(delegation, actor=actor, now=now)
    told.tell_coordinator(delegation, Letter.INVITED, now=now)
    return delegation


def _change_places(
    delegation: Delegation, facts: DelegationFacts, actor: Actor, now: datetime
) -> None:
    """Release before the number changes, reserve after it."""
    try:
        with db.session.begin_nested():
            if delegation.reserves and not facts.terms.reserves:
                quotas.release_quota(delegation, actor=actor, now=now)
            quotas.change_quota(delegation, facts.places, actor=actor, now=now)
            if facts.terms.reserves:
                quotas.reserve_quota(delegation, actor=actor, now=now)
    except EventFull as error:
        raise PlacesMissing(facts.places or 0, delegation.event.free or 0) from error


def _require_ahead(terms: Terms, now: datetime) -> None:
    if terms.answer_until is not None and terms.answer_until <= now:
        raise DeadlinePassed


def _require_coordinator(delegation: Delegation) -> None:
    if not delegation.coordinator_email:
        raise CoordinatorUnknown
