"""Whether anybody waits though a place is free (R8), and whether seats held overlap (R10)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, RowMapping, Select, func, select

from eventreg.agenda.models import AgendaItem
from eventreg.agenda.occasions import Occasion
from eventreg.capacity import Limited
from eventreg.clock import moment_of
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.registration.models import (
    ChoiceState,
    Delegation,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.reconciliation.finding import Violation, whose
from eventreg.registration.states import HOLDING, HOLDING_CHOICES, WISHED_CHOICES
from eventreg.visits.models import SiteVisit

Times = Mapping[int, Sequence[Occasion]]


def waiting_in_vain(now: datetime) -> Iterator[Violation]:
    """Who waits for an event that has not begun, though all places that they need are free.

    Those of one party need theirs together. One statement.
    """
    units: dict[tuple[int, str], list[RowMapping]] = defaultdict(list)
    for row in db.session.execute(_waiting()).mappings():
        units[row["event_id"], row["party"] or f"alone {row['id']}"].append(row)
    for members in units.values():
        if _event_begins(members[0]) > now and _fit(members):
            for row in members:
                yield Violation(whose(row), "waits though there is a place", "R8")


def seats_of_people(now: datetime) -> Iterator[Violation]:
    """Seats held at the same time, and who waits for a seat that they could have.

    Two statements.
    """
    times = _times_of_visits()
    chosen: dict[int, list[RowMapping]] = defaultdict(list)
    for row in db.session.execute(_choices()).mappings():
        chosen[row["id"]].append(row)
    for rows in chosen.values():
        held = [row for row in rows if row["choice"] in HOLDING_CHOICES]
        for one, other in combinations(held, 2):
            if _overlap(one, other, times):
                yield Violation(whose(one), "holds seats at the same time", "R10")
        for row in rows:
            if row["choice"] is ChoiceState.WAITING and _could_have(row, held, times, now):
                yield Violation(whose(row), f"waits though visit {row['visit_id']} has seats", "R8")


def _waiting() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Registration.id, Registration.reference, Registration.party),
            *(Registration.event_id, Registration.delegation_id, Delegation.reserves),
            *_event_columns(),
            _free(Event).label("event_free"),
            _free(Delegation).label("quota_free"),
        )
        .select_from(Registration)
        .join(Registration.event)
        .outerjoin(Registration.delegation)
        .where(
            Registration.state == RegistrationState.WAITING,
            Event.status == EventStatus.PUBLISHED,
        )
        .order_by(Registration.id)
    )


def _choices() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Registration.id, Registration.reference, VisitChoice.visit_id),
            *(VisitChoice.state.label("choice"), Event.status, SiteVisit.departs_at),
            *_event_columns(),
            _free(SiteVisit).label("free"),
        )
        .select_from(VisitChoice)
        .join(VisitChoice.registration)
        .join(VisitChoice.visit)
        .join(Registration.event)
        .where(Registration.state.in_(HOLDING), VisitChoice.state.in_(WISHED_CHOICES))
        .order_by(VisitChoice.id)
    )


def _free(table: type[Limited]) -> ColumnElement[int | None]:
    return table.capacity + table.granted_beyond - table.taken


def _event_columns() -> tuple[Any, ...]:
    """What tells which event it is and when it begins."""
    first_time = (
        select(func.min(AgendaItem.starts_at))
        .where(AgendaItem.event_id == Event.id, AgendaItem.day == Event.starts_on)
        .correlate(Event)
        .scalar_subquery()
    )
    return Event.slug, Event.starts_on, Event.time_zone, first_time.label("first_time")


def _times_of_visits() -> Times:
    """When each visit takes place, one statement."""
    found: dict[int, list[Occasion]] = defaultdict(list)
    for row in db.session.execute(
        select(AgendaItem.visit_id, AgendaItem.day, AgendaItem.starts_at, AgendaItem.ends_at)
        .where(AgendaItem.visit_id.is_not(None))
        .order_by(AgendaItem.id)
    ):
        found[row.visit_id].append(
            Occasion(day=row.day, starts_at=row.starts_at, ends_at=row.ends_at)
        )
    return found


def _fit(members: Sequence[RowMapping]) -> bool:
    """Whether each limit has as many places as these need of it."""
    needed, free = Counter[str](), dict[str, int | None]()
    for row in members:
        if row["delegation_id"] is not None:
            name = f"quota {row['delegation_id']}"
            needed[name], free[name] = needed[name] + 1, row["quota_free"]
        if not row["reserves"]:
            needed["event"], free["event"] = needed["event"] + 1, row["event_free"]
    left = [(needed[name], places) for name, places in free.items() if places is not None]
    return all(number <= places for number, places in left)


def _could_have(row: RowMapping, held: Iterable[RowMapping], times: Times, now: datetime) -> bool:
    is_free = row["free"] is None or row["free"] > 0
    if not is_free or row["status"] is not EventStatus.PUBLISHED:
        return False
    return _visit_begins(row, times) > now and not any(_overlap(row, each, times) for each in held)


def _overlap(one: RowMapping, other: RowMapping, times: Times) -> bool:
    return any(
        mine.overlaps(theirs)
        for mine in times.get(one["visit_id"], ())
        for theirs in times.get(other["visit_id"], ())
    )


def _event_begins(row: RowMapping) -> datetime:
    return _moment(row, row["starts_on"], row["first_time"])


def _visit_begins(row: RowMapping, times: Times) -> datetime:
    """The earlier of its departure and its first item; without either, the event's beginning."""
    departs_at: datetime | None = row["departs_at"]
    occasions = times.get(row["visit_id"], ())
    day = min((each.day for each in occasions if each.day), default=None)
    if day is None:
        return departs_at or _event_begins(row)
    times_of_day = [each.starts_at for each in occasions if each.day == day and each.starts_at]
    starts = _moment(row, day, min(times_of_day, default=None))
    return min(starts, departs_at or starts)


def _moment(row: RowMapping, day: date, at: time | None) -> datetime:
    return moment_of(datetime.combine(day, at or time.min), ZoneInfo(row["time_zone"]))
