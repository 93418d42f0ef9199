"""What a person is told of the own vehicle: name, meeting point, departure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select

from eventreg.database import db
from eventreg.registration.models import Registration, VisitChoice
from eventreg.visits.models import SiteVisit, Vehicle
from eventreg.visits.planned import PlannedVisit


def as_ridden(registration: Registration, visits: Iterable[PlannedVisit]) -> Sequence[PlannedVisit]:
    """The visits as they are for this person: with the own vehicle and where and when it leaves."""
    rows = db.session.execute(
        select(SiteVisit.uid, Vehicle)
        .join(VisitChoice, VisitChoice.vehicle_id == Vehicle.id)
        .join(SiteVisit, SiteVisit.id == Vehicle.visit_id)
        .where(VisitChoice.registration_id == registration.id)
    )
    vehicles: dict[str, Vehicle] = dict(rows.all())
    return [_in(vehicles[visit.uid], visit) if visit.uid in vehicles else visit for visit in visits]


def _in(vehicle: Vehicle, visit: PlannedVisit) -> PlannedVisit:
    return replace(
        visit,
        vehicle=vehicle.name,
        meeting_point=vehicle.meeting_point or visit.meeting_point,
        departs_at=vehicle.departs_at or visit.departs_at,
        accompanying=vehicle.accompanying or visit.accompanying,
    )
