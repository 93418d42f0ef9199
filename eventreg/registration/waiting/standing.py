"""Where people stand in the waiting list: which limit binds, and the place in line (R8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.events.models import Admission, Event
from eventreg.registration import places
from eventreg.registration.models import (
    ChoiceState,
    Delegation,
    FormSubmission,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.states import HOLDING, QUEUED
from eventreg.registration.waiting.order import Unit, units_of
from eventreg.visits.models import SiteVisit

# Those whose wish for a seat stands in the visit's line; applicants join it when approved.
IN_LINE = QUEUED | HOLDING


@dataclass(frozen=True)
class Place:
    """A place in the line of a limit; `number` 1 is the next, `limit` is what there is none of."""

    limit: Limited
    number: int


@dataclass(frozen=True)
class SeatOffered:
    """A seat on a visit that is kept for the person until a moment."""

    visit: SiteVisit
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a person waits for and what is offered; empty when nothing is.

    `place_until` is the end of the offer of a place at the event. `party` are the others who want
    to come together with this person.
    """

    places: Sequence[Place] = ()
    visits: Sequence[Place] = ()
    place_until: datetime | None = None
    seats: Sequence[SeatOffered] = ()
    party: Sequence[Registration] = ()

    @property
    def has_offers(self) -> bool:
        return self.place_until is not None or bool(self.seats)

    @property
    def is_empty(self) -> bool:
        return not (self.places or self.visits or self.has_offers)


def standing_of(registration: Registration) -> Standing:
    """Where the person stands; a few statements, fewer for one who waits for nothing."""
    if registration.state not in IN_LINE:
        return Standing()
    confirmed = registration.state is RegistrationState.CONFIRMED
    waiting = registration.state is RegistrationState.WAITING
    return Standing(
        places=_places_of(registration) if waiting else (),
        visits=_visit_places_of(registration),
        place_until=registration.offer_until,
        seats=[
            SeatOffered(choice.visit, choice.offer_until)
            for choice in registration.visit_choices
            if confirmed and choice.state is ChoiceState.OFFERED and choice.offer_until
        ],
        party=party_of(registration),
    )


def party_of(registration: Registration) -> Sequence[Registration]:
    """The others who wait together with the person."""
    if registration.party is None:
        return ()
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == registration.event_id,
            Registration.party == registration.party,
            Registration.state == RegistrationState.WAITING,
            Registration.id != registration.id,
        )
        .order_by(Registration.name_sort, Registration.id)
    ).all()


def number_if_joined(event: Event) -> int:
    """The place in line of somebody who would join the event's waiting list now."""
    return sum(len(unit.members) for unit in _waiting_for(event, units_of(event))) + 1


def number_of_form(sent: FormSubmission) -> int | None:
    """The place in line that the page after a form tells; None when nobody has to wait.

    For an address that was registered already the page says what it would say to anybody (R11).
    """
    event, registration = sent.registration.event, sent.registration
    if sent.repeats:
        waits = event.is_full and event.waiting_list and event.admission is Admission.OPEN
        return number_if_joined(event) if waits else None
    if registration.state is not RegistrationState.WAITING:
        return None
    return _number(registration, event, units_of(event), event)


def seat_numbers_if_joined(event: Event) -> Mapping[str, int]:
    """The same for every visit that is full, by the visit's public name; one statement."""
    counted = db.session.execute(
        select(SiteVisit.uid, func.count(Registration.id))
        .outerjoin(
            VisitChoice,
            and_(VisitChoice.visit_id == SiteVisit.id, VisitChoice.state == ChoiceState.WAITING),
        )
        .outerjoin(
            Registration,
            and_(Registration.id == VisitChoice.registration_id, Registration.state.in_(IN_LINE)),
        )
        .where(
            SiteVisit.event_id == event.id,
            SiteVisit.capacity + SiteVisit.granted_beyond <= SiteVisit.taken,
        )
        .group_by(SiteVisit.uid)
    )
    return {uid: waiting + 1 for uid, waiting in counted}


def _places_of(registration: Registration) -> Sequence[Place]:
    """The person's place in the line of each of the own limits that is full, else of the first."""
    event, delegation = registration.event, registration.delegation
    own = places.own_limits(event, delegation)
    units = units_of(event)
    full = [limit for limit in own if limit.is_full] or own[:1]
    return [Place(limit, _number(registration, event, units, limit)) for limit in full]


def _number(registration: Registration, event: Event, units: Sequence[Unit], limit: Limited) -> int:
    before = 0
    for unit in _waiting_for(event, units, limit):
        for member in unit.members:
            before += 1
            if member.id == registration.id:
                return before
    return before + 1


def _waiting_for(
    event: Event, units: Sequence[Unit], limit: Limited | None = None
) -> Sequence[Unit]:
    """The units that need a place of the limit: a delegation's, or else the event's."""
    if isinstance(limit, Delegation):
        return [
            unit for unit in units if any(one.delegation_id == limit.id for one in unit.members)
        ]
    reserving = set(
        db.session.scalars(
            select(Delegation.id).where(
                Delegation.event_id == event.id, Delegation.reserves.is_(True)
            )
        )
    )
    return [
        unit for unit in units if any(one.delegation_id not in reserving for one in unit.members)
    ]


def _visit_places_of(registration: Registration) -> Sequence[Place]:
    """The person's place in the line of each visit waited for, in the organiser's order."""
    wished = sorted(
        (each for each in registration.visit_choices if each.state is ChoiceState.WAITING),
        key=lambda each: (each.visit.position, each.visit.id),
    )
    return [Place(each.visit, _seat_number(each)) for each in wished]


def _seat_number(choice: VisitChoice) -> int:
    other, owner = aliased(VisitChoice), aliased(Registration)
    earlier = or_(
        other.queue_order < choice.queue_order,
        and_(other.queue_order == choice.queue_order, other.id < choice.id),
    )
    before = db.session.scalar(
        select(func.count(other.id))
        .join(owner, owner.id == other.registration_id)
        .where(
            other.visit_id == choice.visit_id,
            other.state == ChoiceState.WAITING,
            owner.state.in_(IN_LINE),
            earlier,
        )
    )
    return (before or 0) + 1
