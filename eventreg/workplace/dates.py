"""All dates of an event in one row: what was, what comes next, until when what is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, select

from eventreg.contributions.reminding.models import ContributionReminders
from eventreg.contributions.reminding.service import days_of_reminders
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.registration.deadlines import contacts_kept_until, needs_kept_until
from eventreg.registration.models import Delegation
from eventreg.reports.models import Report


class DateKind(StrEnum):
    """What happens on a date of an event; `TODAY` stands among them, before what is still ahead."""

    TODAY = "today"
    PUBLISHED = "published"
    OPENS = "opens"
    CLOSES = "closes"
    ANSWERS = "answers"
    RELEASE = "release"
    FREEZE = "freeze"
    REMINDER = "reminder"
    EVENT = "event"
    CONTRIBUTE = "contribute"
    REPORT = "report"
    NEEDS = "needs"
    CONTACTS = "contacts"


_NOT_AWAITED = frozenset({DateKind.TODAY, DateKind.NEEDS, DateKind.CONTACTS})


@dataclass(frozen=True, kw_only=True)
class EventDate:
    """A date where the event is: from `day` to `until`, the same day or a later one.

    `at` is the moment, where it is one and not a day.
    """

    kind: DateKind
    day: date
    until: date
    at: datetime | None = None
    is_past: bool = False


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """Dates of an event that stand elsewhere than with the event itself.

    Invitations are answered from the first deadline that is ahead to the last.
    """

    answers_from: datetime | None = None
    answers_until: datetime | None = None
    release_at: datetime | None = None
    reminds_to_contribute: bool = False
    report_at: datetime | None = None


def agreed_for(events: Sequence[Event], *, now: datetime) -> Mapping[int, Agreed]:
    """What is agreed for each of the events, by number; two statements."""
    ahead = Delegation.answer_until > now
    of_mine = [event.id for event in events]
    releases = and_(Delegation.reserves, Delegation.releases, Delegation.released_at.is_(None))
    deadlines = {
        row.event_id: row
        for row in db.session.execute(
            select(
                Delegation.event_id,
                func.min(case((ahead, Delegation.answer_until))).label("first"),
                func.max(Delegation.answer_until).label("last"),
                func.max(case((releases, Delegation.answer_until))).label("release"),
            )
            .where(Delegation.event_id.in_(of_mine))
            .group_by(Delegation.event_id)
        )
    }
    others = db.session.execute(
        select(Event.id, Report.published_at, ContributionReminders.event_id)
        .outerjoin(Report, Report.event_id == Event.id)
        .outerjoin(ContributionReminders, ContributionReminders.event_id == Event.id)
        .where(Event.id.in_(of_mine))
    )
    found = {}
    for event_id, report_at, reminds in others:
        row = deadlines.get(event_id)
        found[event_id] = Agreed(
            answers_from=(row.first or row.last) if row else None,
            answers_until=row.last if row else None,
            release_at=row.release if row else None,
            reminds_to_contribute=reminds is not None,
            report_at=report_at,
        )
    return found


def dates_of(event: Event, agreed: Agreed, *, now: datetime) -> Sequence[EventDate]:
    """The event's dates in order, today among them; asks the database nothing."""
    zone = ZoneInfo(event.time_zone)
    today = now.astimezone(zone).date()
    found = [*_days(event, agreed, today), *_moments(event, agreed, now, zone)]
    found.append(EventDate(kind=DateKind.TODAY, day=today, until=today, at=now))
    order = list(DateKind)
    return sorted(
        found,
        key=lambda each: (each.day, not each.is_past, order.index(each.kind)),
    )


def next_of(dates: Sequence[EventDate]) -> EventDate | None:
    """What comes next; None when only what is kept is still to be erased."""
    return next(
        (each for each in dates if not each.is_past and each.kind not in _NOT_AWAITED), None
    )


def _moments(event: Event, agreed: Agreed, now: datetime, zone: ZoneInfo) -> Iterator[EventDate]:
    spans = (
        (DateKind.PUBLISHED, event.published_at, event.published_at),
        (DateKind.OPENS, event.registration_opens_at, event.registration_opens_at),
        (DateKind.CLOSES, event.registration_closes_at, event.registration_closes_at),
        (DateKind.ANSWERS, agreed.answers_from, agreed.answers_until),
        (DateKind.RELEASE, agreed.release_at, agreed.release_at),
        (DateKind.FREEZE, event.changes_freeze_at, event.changes_freeze_at),
        (DateKind.REPORT, agreed.report_at, agreed.report_at),
    )
    for kind, first, last in spans:
        if first is not None and last is not None:
            yield EventDate(
                kind=kind,
                day=first.astimezone(zone).date(),
                until=last.astimezone(zone).date(),
                at=last,
                is_past=last <= now,
            )


def _days(event: Event, agreed: Agreed, today: date) -> Iterator[EventDate]:
    spans = [(DateKind.EVENT, event.starts_on, event.ends_on)]
    if event.reminder_days is not None and event.status is EventStatus.PUBLISHED:
        reminded = event.starts_on - timedelta(days=event.reminder_days)
        spans.append((DateKind.REMINDER, reminded, reminded))
    if agreed.reminds_to_contribute:
        spans.append((DateKind.CONTRIBUTE, *days_of_reminders(event)))
    for kind, day in (
        (DateKind.NEEDS, needs_kept_until(event)),
        (DateKind.CONTACTS, contacts_kept_until(event)),
    ):
        spans.append((kind, day, day))
    for kind, first, last in spans:
        yield EventDate(kind=kind, day=first, until=last, is_past=last < today)
