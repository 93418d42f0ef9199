"""Who sits in which vehicle: by an organiser's hand, or by itself (R6).

Whoever moves people between vehicles holds the event's queue, as everybody who gives up a seat
does; so a vehicle never keeps the place of somebody who has left the visit.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.capacity import release_place, take_place
from eventreg.database import db
from eventreg.history.service import Actor
from eventreg.language.search import folded
from eventreg.registration import rows
from eventreg.registration.models import Registration, VisitChoice
from eventreg.registration.places import lock_queue
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.visits.models import SiteVisit, Vehicle
from eventreg.visits.vehicles.errors import NobodySelected, NoVehicle, VehicleFull
from eventreg.visits.vehicles.filling import Passenger, Room, fill
from eventreg.visits.vehicles.service import vehicles_of


@dataclass(frozen=True)
class Load:
    """A vehicle and who sits in it, in order of names; None for those without a vehicle."""

    vehicle: Vehicle | None
    people: Sequence[VisitChoice]


@dataclass(frozen=True)
class Assigned:
    """What an assignment did: how many were given a vehicle, how many have none."""

    seated: int
    left: int


def loads_of(visit: SiteVisit) -> Sequence[Load]:
    """Who has no vehicle yet, then every vehicle with its people; two statements."""
    seated: dict[int | None, list[VisitChoice]] = {}
    for choice in _seats(visit):
        seated.setdefault(choice.vehicle_id, []).append(choice)
    loads = [Load(vehicle, seated.get(vehicle.id, [])) for vehicle in vehicles_of(visit)]
    return [Load(None, seated.get(None, [])), *loads]


def place(
    *,
    visit: SiteVisit,
    people: Collection[str],
    vehicle: Vehicle | None,
    actor: Actor,
    now: datetime,
) -> int:
    """Give the registrations of these public names that vehicle, or none; all or nobody.

    They stay there until an organiser moves them. Returns how many were moved. Raises
    NobodySelected and VehicleFull.
    """
    lock_queue(visit.event_id)
    choices = [each for each in _seats(visit) if each.registration.uid in people]
    if not choices:
        raise NobodySelected
    moved = [each for each in choices if each.vehicle is not vehicle]
    _move([(each, vehicle) for each in moved], actor=actor, now=now)
    for each in choices:
        each.placed_by_hand = vehicle is not None
    db.session.flush()
    return len(moved)


def assign(*, visit: SiteVisit, anew: bool, actor: Actor, now: datetime) -> Assigned:
    """Give everybody who has none a vehicle (see `filling`); `anew` moves the others as well.

    Whom an organiser has placed by hand stays where they are, unless `anew`. Raises NoVehicle.
    """
    lock_queue(visit.event_id)
    vehicles = {vehicle.id: vehicle for vehicle in vehicles_of(visit)}
    if not vehicles:
        raise NoVehicle
    choices = _seats(visit)
    stays = [] if anew else [each for each in choices if each.placed_by_hand]
    moves = [each for each in choices if each not in stays]
    found = fill((_passenger(each) for each in moves), _rooms(vehicles.values(), stays))
    changed = [
        (each, vehicles[found[each.id]] if each.id in found else None)
        for each in moves
        if found.get(each.id) != each.vehicle_id
    ]
    _move(changed, actor=actor, now=now)
    for each in moves:
        each.placed_by_hand = False
    db.session.flush()
    return Assigned(seated=len(changed), left=len(moves) - len(found))


def _seats(visit: SiteVisit) -> Sequence[VisitChoice]:
    """The seats held on the visit, in order of names, as they stand now."""
    return db.session.scalars(
        select(VisitChoice)
        .join(VisitChoice.registration)
        .where(VisitChoice.visit_id == visit.id, VisitChoice.state.in_(HOLDING_CHOICES))
        .order_by(Registration.name_sort, Registration.id)
        .options(
            joinedload(VisitChoice.registration).joinedload(Registration.territory),
            joinedload(VisitChoice.registration).joinedload(Registration.event),
            joinedload(VisitChoice.vehicle),
        )
        .execution_options(populate_existing=True)
    ).all()


def _rooms(vehicles: Iterable[Vehicle], stays: Iterable[VisitChoice]) -> list[Room]:
    rooms = {vehicle.id: Room(vehicle.id, vehicle.capacity) for vehicle in vehicles}
    for choice in stays:
        if choice.vehicle_id is not None:
            rooms[choice.vehicle_id].seat([_passenger(choice)])
    return list(rooms.values())


def _passenger(choice: VisitChoice) -> Passenger:
    person = choice.registration
    return Passenger(
        id=choice.id,
        institution=folded(person.institution),
        municipality=person.territory.code if person.territory else "",
    )


def _move(
    changes: Sequence[tuple[VisitChoice, Vehicle | None]], *, actor: Actor, now: datetime
) -> None:
    """Give back the seats that are left and take the new ones; raises VehicleFull."""
    left = Counter(choice.vehicle for choice, _to in changes if choice.vehicle)
    taken = Counter(vehicle for _choice, vehicle in changes if vehicle)
    for given_up in sorted(left, key=lambda each: each.id):
        release_place(db.session(), given_up, left[given_up])
    for wanted in sorted(taken, key=lambda each: each.id):
        if not take_place(db.session(), wanted, taken[wanted]):
            raise VehicleFull(wanted.name, wanted.free or 0)
    for choice, vehicle in changes:
        before, choice.vehicle = choice.vehicle, vehicle
        names = [each.name if each else "" for each in (before, vehicle)]
        rows.log(
            "vehicle given",
            choice.registration,
            actor=actor,
            now=now,
            before={"vehicle": names[0]},
            after={"vehicle": names[1]},
        )
    db.session.flush()
