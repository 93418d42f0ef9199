"""What organisers do with several people at once; one refusal does not undo the others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.registration import rows, service
from eventreg.registration.application import Needs
from eventreg.registration.approval import Outcome, do_to_each
from eventreg.registration.models import (
    Affiliation,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.people_filter.conditions import select_people
from eventreg.registration.people_filter.model import Filter
from eventreg.registration.requests.wanted import details_of
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.registration.together.errors import NoSeatOnVisit
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit, Vehicle
from eventreg.visits.service import visits_of
from eventreg.visits.vehicles import seating

# What is done to each by itself takes time, and places are held meanwhile.
MOST_AT_ONCE = 200


def people_named(
    event: Event, uids: Sequence[str], *, state: RegistrationState | None = None
) -> Sequence[Registration]:
    """The event's people of these public names, in the order in which they registered."""
    people = _in_turn(select(Registration).where(Registration.event_id == event.id), state)
    return db.session.scalars(people.where(Registration.uid.in_(uids))).all()


def people_fitting(
    event: Event, wanted: Filter, *, state: RegistrationState | None = None
) -> Sequence[Registration]:
    """The first of those who fit, at most MOST_AT_ONCE, in the order in which they registered."""
    people = _in_turn(select_people(event.id, wanted), state)
    return db.session.scalars(people.limit(MOST_AT_ONCE)).all()


def vehicle_at(event: Event, uid: str) -> Vehicle | None:
    """A vehicle of one of the event's visits; one of another event is not found."""
    return db.session.scalar(
        select(Vehicle)
        .join(Vehicle.visit)
        .where(SiteVisit.event_id == event.id, Vehicle.uid == uid)
        .options(joinedload(Vehicle.visit).joinedload(SiteVisit.host_institution))
    )


def move_to_visit(
    people: Iterable[Registration], *, visit: SiteVisit, actor: Actor, now: datetime
) -> Sequence[Outcome]:
    """Give each a seat on the visit instead of those at the same time; other visits stay.

    Who has no seat there because it is full keeps what there was (R6, R10).
    """
    instead = _at_the_same_time(visit)

    def move(one: Registration) -> None:
        kept = {each.uid for each in rows.chosen(one)} - instead
        service.choose_visits(one, visits={*kept, visit.uid}, actor=actor, now=now)

    return do_to_each(people, move)


def put_into_vehicle(
    people: Iterable[Registration], *, vehicle: Vehicle, actor: Actor, now: datetime
) -> Sequence[Outcome]:
    """Give each who has a seat on the vehicle's visit a seat in the vehicle (R6)."""

    def put(one: Registration) -> None:
        if not _has_seat(one, vehicle.visit):
            raise NoSeatOnVisit(vehicle.visit.host_institution.name)
        seating.place(visit=vehicle.visit, people=[one.uid], vehicle=vehicle, actor=actor, now=now)

    return do_to_each(people, put)


def set_municipality(
    people: Iterable[Registration], *, territory: Territory, actor: Actor, now: datetime
) -> Sequence[Outcome]:
    """Correct whom each comes for: that municipality, which stood on the day (R1)."""

    def correct(one: Registration) -> None:
        details = replace(
            details_of(one), affiliation=Affiliation.MUNICIPALITY, territory=territory
        )
        kept = one.needs
        service.change_registration(
            one,
            details=details,
            needs=Needs(diet=kept.diet, access=kept.access) if kept else Needs(),
            actor=actor,
            now=now,
        )

    return do_to_each(people, correct)


def _in_turn(people: Select[Registration], state: RegistrationState | None) -> Select[Registration]:
    if state is not None:
        people = people.where(Registration.state == state)
    return people.order_by(Registration.created_at, Registration.id)


def _at_the_same_time(visit: SiteVisit) -> frozenset[str]:
    """The event's other visits that nobody can go on as well (R10)."""
    planned = {each.uid: each for each in visits_of(visit.event)}
    own = planned[visit.uid]
    return frozenset(
        uid for uid, each in planned.items() if uid != visit.uid and own.overlaps(each)
    )


def _has_seat(person: Registration, visit: SiteVisit) -> bool:
    held = select(VisitChoice.id).where(
        VisitChoice.registration_id == person.id,
        VisitChoice.visit_id == visit.id,
        VisitChoice.state.in_(HOLDING_CHOICES),
    )
    return db.session.scalar(held) is not None
