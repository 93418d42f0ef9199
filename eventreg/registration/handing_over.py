"""A place handed over to a colleague: the same row and seats, another person (R11)."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Admission
from eventreg.history import service as history
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.identity import new_reference
from eventreg.messages.models import Message
from eventreg.registration import moves, places, rows
from eventreg.registration.application import Details, email_key, spelled, write_details
from eventreg.registration.errors import (
    AddressCannotTakeOver,
    AlreadyRegistered,
    HandOverNotAllowed,
    TooManyHandOvers,
    from_constraint,
)
from eventreg.registration.models import FormSubmission, Registration, RegistrationState
from eventreg.registration.notices import Notice, tell
from eventreg.registration.questions.answering import drop
from eventreg.registration.questions.queries import answers_of, options_held
from eventreg.registration.remarks.service import forget_remarks

# How often a place changes hands without the organiser (R12).
MOST_HAND_OVERS = 3

# What the log may go on saying of somebody who is no longer the registration's person.
KEPT_IN_LOG = frozenset({"state", "role", "affiliation", "territory", "visits", "reason", "beyond"})


def hand_over(
    registration: Registration,
    *,
    details: Details,
    email: str,
    language: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Give a confirmed place, its visits and seats to a colleague; both are told.

    The earlier person's details, needs, consents, answers, forms and mails go, the log forgets
    them, the old link and reference are dead. The colleague gives the own consents and confirms by
    opening the own link. Raises RegistrationNotActive, FreezeDatePassed, HandOverNotAllowed,
    TooManyHandOvers, TerritoryNotOfTheDay and AlreadyRegistered, which a participant is told as
    AddressCannotTakeOver (R11).
    """
    rows.lock(registration)
    moves.require_changeable(registration, actor=actor, now=now)
    _require_allowed(registration, actor)
    rows.require_territory_of_the_day(registration.event, details.affiliation, details.territory)
    if email_key(email) == registration.email_key or rows.active(registration.event, email):
        raise _taken(actor)
    tell(registration, Notice.HANDED_OVER, now=now)
    db.session.flush()
    try:
        with db.session.begin_nested():
            _forget(registration, now)
            write_details(registration, spelled(details, registration.event))
            rows.set_email(registration, email)
            registration.language = language
            registration.handovers += 1
            registration.acknowledged_at = None
            registration.updated_at = now
            registration.calendar_sequence += 1
    except IntegrityError as error:
        if isinstance(from_constraint(error), AlreadyRegistered):
            raise _taken(actor) from error
        raise
    history.black_out("registration", registration.uid, kept=KEPT_IN_LOG)
    rows.log("handed over", registration, actor=actor, now=now, after=rows.logged(registration))
    tell(registration, Notice.TAKEN_OVER, now=now)


def may_hand_over(registration: Registration, *, now: datetime) -> bool:
    """Whether the person can hand the place over without the organiser."""
    me = Actor(ActorKind.PARTICIPANT, registration.id)
    try:
        moves.require_changeable(registration, actor=me, now=now)
        _require_allowed(registration, me)
    except DomainError:
        return False
    return True


def _require_allowed(registration: Registration, actor: Actor) -> None:
    if registration.state is not RegistrationState.CONFIRMED:
        raise HandOverNotAllowed
    if actor.kind is ActorKind.STAFF:
        return
    if registration.event.admission is Admission.APPROVAL:
        raise HandOverNotAllowed
    if registration.handovers >= MOST_HAND_OVERS:
        raise TooManyHandOvers


def _taken(actor: Actor) -> AlreadyRegistered | AddressCannotTakeOver:
    return AlreadyRegistered() if actor.kind is ActorKind.STAFF else AddressCannotTakeOver()


def _forget(registration: Registration, now: datetime) -> None:
    """Nothing of the earlier person stays with the place but that it was handed over."""
    registration.needs = None
    registration.consents = []
    registration.reference = new_reference()
    forget_remarks(registration)
    places.move(released=options_held(registration))
    for answer in answers_of(registration):
        drop(answer, now=now)
    db.session.execute(
        delete(FormSubmission).where(FormSubmission.registration_id == registration.id)
    )
    db.session.execute(
        delete(Message).where(
            Message.registration_id == registration.id, Message.template != Notice.HANDED_OVER
        )
    )
