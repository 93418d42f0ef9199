"""The rules of a time zone as a calendar file carries them (VTIMEZONE, R13).

Few and plain: a yearly rule for each change of the clocks, as calendar programs expect; a single
day where a change follows no rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONG_AGO = datetime.combine(date(1970, 1, 1), time.min)


@dataclass(frozen=True)
class Kind:
    """A change of the clocks as it recurs: offsets before and after, and the time's name."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def zone_component(zone: ZoneInfo, first: date, last: date) -> icalendar.Timezone:
    """The zone's rules from the year before `first` to the year after `last`, and on from there."""
    component = icalendar.Timezone()
    component.add("TZID", zone.key)
    changes: dict[Kind, list[datetime]] = {}
    for kind, onset in _changes(zone, first.year - 1, last.year + 1):
        changes.setdefault(kind, []).append(onset)
    if not changes:
        changes = {_kind(zone, datetime.combine(first, time(12), UTC)): [LONG_AGO]}
    for kind, onsets in changes.items():
        rule = _yearly(onsets)
        for onset in onsets[:1] if rule else onsets:
            component.add_component(_observance(kind, onset, rule))
    return component


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[tuple[Kind, datetime]]:
    """Each change with the moment at which it comes, as the clocks show it before."""
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        later = moment + timedelta(days=1)
        if _offset(zone, moment) != _offset(zone, later):
            at = _first_after(zone, moment, later)
            yield _kind(zone, at), (at + _offset(zone, moment)).replace(tzinfo=None)
        moment = later


def _first_after(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first minute between the two moments at which the offset is the later one."""
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) // 2
        if _offset(zone, middle) == _offset(zone, early):
            early = middle
        else:
            late = middle
    return late.replace(second=0, microsecond=0)


def _kind(zone: ZoneInfo, at: datetime) -> Kind:
    local = at.astimezone(zone)
    before = _offset(zone, at - timedelta(minutes=1))
    return Kind(before, _offset(zone, at), local.tzname() or zone.key, bool(local.dst()))


def _yearly(onsets: Sequence[datetime]) -> dict[str, object] | None:
    """The rule that all the changes follow, one each year; None when they follow none."""
    years = [onset.year for onset in onsets]
    alike = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    in_a_row = years == list(range(years[0], years[0] + len(years)))
    if len(onsets) < 2 or len(alike) > 1 or not in_a_row:
        return None
    for place in ({_from_end(onset) for onset in onsets}, {_from_start(onset) for onset in onsets}):
        if len(place) == 1:
            day = f"{place.pop()}{WEEKDAYS[onsets[0].weekday()]}"
            return {"FREQ": "YEARLY", "BYMONTH": onsets[0].month, "BYDAY": day}
    return None


def _from_start(onset: datetime) -> int:
    return (onset.day - 1) // 7 + 1


def _from_end(onset: datetime) -> int:
    next_month = (onset.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (next_month - timedelta(days=1)).day
    return -((last - onset.day) // 7 + 1)


def _observance(
    kind: Kind, onset: datetime, rule: dict[str, object] | None
) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    component = icalendar.TimezoneDaylight() if kind.is_summer else icalendar.TimezoneStandard()
    component.add("DTSTART", onset)
    component.add("TZOFFSETFROM", kind.before)
    component.add("TZOFFSETTO", kind.after)
    component.add("TZNAME", kind.name)
    if rule:
        component.add("RRULE", rule)
    return component


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
