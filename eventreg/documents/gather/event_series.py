"""Counts of an event that are no part of the report unless it places them by name (R3).

The organisers' figures are made of the same. Who comes from which institution is not among them:
whoever is not named in the public list keeps the institution to themselves too (R18).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from flask_babel import gettext
from sqlalchemy import func, select

from eventreg.attendance.service import Occasion, occasions_of
from eventreg.database import db
from eventreg.documents.facts.report import Count, Series
from eventreg.documents.gather.counted import counted
from eventreg.events.models import Event
from eventreg.language import dates, locale
from eventreg.language.collation import sort_key
from eventreg.registration.models import ChoiceState, VisitChoice
from eventreg.registration.turnout import (
    Headcount,
    arrivals_of,
    headcount_of,
    people_by_role,
    withdrawals_of,
)
from eventreg.registration.wording import ROLES
from eventreg.reports.names import Counted
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit


class Reading:
    """What is asked of the database about an event, each thing once at most."""

    def __init__(self, event: Event, *, language: str) -> None:
        self.event = event
        self.language = language

    @cached_property
    def came(self) -> Headcount:
        return headcount_of(self.event)

    @cached_property
    def occasions(self) -> Sequence[Occasion]:
        return occasions_of(self.event)

    @cached_property
    def waiting(self) -> Mapping[str, int]:
        """How many wait for a seat, by the public name of the visit."""
        rows = db.session.execute(
            select(SiteVisit.uid, func.count())
            .join(VisitChoice.visit)
            .where(SiteVisit.event_id == self.event.id, VisitChoice.state == ChoiceState.WAITING)
            .group_by(SiteVisit.uid)
        )
        return {row[0]: row[1] for row in rows}


def event_series(event: Event, wanted: Collection[str], *, language: str) -> tuple[Series, ...]:
    """The wanted series in that language; one that counts nothing is left out.

    A fixed number of statements for each name, and none for what is not wanted.
    """
    return read_series(Reading(event, language=language), wanted)


def read_series(reading: Reading, wanted: Collection[str]) -> tuple[Series, ...]:
    """The same, of what is being read anyway."""
    with locale.using(reading.language):
        made = (make(reading) for name, make in _MADE.items() if name in wanted)
        return tuple(series for series in made if series.counts)


def _over_time(reading: Reading) -> Series:
    came, went = arrivals_of(reading.event), withdrawals_of(reading.event)
    counts, in_all = [], 0
    for day in sorted(came.keys() | went.keys()):
        more = came.get(day, 0)
        in_all += more
        name = dates.plain(dates.short_date(day, reading.language))
        counts.append(Count(name=name, number=more, more=(in_all, went.get(day, 0)), day=day))
    return counted(
        Counted.OVER_TIME,
        counts if in_all else (),
        head=gettext("Day"),
        of=gettext("Registered"),
        more=(gettext("In all"), gettext("Withdrawn")),
    )


def _by_region(reading: Reading) -> Series:
    """By the regions of the municipalities that people come for, as they were then (R1, R5)."""
    people, language = reading.came.by_territory, reading.language
    found: dict[str, int] = {}
    for unit in db.session.scalars(select(Territory).where(Territory.id.in_(people))):
        name = unit.region.in_(language)
        found[name] = found.get(name, 0) + people[unit.id]
    counts = (
        Count(name=name or gettext("Other municipalities"), number=found[name])
        for name in sorted(found, key=lambda name: (not name, sort_key(name, language)))
    )
    return counted(Counted.BY_REGION, counts, head=gettext("Region"), of=gettext("Participants"))


def _by_role(reading: Reading) -> Series:
    people = people_by_role(reading.event)
    counts = (Count(name=str(ROLES[role]), number=people[role]) for role in people)
    return counted(Counted.BY_ROLE, counts, head=gettext("Role"), of=gettext("Participants"))


def _visit_seats(reading: Reading) -> Series:
    visits = [each.visit for each in reading.occasions if each.visit is not None]
    asked = any(visit.taken for visit in visits) or any(reading.waiting.values())
    limited = any(visit.capacity is not None for visit in visits)
    counts = (
        Count(
            name=visit.host.name.in_(reading.language),
            number=visit.taken,
            more=(*([visit.capacity] if limited else []), reading.waiting.get(visit.uid, 0)),
        )
        for visit in visits
        if asked
    )
    return counted(
        Counted.VISIT_SEATS,
        counts,
        head=gettext("Site visit"),
        of=gettext("Taken"),
        more=(*([gettext("Seats")] if limited else []), gettext("Waiting")),
        against=limited,
    )


def _attendance_by_day(reading: Reading) -> Series:
    days = [each for each in reading.occasions if each.day is not None]
    return _attendance(Counted.ATTENDANCE_BY_DAY, days, gettext("Day"), reading.language)


def _attendance_by_visit(reading: Reading) -> Series:
    visits = [each for each in reading.occasions if each.visit is not None]
    name = Counted.ATTENDANCE_BY_VISIT
    return _attendance(name, visits, gettext("Site visit"), reading.language)


def _attendance(name: Counted, occasions: Sequence[Occasion], head: str, language: str) -> Series:
    """Who was there of those expected; of no use before anybody was noted."""
    noted = any(each.present for each in occasions)
    counts = (
        Count(name=_called(each, language), number=each.present, more=(each.expected,))
        for each in occasions
        if noted
    )
    return counted(
        name,
        counts,
        head=head,
        of=gettext("Were there"),
        more=(gettext("Expected"),),
        against=True,
    )


def _called(occasion: Occasion, language: str) -> str:
    if occasion.visit is not None:
        return occasion.visit.host.name.in_(language)
    assert occasion.day is not None  # noqa: S101, an occasion is a day or a visit
    return dates.plain(dates.short_date(occasion.day, language))


_MADE: Mapping[str, Callable[[Reading], Series]] = {
    Counted.OVER_TIME: _over_time,
    Counted.BY_REGION: _by_region,
    Counted.BY_ROLE: _by_role,
    Counted.VISIT_SEATS: _visit_seats,
    Counted.ATTENDANCE_BY_DAY: _attendance_by_day,
    Counted.ATTENDANCE_BY_VISIT: _attendance_by_visit,
}
EVENT_SERIES = frozenset(_MADE)
