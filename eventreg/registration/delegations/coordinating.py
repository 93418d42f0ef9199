"""What the coordinator does with the delegation's own people, and with no others (R11, R12).

Until the deadline the coordinator adds, changes and withdraws people, or says that nobody comes;
after it only looks. Whoever is added gets a mail with a link of their own, and alone gives consents
and tells needs: the coordinator sees neither.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.accounts import tries
from eventreg.database import db
from eventreg.events.models import EventStatus
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import quotas, service
from eventreg.registration.application import Application, Details, Needs, email_key
from eventreg.registration.deadlines import is_frozen
from eventreg.registration.delegations.errors import (
    AddressIsThePersons,
    AddressNotPossible,
    DelegationClosed,
    DelegationHasPeople,
    EnoughForToday,
)
from eventreg.registration.errors import AlreadyRegistered
from eventreg.registration.models import (
    ACTIVE_STATES,
    Delegation,
    Registration,
    RegistrationState,
)
from eventreg.registration.notices import Notice, tell
from eventreg.registration.questions.given import Answers
from eventreg.registration.quotas import log

# What a coordinator may do in a day beyond the quota: each may send one mail to one person (R12).
BEYOND_QUOTA = 10
WITHOUT_QUOTA = 20
A_DAY = timedelta(days=1)


def may_change(delegation: Delegation, *, now: datetime) -> bool:
    """Whether the coordinator may do more than look."""
    until = delegation.answer_until
    if until is not None and now >= until:
        return False
    event = delegation.event
    return event.status is EventStatus.PUBLISHED and not is_frozen(event, now=now)


def people_of(delegation: Delegation) -> Sequence[Registration]:
    """The delegation's own people who come or wait, in order of names (R5)."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.delegation_id == delegation.id, Registration.state.in_(ACTIVE_STATES))
        .order_by(Registration.name_sort, Registration.id)
    ).all()


def person_of(delegation: Delegation, uid: str) -> Registration | None:
    """An active person of this delegation; one of another delegation is not found."""
    return db.session.scalar(
        select(Registration)
        .where(
            Registration.delegation_id == delegation.id,
            Registration.uid == uid,
            Registration.state.in_(ACTIVE_STATES),
        )
        .options(joinedload(Registration.event), joinedload(Registration.needs))
    )


def add_person(
    delegation: Delegation,
    *,
    details: Details,
    email: str,
    language: str,
    waits: bool = False,
    answers: Answers = (),
    now: datetime,
) -> Registration:
    """Add a person, who gets a mail with a link of their own; `waits` allows the waiting list (R8).

    The coordinator may answer the event's own questions; what is left open the person answers.
    Commits the count of R12 first. Raises EnoughForToday, DelegationClosed, QuotaFull, EventFull,
    AlreadyRegistered for one of the delegation itself, AddressNotPossible for any other (R9) and
    what `answering.settle` raises.
    """
    _require_open(delegation, now)
    _count(delegation, now)
    if _is_own(delegation, email):
        raise AlreadyRegistered
    application = Application(
        details=details, email=email, language=language, waits=waits, answers=answers
    )
    try:
        registration = service.add_registration(
            event=delegation.event,
            application=application,
            delegation=delegation,
            told=False,
            actor=actor_of(delegation),
            now=now,
        )
    except AlreadyRegistered as error:
        raise AddressNotPossible from error
    delegation.refused_at, delegation.refusal = None, ""
    waiting = registration.state is RegistrationState.WAITING
    tell(registration, Notice.WAITING if waiting else Notice.NAMED, now=now)
    db.session.flush()
    return registration


def change_person(
    delegation: Delegation, person: Registration, *, details: Details, email: str, now: datetime
) -> None:
    """Correct what was entered; the address only until the person has taken over.

    Raises EnoughForToday, DelegationClosed, AddressIsThePersons, AddressNotPossible (R9) and what
    `change_registration` raises.
    """
    _require_open(delegation, now)
    is_new = email_key(email) != person.email_key
    if is_new and is_taken_over(person):
        raise AddressIsThePersons
    _count(delegation, now)
    needs = person.needs
    try:
        service.change_registration(
            person,
            details=details,
            needs=Needs(diet=needs.diet, access=needs.access) if needs else Needs(),
            email=email if is_new else None,
            actor=actor_of(delegation),
            now=now,
        )
    except AlreadyRegistered as error:
        raise AddressNotPossible from error


def withdraw_person(
    delegation: Delegation, person: Registration, *, reason: str, now: datetime
) -> None:
    """Let a person of the delegation not come; the person is told, with the reason.

    Raises EnoughForToday and DelegationClosed.
    """
    _require_open(delegation, now)
    _count(delegation, now)
    service.cancel_registration(person, actor=actor_of(delegation), now=now, reason=reason)


def refuse(delegation: Delegation, *, reason: str, now: datetime) -> None:
    """Say that nobody comes; kept places that shall be given back are given back at once.

    Raises DelegationClosed and DelegationHasPeople.
    """
    _require_open(delegation, now)
    if people_of(delegation):
        raise DelegationHasPeople
    delegation.refused_at, delegation.refusal = now, reason
    actor = actor_of(delegation)
    after = {"refused": True} | ({"reason": reason} if reason else {})
    log("invitation refused", delegation, actor=actor, now=now, after=after)
    if delegation.releases:
        quotas.release_quota(delegation, actor=actor, now=now)
    db.session.flush()


def is_taken_over(person: Registration) -> bool:
    """Whether the person has used the own link: what it opens is theirs alone from then on."""
    return bool(person.acknowledged_at or person.needs or person.consents)


def most_a_day(delegation: Delegation) -> int:
    """How many mails to people the coordinator can cause in a day (R12)."""
    quota = WITHOUT_QUOTA if delegation.capacity is None else delegation.capacity
    return quota + BEYOND_QUOTA


def actor_of(delegation: Delegation) -> Actor:
    """The coordinator as the log names it: by the delegation's number."""
    return Actor(ActorKind.COORDINATOR, delegation.id)


def _require_open(delegation: Delegation, now: datetime) -> None:
    if not may_change(delegation, now=now):
        raise DelegationClosed


def _is_own(delegation: Delegation, email: str) -> bool:
    return any(person.email_key == email_key(email) for person in people_of(delegation))


def _count(delegation: Delegation, now: datetime) -> None:
    most = most_a_day(delegation)
    if not tries.within("coordinator", delegation.uid, most=most, window=A_DAY, now=now):
        raise EnoughForToday(most)
