"""Moves of a registration: what may be changed by whom, giving up a place, the log of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from eventreg.events.models import Event
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import places, rows
from eventreg.registration.application import Application
from eventreg.registration.deadlines import is_frozen
from eventreg.registration.errors import FreezeDatePassed, RegistrationNotActive
from eventreg.registration.models import ParticipantRole, Registration, RegistrationState
from eventreg.registration.questions.answering import Settled, settle
from eventreg.registration.questions.given import Answers
from eventreg.registration.rows import Wished
from eventreg.registration.states import QUEUED, require_move
from eventreg.visits.models import SiteVisit


def require_changeable(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Raise RegistrationNotActive, or FreezeDatePassed for the person (R11)."""
    if not registration.is_active:
        raise RegistrationNotActive
    if actor.kind is ActorKind.PARTICIPANT and is_frozen(registration.event, now=now):
        raise FreezeDatePassed


def wished_by(event: Event, application: Application, *, insist: bool = False) -> Wished:
    """The visits and options an application asks for.

    Raises TerritoryNotOfTheDay, VisitsOverlap, VisitNotOffered and what `answering.settle` raises
    for what cannot be.
    """
    details = application.details
    rows.require_territory_of_the_day(event, details.affiliation, details.territory)
    answers, asked = application.answers, application.asked
    settled = settle(event, details.role, answers, insist=insist, questions=asked)
    visits = wished(event, application.visits, application.waits_for)
    return visits._replace(answers=settled)


def settled_anew(
    registration: Registration,
    role: ParticipantRole,
    answers: Answers | None,
    *,
    actor: Actor,
) -> Sequence[Settled] | None:
    """The answers of somebody who has a registration; None when they are not given anew.

    People must answer what is required, staff need not. Raises what `answering.settle` raises.
    """
    if answers is None:
        return None
    insist = actor.kind is ActorKind.PARTICIPANT
    return settle(registration.event, role, answers, of=registration, insist=insist)


def wished(
    event: Event,
    visits: Iterable[str],
    waits_for: Iterable[str],
    *,
    kept: frozenset[SiteVisit] = frozenset(),
) -> Wished:
    """The visits with these public names, besides those `kept`; overlaps are refused (R10)."""
    if_free = set(waits_for) if event.waiting_list else set()
    found = places.visits_named(event, {*visits, *waits_for} - {each.uid for each in kept})
    places.require_no_overlap(event, kept.union(found))
    return Wished(found, frozenset(visit for visit in found if visit.uid in if_free))


def leave(
    registration: Registration,
    state: RegistrationState,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Give back all places and end in `state`; the registration is locked by the caller.

    Raises MoveNotAllowed and what `require_changeable` raises.
    """
    before = registration.state
    require_move(before, state)
    if before not in QUEUED:  # whoever waits may give up at any time
        require_changeable(registration, actor=actor, now=now)
    rows.leave(registration, state, now=now)
    log_move(registration, before, actor=actor, now=now, reason=reason)


def log_move(
    registration: Registration,
    before: RegistrationState,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    beyond: bool = False,
) -> None:
    """Enter a move into the log; `beyond` tells that a limit was exceeded for it (R6)."""
    why = {"reason": reason} if reason else {}
    exceeded = {"beyond": True} if beyond else {}
    rows.log(
        registration.state,
        registration,
        actor=actor,
        now=now,
        before={"state": before},
        after={"state": registration.state, **why, **exceeded},
    )
