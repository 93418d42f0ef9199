"""The facts of the agenda."""

from datetime import datetime
from zoneinfo import ZoneInfo

from eventreg.agenda import days
from eventreg.agenda.service import agenda_of
from eventreg.documents.facts.agenda import (
    AgendaFacts,
    Day,
    Item,
    Person,
    Practical,
    Row,
    Visit,
    VisitTime,
)
from eventreg.documents.facts.head import Text, shown
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.events.models import Event
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


def agenda_facts(event: Event, *, language: str, now: datetime) -> AgendaFacts:
    """All that the agenda says."""
    dated, undated = days_and_undated(event, language)
    return AgendaFacts(
        language=language,
        letterhead=letterhead(event.organisation, language),
        event=event_facts(event, language, now),
        aim=shown(event.aim, language),
        days=dated,
        undated=undated,
        visits=visits(event, language),
        practical=Practical(
            text=shown(event.practical, language),
            working_language=shown(event.working_language, language),
            contact_name=event.contact_name,
            contact_email=event.contact_email,
            contact_phone=event.contact_phone,
        ),
        photo_notice=shown(event.photo_notice, language),
    )


def days_and_undated(event: Event, language: str) -> tuple[tuple[Day, ...], tuple[Item, ...]]:
    """The agenda by day, and the items that have no day yet."""
    dated: list[Day] = []
    undated: tuple[Item, ...] = ()
    for day in agenda_of(event).days:
        if day.number is None or day.date is None:
            undated = tuple(_item(item, language) for item in day.items)
        else:
            rows = tuple(_row(slot, language) for slot in day.slots)
            dated.append(Day(number=day.number, day=day.date, rows=rows))
    return tuple(dated), undated


def visits(event: Event, language: str) -> tuple[Visit, ...]:
    """The site visits in the organiser's order, numbered."""
    zone = ZoneInfo(event.time_zone)
    return tuple(
        _visit(number, visit, zone, language)
        for number, visit in enumerate(visits_of(event), start=1)
    )


def _row(slot: days.Slot, language: str) -> Row:
    return Row(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        items=tuple(_item(item, language) for item in slot.items),
    )


def _item(item: days.Item, language: str) -> Item:
    title = item.title or (item.visit.name if item.visit else item.title)
    place = shown(item.where, language) if item.where != title else Text()
    return Item(
        kind=item.kind.value,
        title=shown(title, language),
        text=shown(item.text, language),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        place=place,
        address=item.where_address,
        people=tuple(_person(speaker, language) for speaker in item.speakers),
        parts=tuple(_item(part, language) for part in item.parts),
        track=shown(item.track, language),
        quiet=item.is_quiet,
        host_kind=item.visit.kind.value if item.visit else "",
    )


def _person(speaker: days.Speaker, language: str) -> Person:
    return Person(
        role=speaker.role.value,
        name=speaker.name,
        job=shown(speaker.job, language),
        institution=shown(speaker.institution, language),
    )


def _visit(number: int, visit: PlannedVisit, zone: ZoneInfo, language: str) -> Visit:
    return Visit(
        number=number,
        host=shown(visit.host.name, language),
        kind=visit.host.kind.value,
        territory=visit.host.territory.in_(language) if visit.host.territory else "",
        address=visit.host.address,
        times=tuple(
            VisitTime(day=at.day, starts_at=at.starts_at, ends_at=at.ends_at)
            for at in visit.occasions
            if at.day is not None
        ),
        meeting_point=shown(visit.meeting_point, language),
        departs_at=visit.departs_at.astimezone(zone) if visit.departs_at else None,
        transport=shown(visit.transport, language),
        seats=visit.capacity,
        accompanying=visit.accompanying,
        good_to_know=shown(visit.good_to_know, language),
    )
