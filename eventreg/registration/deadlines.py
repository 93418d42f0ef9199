"""When events and visits begin, until when people change something (R11), what is kept (R22)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from eventreg.agenda.models import AgendaItem
from eventreg.clock import moment_of
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.visits.models import SiteVisit

NEEDS_KEPT = timedelta(days=30)


def changes_end_at(event: Event) -> datetime:
    """The freeze date; where none is set, the beginning of the event's first day where it is."""
    if event.changes_freeze_at is not None:
        return event.changes_freeze_at
    return datetime.combine(event.starts_on, time.min, ZoneInfo(event.time_zone))


def is_frozen(event: Event, *, now: datetime) -> bool:
    """Whether changes are the organiser's business by now."""
    return event.status is not EventStatus.PUBLISHED or now >= changes_end_at(event)


def begins_at(event: Event) -> datetime:
    """When the event starts: its first item of the first day; without one, that day's beginning."""
    return _first_moment(event, event.starts_on, AgendaItem.event_id == event.id) or _midnight(
        event, event.starts_on
    )


def visit_begins_at(visit: SiteVisit) -> datetime:
    """When a visit starts: its departure or first item; without known time, its day or the event's.

    Of a departure and an item, the earlier counts.
    """
    event, stands_on = visit.event, AgendaItem.visit_id == visit.id
    day = db.session.scalar(select(func.min(AgendaItem.day)).where(stands_on))
    if day is None:
        return visit.departs_at or begins_at(event)
    starts = _first_moment(event, day, stands_on) or _midnight(event, day)
    return min(starts, visit.departs_at or starts)


def _first_moment(event: Event, day: date, which: ColumnElement[bool]) -> datetime | None:
    first = db.session.scalar(
        select(func.min(AgendaItem.starts_at)).where(which, AgendaItem.day == day)
    )
    if first is None:
        return None
    return moment_of(datetime.combine(day, first), ZoneInfo(event.time_zone))


def _midnight(event: Event, day: date) -> datetime:
    return moment_of(datetime.combine(day, time.min), ZoneInfo(event.time_zone))


def needs_kept_until(event: Event) -> date:
    """The day on which practical needs are erased."""
    return event.ends_on + NEEDS_KEPT


def contacts_kept_until(event: Event) -> date:
    """The day on which registrations become anonymous."""
    return event.ends_on + timedelta(days=event.organisation.retention_days)
