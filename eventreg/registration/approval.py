"""Admission by approval: organisers approve and decline applicants, one by one or many at once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.history.service import Actor
from eventreg.registration import moves, places, rows
from eventreg.registration.errors import EventFull, MoveNotAllowed, QuotaFull
from eventreg.registration.models import ChoiceState, Registration, RegistrationState
from eventreg.registration.notices import Notice, tell
from eventreg.registration.questions import answering
from eventreg.registration.questions.queries import options_wished
from eventreg.registration.states import require_move
from eventreg.registration.waiting.line import offer_freed
from eventreg.registration.waiting.told import tell_entered
from eventreg.visits.models import SiteVisit

_S = RegistrationState


class Outcome(NamedTuple):
    """What became of one of many: the state it is in now, or why nothing was changed."""

    registration: Registration
    state: RegistrationState
    refusal: DomainError | None = None


def approve_registration(
    registration: Registration, *, actor: Actor, now: datetime, beyond: str = ""
) -> RegistrationState:
    """Admit an applicant: takes the place and the seats wished for, and tells the person.

    When the event or the delegation is full, the applicant stands in the waiting list from now on,
    if the event keeps one (R8); seats that are not free are waited for likewise. With `beyond`, an
    organiser's written reason, full limits of the event and the delegation are exceeded (R6).
    Returns CONFIRMED or WAITING. Raises MoveNotAllowed and, without a waiting list, EventFull,
    QuotaFull and VisitFull.
    """
    rows.lock(registration)
    before = registration.state
    if before is not _S.PENDING:
        raise MoveNotAllowed(before, _S.CONFIRMED)
    waits = registration.event.waiting_list and not beyond
    try:
        _admit(registration, now=now, beyond=beyond)
    except (EventFull, QuotaFull):
        if not waits:
            raise
        require_move(before, _S.WAITING)
        registration.state, registration.queue_order = _S.WAITING, now
    registration.updated_at = now
    moves.log_move(registration, before, actor=actor, now=now, reason=beyond, beyond=bool(beyond))
    tell_entered(registration, now=now, is_new=False)
    return registration.state


def decline_registration(
    registration: Registration, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Refuse an applicant, who is told the `reason` if one is given; raises MoveNotAllowed."""
    rows.lock(registration)
    moves.leave(registration, _S.DECLINED, actor=actor, now=now, reason=reason)
    tell(registration, Notice.DECLINED, reason=reason, now=now)
    offer_freed(registration.event, now=now)


def approve_many(
    registrations: Iterable[Registration], *, actor: Actor, now: datetime
) -> Sequence[Outcome]:
    """Approve each in the order in which they applied; one refusal does not undo the others."""
    return do_to_each(registrations, lambda one: approve_registration(one, actor=actor, now=now))


def decline_many(
    registrations: Iterable[Registration], *, actor: Actor, now: datetime, reason: str = ""
) -> Sequence[Outcome]:
    """Decline each with the same reason; one refusal does not undo the others."""
    return do_to_each(
        registrations, lambda one: decline_registration(one, actor=actor, now=now, reason=reason)
    )


def do_to_each(
    registrations: Iterable[Registration], action: Callable[[Registration], object]
) -> Sequence[Outcome]:
    """Do something to each in the order in which they registered, and tell what became of it.

    What a rule refuses to one undoes nothing of the others.
    """
    outcomes = []
    for registration in sorted(registrations, key=lambda one: (one.created_at, one.id)):
        refusal = None
        try:
            with db.session.begin_nested():
                action(registration)
        except DomainError as error:
            refusal = error
        outcomes.append(Outcome(registration, registration.state, refusal))
    return outcomes


def _admit(registration: Registration, *, now: datetime, beyond: str) -> None:
    """Take the places and stand confirmed; seats that are not free wait, if that is possible."""
    wished = [each for each in registration.visit_choices if each.state is ChoiceState.WAITING]
    own = rows.own_limits(registration)
    visits = [choice.visit for choice in wished]
    options = options_wished(registration)
    if_free: Sequence[SiteVisit] = visits if registration.event.waiting_list else []
    with db.session.begin_nested():
        if beyond:
            places.take(own, beyond=True)
        taken: list[Limited] = [*([] if beyond else own), *options, *visits]
        had = places.take(taken, if_free=[*if_free, *options])
    require_move(registration.state, _S.CONFIRMED)
    registration.state = _S.CONFIRMED
    registration.calendar_sequence += 1
    answering.note_held(registration, missed=set(options) - had)
    for choice in wished:
        if choice.visit in had:
            choice.state, choice.queue_order = ChoiceState.CONFIRMED, None
        else:
            choice.queue_order = now
