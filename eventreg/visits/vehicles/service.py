"""The vehicles of a site visit: reading them, and every verb that changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from eventreg.agenda.days import Direction
from eventreg.agenda.rules import NO_TEXT
from eventreg.capacity import set_capacity
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.registration.models import VisitChoice
from eventreg.registration.places import lock_queue
from eventreg.visits.errors import SeatsBelowTaken
from eventreg.visits.models import SiteVisit, Vehicle
from eventreg.visits.vehicles.moved import starts_of, tell_moved


@dataclass(frozen=True, kw_only=True)
class VehicleFacts:
    """All that an organiser says about a vehicle; `capacity` is its seats for participants.

    Meeting point and departure (a moment) are given where they differ from the visit's own.
    """

    name: str
    capacity: int
    meeting_point: LocalText = NO_TEXT
    departs_at: datetime | None = None
    accompanying: str = ""


def vehicles_of(visit: SiteVisit) -> Sequence[Vehicle]:
    """The visit's vehicles in the organiser's order."""
    return db.session.scalars(
        select(Vehicle).where(Vehicle.visit_id == visit.id).order_by(Vehicle.position, Vehicle.id)
    ).all()


def vehicles_by_visit(event: Event) -> Mapping[str, Sequence[Vehicle]]:
    """All vehicles of an event by the public name of their visit; one statement."""
    rows = db.session.execute(
        select(SiteVisit.uid, Vehicle)
        .join(Vehicle.visit)
        .where(SiteVisit.event_id == event.id)
        .order_by(Vehicle.position, Vehicle.id)
    )
    found: dict[str, list[Vehicle]] = {}
    for uid, vehicle in rows:
        found.setdefault(uid, []).append(vehicle)
    return found


def vehicle_of(visit: SiteVisit, uid: str) -> Vehicle | None:
    """The visit's vehicle of that name; None when there is none, or it is another visit's."""
    return db.session.scalar(
        select(Vehicle).where(Vehicle.visit_id == visit.id, Vehicle.uid == uid)
    )


def add_vehicle(*, visit: SiteVisit, facts: VehicleFacts, actor: Actor, now: datetime) -> Vehicle:
    """Add a vehicle behind the others."""
    vehicle = Vehicle(visit=visit, capacity=facts.capacity, taken=0, granted_beyond=0)
    vehicle.position = max((each.position for each in vehicles_of(visit)), default=-1) + 1
    _write(vehicle, facts)
    db.session.add(vehicle)
    db.session.flush()
    _note("added", vehicle, actor=actor, now=now, after=_described(vehicle))
    return vehicle


def change_vehicle(*, vehicle: Vehicle, facts: VehicleFacts, actor: Actor, now: datetime) -> None:
    """Change a vehicle; whoever sits in it and now meets or leaves otherwise is told.

    Raises SeatsBelowTaken when more people sit in it than would have room.
    """
    lock_queue(vehicle.visit.event_id)
    starts = starts_of(vehicle.visit)
    before = _described(vehicle)
    _write(vehicle, facts)
    db.session.flush()
    changed = vehicle.capacity != facts.capacity
    if changed and not set_capacity(db.session(), vehicle, facts.capacity):
        raise SeatsBelowTaken(vehicle.taken)
    old, new = history.changed(before, _described(vehicle))
    if new:
        _note("changed", vehicle, actor=actor, now=now, before=old, after=new)
    tell_moved(vehicle.visit, starts, now=now)


def move_vehicle(*, vehicle: Vehicle, direction: Direction, actor: Actor, now: datetime) -> None:
    """Let it change places with the one before or behind it; at the edge nothing happens."""
    vehicles = list(vehicles_of(vehicle.visit))
    here = vehicles.index(vehicle)
    there = here - 1 if direction is Direction.UP else here + 1
    if not 0 <= there < len(vehicles):
        return
    vehicles[here], vehicles[there] = vehicles[there], vehicles[here]
    for position, each in enumerate(vehicles):
        each.position = position
    db.session.flush()
    _note("moved", vehicle, actor=actor, now=now, after={"direction": direction.value})


def remove_vehicle(*, vehicle: Vehicle, actor: Actor, now: datetime) -> None:
    """Remove a vehicle; who sat in it keeps the seat on the visit and has no vehicle yet."""
    lock_queue(vehicle.visit.event_id)
    db.session.execute(
        update(VisitChoice)
        .where(VisitChoice.vehicle_id == vehicle.id)
        .values(vehicle_id=None, placed_by_hand=False)
        .execution_options(synchronize_session="fetch")
    )
    _note("removed", vehicle, actor=actor, now=now, before=_described(vehicle))
    db.session.delete(vehicle)
    db.session.flush()


def facts_of(vehicle: Vehicle) -> VehicleFacts:
    """What is kept about a vehicle, as its form shows it."""
    return VehicleFacts(
        name=vehicle.name,
        capacity=vehicle.capacity or 0,
        meeting_point=vehicle.meeting_point,
        departs_at=vehicle.departs_at,
        accompanying=vehicle.accompanying,
    )


def _write(vehicle: Vehicle, facts: VehicleFacts) -> None:
    """Everything but the capacity, which only the database may change (R7)."""
    vehicle.name = facts.name
    vehicle.meeting_point = facts.meeting_point
    vehicle.departs_at = facts.departs_at
    vehicle.accompanying = facts.accompanying


def _note(
    action: str,
    vehicle: Vehicle,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    event = vehicle.visit.event
    event.updated_at = now
    history.record(
        action,
        actor=actor,
        now=now,
        subject="vehicle",
        subject_uid=vehicle.uid,
        organisation_id=event.organisation_id,
        event_id=event.id,
        before=before,
        after=after,
    )


def _described(vehicle: Vehicle) -> dict[str, object]:
    return {
        "name": vehicle.name,
        "capacity": vehicle.capacity,
        "meeting_point": dict(vehicle.meeting_point),
        "departs_at": vehicle.departs_at.isoformat() if vehicle.departs_at else None,
        "accompanying": vehicle.accompanying,
    }
