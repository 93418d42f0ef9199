"""Host institutions and site visits: reading them, and every verb that changes them."""

from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.agenda.models import AgendaItem
from eventreg.agenda.occasions import Occasion
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.visits.models import HostInstitution, SiteVisit
from eventreg.visits.planned import Host, PlannedVisit, overlapping

__all__ = ["overlapping", "visits_of"]


def visits_of(event: Event) -> tuple[PlannedVisit, ...]:
    """The event's site visits in the organiser's order, with free seats; two statements."""
    visits = db.session.scalars(
        select(SiteVisit)
        .where(SiteVisit.event_id == event.id)
        .order_by(SiteVisit.position, SiteVisit.id)
        .options(joinedload(SiteVisit.host_institution).joinedload(HostInstitution.territory))
    ).all()
    occasions = _occasions(event)
    return tuple(_planned(visit, occasions.get(visit.id, [])) for visit in visits)


def _occasions(event: Event) -> dict[int | None, list[Occasion]]:
    rows = db.session.execute(
        select(AgendaItem.visit_id, AgendaItem.day, AgendaItem.starts_at, AgendaItem.ends_at)
        .where(AgendaItem.event_id == event.id, AgendaItem.visit_id.is_not(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    found: dict[int | None, list[Occasion]] = {}
    for visit_id, day, starts_at, ends_at in rows:
        occasion = Occasion(day=day, starts_at=starts_at, ends_at=ends_at)
        found.setdefault(visit_id, []).append(occasion)
    for occasions in found.values():
        occasions.sort(key=lambda each: (each.day or date.max, each.starts_at or time.max))
    return found


def _planned(visit: SiteVisit, occasions: list[Occasion]) -> PlannedVisit:
    host = visit.host_institution
    return PlannedVisit(
        uid=visit.uid,
        host=Host(
            uid=host.uid,
            name=host.name,
            kind=host.kind,
            address=host.address,
            territory=host.territory.name if host.territory else None,
            latitude=host.latitude,
            longitude=host.longitude,
        ),
        occasions=tuple(occasions),
        choosable=visit.choosable,
        capacity=visit.capacity,
        taken=visit.taken,
        free=visit.free,
        meeting_point=visit.meeting_point,
        departs_at=visit.departs_at,
        transport=visit.transport,
        accompanying=visit.accompanying,
        good_to_know=visit.good_to_know,
    )
