"""Until when a person changes the own registration (R11), and how long what is kept (R22)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventreg.events.models import Event, EventStatus

NEEDS_KEPT = timedelta(days=30)


def changes_end_at(event: Event) -> datetime:
    """The freeze date; where none is set, the beginning of the event's first day where it is."""
    if event.changes_freeze_at is not None:
        return event.changes_freeze_at
    return datetime.combine(event.starts_on, time.min, ZoneInfo(event.time_zone))


def is_frozen(event: Event, *, now: datetime) -> bool:
    """Whether changes are the organiser's business by now."""
    return event.status is not EventStatus.PUBLISHED or now >= changes_end_at(event)


def needs_kept_until(event: Event) -> date:
    """The day on which practical needs are erased."""
    return event.ends_on + NEEDS_KEPT


def contacts_kept_until(event: Event) -> date:
    """The day on which registrations become anonymous."""
    return event.ends_on + timedelta(days=event.organisation.retention_days)
