"""A chart of horizontal bars, one below the other, each with its name and its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventreg.language.numbers import number

WIDTH = 640
ROW = 34
BAR = 18
NAMES = 250  # the room for names, left of the bars
NUMBERS = 50  # the room for a number behind the longest bar
LONGEST_NAME = 34


@dataclass(frozen=True)
class Bar:
    """A bar; `x`, `y`, `width` and `height` in units of the chart."""

    name: str
    number: str
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """The height of the baseline of name and number."""
        return self.y + self.height - 4

    @property
    def end(self) -> int:
        """Where the bar's number begins."""
        return self.x + self.width + 8


@dataclass(frozen=True)
class BarChart:
    """All that the macro `bar_chart` prints; `title` says in words what the picture shows."""

    title: str
    width: int
    height: int
    bars: tuple[Bar, ...]


def bar_chart(values: Sequence[tuple[str, int]], *, title: str, language: str) -> BarChart | None:
    """Bars for named counts, in the order given; None when there is nothing to show.

    The longest bar fills the room; a count of nothing is a bar of no length, with its number.
    """
    most = max((count for _name, count in values), default=0)
    if not most:
        return None
    room = WIDTH - NAMES - NUMBERS
    bars = tuple(
        Bar(
            name=_shortened(name),
            number=number(count, language),
            x=NAMES,
            y=row * ROW + (ROW - BAR) // 2,
            width=round(room * count / most),
            height=BAR,
        )
        for row, (name, count) in enumerate(values)
    )
    return BarChart(title, WIDTH, ROW * len(bars), bars)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
