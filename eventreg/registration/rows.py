"""The rows behind the verbs of registration: finding, locking, writing and logging them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from eventreg.capacity import Limited
from eventreg.database import add_at_once, db
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.identity import new_reference, new_uid
from eventreg.registration import places
from eventreg.registration.application import (
    Application,
    Needs,
    email_key,
    spelled,
    write_derived,
    write_details,
)
from eventreg.registration.errors import EventFull, QuotaFull, TerritoryNotOfTheDay
from eventreg.registration.models import (
    ACTIVE_STATES,
    Affiliation,
    ChoiceState,
    Delegation,
    PracticalNeeds,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.questions import answering
from eventreg.registration.questions.answering import Settled
from eventreg.registration.questions.queries import options_held, options_wished
from eventreg.registration.states import HOLDING, HOLDING_CHOICES, WISHED_CHOICES
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit


class Entry(NamedTuple):
    """How somebody comes in: the state wished for, the delegation, the reason of an override."""

    state: RegistrationState
    delegation: Delegation | None = None
    beyond: str = ""


class Wished(NamedTuple):
    """The visits wished for; on those `if_free` a seat is taken only when one is free.

    `answers` are those to the event's own questions, with the options that they take.
    """

    all: Sequence[SiteVisit]
    if_free: frozenset[SiteVisit] = frozenset()
    answers: Sequence[Settled] = ()


# What the log keeps of a change; needs are never in it (R20).
_LOGGED = (
    *("first_name", "last_name", "position", "institution", "affiliation", "phone", "role"),
    *("email", "territory"),
)


def active(event: Event, email: str) -> Registration | None:
    """The active registration of the address, locked until the transaction ends (R9)."""
    return db.session.scalar(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.email_key == email_key(email),
            Registration.state.in_(ACTIVE_STATES),
        )
        .with_for_update()
    )


def lock(registration: Registration) -> None:
    """Read the registration anew and keep others from moving it until the transaction ends.

    The event's queue is held too, so that freed places can be offered to those who wait (R8).
    """
    places.lock_queue(registration.event_id)
    db.session.refresh(registration, with_for_update={"of": Registration})
    db.session.expire(registration, ["visit_choices", "needs", "consents"])


def require_territory_of_the_day(
    event: Event, affiliation: Affiliation, of: Territory | None
) -> None:
    """Raise TerritoryNotOfTheDay unless a municipality of the event's first day is named (R1)."""
    if affiliation is not Affiliation.MUNICIPALITY:
        return
    if of is None or not of.is_valid_on(event.starts_on):
        raise TerritoryNotOfTheDay


def enter(
    event: Event,
    application: Application,
    entry: Entry,
    wished: Wished,
    now: datetime,
) -> Registration:
    """Take the places that can be had and add the registration; to be undone as a whole.

    Who wants to be confirmed and cannot, but waits, stands in the waiting list (R8). Raises
    EventFull, QuotaFull and VisitFull.
    """
    details = spelled(application.details, event)
    delegation = current(entry.delegation) if entry.delegation else None
    state, seats = entry.state, frozenset[Limited]()
    if state in HOLDING:
        state, seats = _take_or_wait(event, delegation, application, entry, wished)
    registration = Registration(
        uid=new_uid(),
        reference=new_reference(),
        event=event,
        state=state,
        email=application.email.strip(),
        email_key=email_key(application.email),
        delegation=delegation,
        language=application.language,
        notice_version=event.organisation.privacy_notice_version,
        created_at=now,
        updated_at=now,
        queue_order=now if state is RegistrationState.WAITING else None,
        # Nothing hangs on it yet: said here, so that nothing is looked up.
        visit_choices=[],
        consents=[],
        needs=None,
    )
    write_details(registration, details)
    set_needs(registration, application.needs)
    choose(registration, wished.all, seats=seats, now=now)
    add_at_once(registration)
    if wished.answers:
        answering.write(registration, wished.answers, now=now)
    return registration


def _take_or_wait(
    event: Event,
    delegation: Delegation | None,
    application: Application,
    entry: Entry,
    wished: Wished,
) -> tuple[RegistrationState, frozenset[Limited]]:
    own = [*places.own_limits(event, delegation), *answering.options_in(wished.answers)]
    waits = application.waits and event.waiting_list
    try:
        had = places.take([*own, *wished.all], if_free=wished.if_free, beyond=bool(entry.beyond))
    except (EventFull, QuotaFull):
        if not waits:
            raise
        return RegistrationState.WAITING, frozenset()
    return entry.state, had


def current(delegation: Delegation) -> Delegation:
    """The delegation as it stands now; its quota changes only while the queue is held."""
    db.session.refresh(delegation)
    return delegation


def set_email(registration: Registration, email: str) -> None:
    """Correct the address; the link sent to the old one opens nothing any more (R11)."""
    registration.email = email.strip()
    registration.email_key = email_key(email)
    registration.link_version += 1
    write_derived(registration)


def set_needs(registration: Registration, needs: Needs) -> bool:
    """Keep the needs, or no row when there are none; tells whether anything changed."""
    kept = registration.needs
    before = Needs(diet=kept.diet, access=kept.access) if kept else Needs()
    if needs == before:
        return False
    if not needs:
        registration.needs = None
    elif kept is None:
        registration.needs = PracticalNeeds(diet=needs.diet, access=needs.access)
    else:
        kept.diet, kept.access = needs.diet, needs.access
    return True


def set_answers(registration: Registration, settled: Sequence[Settled], *, now: datetime) -> bool:
    """Keep just these answers and hold just their options; tells whether anything changed.

    Raises OptionFull.
    """
    held = {each for each in options_held(registration) if each.question.archived_at is None}
    wanted = set(answering.options_in(settled)) if registration.state in HOLDING else set()
    places.move(taken=wanted - held, released=held - wanted)
    return answering.write(registration, settled, now=now)


def take_options(registration: Registration) -> None:
    """Hold the options that the person chose, as far as any are left; the rest is missed (R8)."""
    wished = options_wished(registration)
    if wished:
        had = places.take(wished, if_free=wished)
        answering.note_held(registration, missed=set(wished) - had)


def chosen(registration: Registration) -> frozenset[SiteVisit]:
    """The visits that the person holds a seat on or wishes for."""
    return frozenset(
        choice.visit for choice in registration.visit_choices if choice.state in WISHED_CHOICES
    )


def held_visits(registration: Registration) -> Sequence[SiteVisit]:
    """The visits on which the person has a seat."""
    return [each.visit for each in registration.visit_choices if each.state in HOLDING_CHOICES]


def choose(
    registration: Registration,
    visits: Iterable[SiteVisit],
    *,
    seats: Collection[Limited],
    now: datetime,
) -> None:
    """Write which visits are chosen: new ones with `seats` are held, the others wait.

    What was chosen before stays as it is; giving back the seats is the caller's business.
    """
    confirmed = registration.state is RegistrationState.CONFIRMED
    held = ChoiceState.CONFIRMED if confirmed else ChoiceState.OFFERED
    wanted = set(visits)
    known = {choice.visit: choice for choice in registration.visit_choices}
    for visit, choice in known.items():
        if visit not in wanted:
            give_up(choice, ChoiceState.CANCELLED)
    for visit in sorted(wanted - chosen(registration), key=lambda each: each.id):
        choice = known.get(visit) or VisitChoice(visit=visit)
        choice.created_at = now
        choice.state = held if visit in seats else ChoiceState.WAITING
        choice.queue_order = None if visit in seats else now
        choice.offer_until = registration.offer_until if visit in seats else None
        if visit not in known:
            registration.visit_choices.append(choice)


def give_up(choice: VisitChoice, state: ChoiceState) -> None:
    """Let the choice of a visit end in `state`; one that has ended stays as it is."""
    if choice.state in WISHED_CHOICES:
        choice.state = state
        choice.queue_order = choice.offer_until = choice.vehicle = None
        choice.placed_by_hand = False


def held_limits(registration: Registration) -> Sequence[Limited]:
    """All limits of which the registration holds a place now."""
    if registration.state not in HOLDING:
        return []
    seats = [limit for each in registration.visit_choices for limit in seats_of(each)]
    return [*own_limits(registration), *options_held(registration), *seats]


def seats_of(choice: VisitChoice) -> Sequence[Limited]:
    """The limits of which the choice of a visit holds a place: the visit's, the vehicle's."""
    if choice.state not in HOLDING_CHOICES:
        return []
    return [choice.visit, choice.vehicle] if choice.vehicle else [choice.visit]


def own_limits(registration: Registration) -> Sequence[Limited]:
    """The limits of the registration itself: the event's, the delegation's."""
    delegation = registration.delegation
    return places.own_limits(registration.event, current(delegation) if delegation else None)


def leave(registration: Registration, state: RegistrationState, *, now: datetime) -> None:
    """Give back all places and stand in `state`."""
    places.move(released=held_limits(registration))
    ended = ChoiceState.EXPIRED if state is RegistrationState.EXPIRED else ChoiceState.CANCELLED
    for choice in registration.visit_choices:
        give_up(choice, ended)
    answering.let_go(registration)
    registration.state = state
    registration.queue_order = registration.offer_until = registration.party = None
    registration.cancelled_at = now if state is RegistrationState.CANCELLED else None
    registration.updated_at = now
    registration.calendar_sequence += 1


def logged(registration: Registration) -> dict[str, Any]:
    """What the log says of a registration: names and details, no needs."""
    values = {name: getattr(registration, name) for name in _LOGGED if name != "territory"}
    territory = registration.territory
    return {**values, "territory": territory.code if territory else None}


def names_of(visits: Iterable[SiteVisit]) -> list[str]:
    """Visits for the log: the names of their hosts, in order."""
    ordered = sorted(visits, key=lambda visit: (visit.position, visit.id))
    return [visit.host_institution.name.in_("lv") for visit in ordered]


def log(
    action: str,
    registration: Registration,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add what happened to the registration to the log (R28)."""
    record(
        action,
        actor=actor,
        now=now,
        subject="registration",
        subject_uid=registration.uid,
        organisation_id=registration.event.organisation_id,
        event_id=registration.event_id,
        before=before,
        after=after,
    )
