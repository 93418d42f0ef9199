"""An event at a glance: its dates, how registration goes, who comes, how quotas are filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from eventreg.database import db
from eventreg.event_figures.charts import over_time
from eventreg.events.models import Event
from eventreg.figures.cumulative_chart import CumulativeChart
from eventreg.figures.territory_map import TerritoryMap
from eventreg.public.event_page import participation_map
from eventreg.public.participation import (
    Participation,
    Turnout,
    participation_of,
    turnouts_of,
)
from eventreg.registration.delegations.matrix import Row, matrix_of
from eventreg.registration.models import Delegation
from eventreg.registration.turnout import arrivals_of
from eventreg.workplace.dates import EventDate, agreed_for, dates_of, next_of

MOST_QUOTAS = 12


@dataclass(frozen=True)
class Fill:
    """So many of so many; of None: without a limit."""

    taken: int
    of: int | None

    @property
    def percent(self) -> int:
        """How much is filled, never more than all."""
        return min(100, round(100 * self.taken / self.of)) if self.of else 0


@dataclass(frozen=True)
class QuotaFill:
    """How far a delegation's quota is filled."""

    row: Row
    fill: Fill


@dataclass(frozen=True, kw_only=True)
class Glance:
    """All that the event's first page shows in pictures, each with its words.

    `quotas` are those with most places unused, at most `MOST_QUOTAS` of `delegations`.
    """

    dates: Sequence[EventDate]
    registered: CumulativeChart | None
    participation: Participation
    map: TerritoryMap | None
    quotas: Sequence[QuotaFill]
    delegations: int
    quota: Fill


@dataclass(frozen=True, kw_only=True)
class Brief:
    """An event in a line of the list: what comes next, who comes, how far quotas are filled."""

    next: EventDate | None
    places: Fill
    turnout: Turnout
    delegations: int
    quota: Fill


def glance_at(event: Event, *, language: str, now: datetime) -> Glance:
    """Look at one event; the same statements however many people and delegations there are."""
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    participation = participation_of(event, language=language, today=today)
    matrix = matrix_of(event, language=language, now=now)
    quotas = [QuotaFill(row, Fill(row.named, row.delegation.capacity)) for row in matrix.rows]
    quotas.sort(key=lambda each: each.row.named - (each.fill.of or 0))
    return Glance(
        dates=dates_of(event, agreed_for([event], now=now)[event.id], now=now),
        registered=over_time(event, arrivals_of(event), today=today, language=language),
        participation=participation,
        map=participation_map(event, participation, language=language),
        quotas=quotas[:MOST_QUOTAS],
        delegations=matrix.everybody,
        quota=Fill(matrix.named, matrix.offered or None),
    )


def briefs_of(events: Sequence[Event], *, now: datetime) -> Mapping[int, Brief]:
    """A line for each of the events, by number; four statements."""
    agreed = agreed_for(events, now=now)
    turnouts = turnouts_of([event.id for event in events])
    quotas = _quotas_of(events)
    found = {}
    for event in events:
        delegations, quota = quotas.get(event.id, (0, Fill(0, None)))
        found[event.id] = Brief(
            next=next_of(dates_of(event, agreed[event.id], now=now)),
            places=Fill(event.taken, event.places),
            turnout=turnouts.get(event.id, Turnout()),
            delegations=delegations,
            quota=quota,
        )
    return found


def _quotas_of(events: Sequence[Event]) -> Mapping[int, tuple[int, Fill]]:
    """How many delegations each event has, and how far their quotas are filled in all."""
    rows = db.session.execute(
        select(
            Delegation.event_id,
            func.count().label("delegations"),
            func.sum(Delegation.capacity).label("offered"),
            func.sum(Delegation.taken).label("taken"),
        )
        .where(Delegation.event_id.in_([event.id for event in events]))
        .group_by(Delegation.event_id)
    )
    return {row.event_id: (row.delegations, Fill(row.taken, row.offered)) for row in rows}
