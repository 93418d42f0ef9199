"""A chart of how a number grew day by day: steps from nothing to what it is, with a limit if any.

The caller prints a table of the same numbers beside it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventreg.language.dates import short_date
from eventreg.language.numbers import number

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 36  # the room for numbers and days around the steps
# A limit far above is left to the words: drawn, it would press the steps to the ground.
LIMIT_DRAWN_UP_TO = 4
_ROUND = (1, 2, 5)


@dataclass(frozen=True)
class Tick:
    """A line across the chart, at a height in units of the chart, with its number."""

    y: int
    text: str

    @property
    def baseline(self) -> int:
        """Where its number stands."""
        return self.y + 5


@dataclass(frozen=True)
class DayMark:
    """A day below the chart; `anchor` says which end of its text stands at `x`."""

    x: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Step:
    """A day on which the number grew: by how many, to how many."""

    day: date
    more: int
    total: int


@dataclass(frozen=True)
class CumulativeChart:
    """All that the macro `cumulative_chart` prints; `title` says in words what the picture shows.

    `line` and `area` are path data, `steps` the numbers for the table.
    """

    title: str
    width: int
    height: int
    line: str
    area: str
    ticks: tuple[Tick, ...]
    days: tuple[DayMark, ...]
    limit: Tick | None
    steps: tuple[Step, ...]

    @property
    def left(self) -> int:
        """Where the lines across begin."""
        return LEFT

    @property
    def number_end(self) -> int:
        """Where the numbers left of them end."""
        return LEFT - 10

    @property
    def right(self) -> int:
        """Where they end."""
        return self.width - RIGHT

    @property
    def day_line(self) -> int:
        """The height of the baseline of the days."""
        return self.height - BOTTOM + 24


def cumulative_chart(
    by_day: Mapping[date, int], *, until: date, title: str, language: str, limit: int | None = None
) -> CumulativeChart | None:
    """The steps of `by_day`, drawn to the day `until` or the last step; None where nothing is."""
    steps = steps_of(by_day)
    if not steps:
        return None
    total, first = steps[-1].total, steps[0].day
    drawn = limit if limit is not None and limit <= LIMIT_DRAWN_UP_TO * total else None
    ticks = _round_numbers(max(total, drawn or 0))
    room = _Room(first, max(until, steps[-1].day), ticks[-1])
    path = _path(steps, room)
    return CumulativeChart(
        title=title,
        width=WIDTH,
        height=HEIGHT,
        line=path,
        area=f"{path}V{room.y(0)}H{LEFT}z",
        ticks=tuple(Tick(room.y(each), number(each, language)) for each in ticks),
        days=_day_marks(room, language),
        limit=Tick(room.y(drawn), number(drawn, language)) if drawn else None,
        steps=steps,
    )


@dataclass(frozen=True)
class _Room:
    """Where days and numbers stand: from the first day to the end of the last, from 0 to `top`."""

    first: date
    last: date
    top: int

    def x(self, day: date) -> int:
        days = (self.last - self.first).days + 1
        return LEFT + round((WIDTH - LEFT - RIGHT) * (day - self.first).days / days)

    def y(self, value: int) -> int:
        return HEIGHT - BOTTOM - round((HEIGHT - TOP - BOTTOM) * value / self.top)


def steps_of(by_day: Mapping[date, int]) -> tuple[Step, ...]:
    """The days on which the number grew, in order, each with the number by then."""
    found: list[Step] = []
    for day in sorted(day for day, more in by_day.items() if more):
        before = found[-1].total if found else 0
        found.append(Step(day, by_day[day], before + by_day[day]))
    return tuple(found)


def _round_numbers(most: int) -> Sequence[int]:
    """From 0 to at least `most` in two to five round steps."""
    size = 10 ** max(0, math.floor(math.log10(most)) - 1)
    sizes = (step * size * ten for ten in (1, 10) for step in _ROUND)
    step = next(each for each in sizes if each * 5 >= most)
    return range(0, max(2, math.ceil(most / step)) * step + 1, step)


def _path(steps: Sequence[Step], room: _Room) -> str:
    """Steps: along to the day, then up; the last one goes on to the end."""
    parts = [f"M{LEFT} {room.y(0)}"]
    parts += [f"H{room.x(step.day)}V{room.y(step.total)}" for step in steps]
    return "".join(parts) + f"H{WIDTH - RIGHT}"


def _day_marks(room: _Room, language: str) -> tuple[DayMark, ...]:
    marks = [DayMark(LEFT, short_date(room.first, language), "start")]
    if room.last > room.first:
        marks.append(DayMark(WIDTH - RIGHT, short_date(room.last, language), "end"))
    return tuple(marks)
