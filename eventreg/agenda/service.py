"""The agenda of an event: reading it, and every verb that changes it."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.agenda import days
from eventreg.agenda.days import Agenda, Item, Speaker, VisitedHost
from eventreg.agenda.models import AgendaItem, AgendaSpeaker
from eventreg.agenda.occasions import Occasion
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.visits.models import SiteVisit


def agenda_of(event: Event, *, with_empty_days: bool = False) -> Agenda:
    """The event's agenda by day, in order, with parts, speakers and visits; two statements."""
    rows = _rows(event)
    parts: dict[int, list[Item]] = {}
    for row in rows:
        if row.parent_id is not None:
            parts.setdefault(row.parent_id, []).append(_shown(row, ()))
    items = [
        _shown(row, tuple(days.in_order(parts.get(row.id, []))))
        for row in rows
        if row.parent_id is None
    ]
    return days.in_days(
        items,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        with_empty_days=with_empty_days,
    )


def _rows(event: Event) -> list[AgendaItem]:
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.event_id == event.id)
            .order_by(AgendaItem.position, AgendaItem.id)
            .options(
                joinedload(AgendaItem.visit).joinedload(SiteVisit.host_institution),
                selectinload(AgendaItem.speakers),
            )
        )
    )


def _shown(row: AgendaItem, parts: tuple[Item, ...]) -> Item:
    return Item(
        uid=row.uid,
        kind=row.kind,
        occasion=Occasion(day=row.day, starts_at=row.starts_at, ends_at=row.ends_at),
        position=row.position,
        title=row.title,
        text=row.text,
        place=row.place,
        address=row.address,
        track=row.track,
        speakers=tuple(_speaker(speaker) for speaker in row.speakers),
        visit=_host(row.visit) if row.visit else None,
        parts=parts,
    )


def _speaker(row: AgendaSpeaker) -> Speaker:
    return Speaker(role=row.role, name=row.name, job=row.job, institution=row.institution)


def _host(visit: SiteVisit) -> VisitedHost:
    host = visit.host_institution
    return VisitedHost(visit_uid=visit.uid, name=host.name, kind=host.kind, address=host.address)
