"""When an item takes place after it was moved; pure reckoning on local clock times.

Whatever moves keeps how long it lasts. What has no time keeps having none (R14).
"""

from dataclasses import replace
from datetime import date, time

from eventreg.agenda.occasions import Occasion

MINUTES_A_DAY = 24 * 60


def minutes_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def shifted(occasion: Occasion, minutes: int) -> Occasion | None:
    """The same, `minutes` later (earlier where negative); None where it would leave its day."""
    starts, ends = _moved(occasion.starts_at, minutes), _moved(occasion.ends_at, minutes)
    lost_start = occasion.starts_at is not None and starts is None
    if lost_start or (occasion.ends_at is not None and ends is None):
        return None
    return replace(occasion, starts_at=starts, ends_at=ends)


def starting_at(occasion: Occasion, day: date, start: time) -> Occasion | None:
    """The same, on that day from that time; None where it would not end on it."""
    if occasion.starts_at is None:
        return Occasion(day=day, starts_at=start)
    by = minutes_of(start) - minutes_of(occasion.starts_at)
    return shifted(replace(occasion, day=day), by)


def landed(
    occasion: Occasion, *, day: date | None, before: Occasion | None, behind: Occasion | None
) -> Occasion | None:
    """When an item takes place that was put on `day` between two others, each perhaps none.

    It keeps its time where that lies between them. Else it starts when the one before it ends, or
    ends when the one behind it starts. None where it would not fit into the day. On a day not yet
    known it has no time.
    """
    if day is None or occasion.starts_at is None:
        return Occasion(day=day)
    stays = replace(occasion, day=day)
    earliest = (before.ends_at or before.starts_at) if before else None
    latest = behind.starts_at if behind else None
    if _lies_between(stays, earliest, latest):
        return stays
    if earliest is None and latest is not None:
        last = minutes_of(stays.ends_at or occasion.starts_at)
        return shifted(stays, minutes_of(latest) - last)
    return starting_at(occasion, day, earliest or occasion.starts_at)


def _lies_between(occasion: Occasion, earliest: time | None, latest: time | None) -> bool:
    first, last = occasion.starts_at, occasion.ends_at or occasion.starts_at
    begins_late = first is None or earliest is None or first >= earliest
    ends_early = last is None or latest is None or last <= latest
    return begins_late and ends_early


def _moved(at: time | None, minutes: int) -> time | None:
    if at is None:
        return None
    total = minutes_of(at) + minutes
    if not 0 <= total < MINUTES_A_DAY:
        return None
    return time(total // 60, total % 60, at.second)
