"""From an event file to the database: the vehicles of visits."""

from collections.abc import Iterator

from sqlalchemy import func, select

from eventreg.database import db
from eventreg.events.event_file.consistency import placed
from eventreg.events.event_file.errors import Path
from eventreg.events.event_file.landing import Landing, assign
from eventreg.events.event_file.shape import VehicleShape
from eventreg.registration.models import VisitChoice
from eventreg.visits.models import SiteVisit, Vehicle

_VEHICLE = (*("name", "capacity", "granted_beyond", "meeting_point", "departs_at", "accompanying"),)


def land(landing: Landing) -> None:
    """Make the vehicles of all visits what the file says."""
    paths = {shape.key: path for _visit, path, shape in _vehicles(landing)}
    landing.vehicles = _known(landing, paths)
    _remove_others(landing)
    for visit, path, shape in _vehicles(landing):
        row = landing.vehicles.get(shape.key)
        if row is None:
            row = Vehicle(uid=shape.key, visit=visit)
        elif row.visit is not visit:
            landing.fault((*path, "key"), f"{row.uid!r} is a vehicle of another visit")
        elif row.taken > shape.capacity + shape.granted_beyond:
            landing.fault((*path, "capacity"), f"{row.taken} seats are taken already")
        assign(row, shape, _VEHICLE)
        row.position = int(path[-1])
        landing.vehicles[shape.key] = row
        db.session.add(row)


def _vehicles(landing: Landing) -> Iterator[tuple[SiteVisit, Path, VehicleShape]]:
    for path, visit in placed("visits", landing.file.visits):
        for place, vehicle in placed("vehicles", visit.vehicles):
            yield landing.visits[visit.key], (*path, *place), vehicle


def _known(landing: Landing, paths: dict[str, Path]) -> dict[str, Vehicle]:
    found = landing.rows_by_key(Vehicle, paths)
    for row in found.values():
        if row.visit.event_id != landing.event.id:
            reason = f"{row.uid!r} is the key of something else in this installation"
            landing.fault((*paths[row.uid], "key"), reason)
    return found


def _remove_others(landing: Landing) -> None:
    """Those that the file leaves out go, unless somebody has a seat in one."""
    rows = db.session.scalars(
        select(Vehicle)
        .join(Vehicle.visit)
        .where(SiteVisit.event_id == landing.event.id, Vehicle.uid.not_in(landing.vehicles))
        .order_by(Vehicle.id)
    )
    for row in rows:
        people = db.session.scalar(
            select(func.count()).select_from(VisitChoice).where(VisitChoice.vehicle_id == row.id)
        )
        if people:
            reason = f"the vehicle {row.uid!r} must stay: {people} registration(s) sit in it"
            landing.fault(("visits",), reason)
        else:
            db.session.delete(row)
