"""A chart of horizontal bars, one below the other, each with its name and its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eventreg.language.numbers import number

WIDTH = 640
ROW = 34
BAR = 18
NAMES = 250  # the room for names, left of the bars
NUMBERS = 50  # the room for a number behind the longest bar
TWO_NUMBERS = 110  # the room for a number and that of which it is a part
LONGEST_NAME = 30
# With the names above the bars, to be read on a phone too.
NARROW_WIDTH = 360
NARROW_ROW = 52
NARROW_BAR = 14
NARROW_LONGEST_NAME = 42
_ASCENT = 16  # of a name above its bar


@dataclass(frozen=True)
class Bar:
    """A bar; `x`, `y`, `width` and `height` in units of the chart.

    `name_y` is the height of the baseline of its name. `whole` is the length of the bar that it is
    a part of, 0 where it is of none.
    """

    name: str
    number: str
    x: int
    y: int
    width: int
    height: int
    name_y: int
    whole: int = 0

    @property
    def middle(self) -> int:
        """The height of the baseline of its number."""
        return self.y + self.height // 2 + 5

    @property
    def end(self) -> int:
        """Where the bar's number begins."""
        return self.x + max(self.width, self.whole) + 8


@dataclass(frozen=True)
class BarChart:
    """All that the macro `bar_chart` prints; `title` says in words what the picture shows."""

    title: str
    width: int
    height: int
    bars: tuple[Bar, ...]


def bar_chart(
    values: Sequence[tuple[str, int]],
    *,
    title: str,
    language: str,
    wholes: Sequence[int | None] = (),
    narrow: bool = False,
) -> BarChart | None:
    """Bars for named counts, in the order given; None when there is nothing to show.

    The longest bar fills the room; a count of nothing is a bar of no length, with its number.
    `wholes` are what each is a part of, None where that has no limit; it is drawn behind the bar.
    A `narrow` chart has the names above the bars.
    """
    of = wholes or [None] * len(values)
    most = max(
        (max(count, each or 0) for (_, count), each in zip(values, of, strict=True)), default=0
    )
    if not most:
        return None
    layout = _NARROW if narrow else _WIDE
    room = layout.width - layout.x - (TWO_NUMBERS if wholes else NUMBERS)
    bars = tuple(
        Bar(
            name=_shortened(name, layout.longest_name),
            number=_numbers(count, whole, language),
            x=layout.x,
            y=row * layout.row + layout.above,
            width=round(room * count / most),
            height=layout.bar,
            name_y=row * layout.row + layout.name_y,
            whole=round(room * (whole or 0) / most),
        )
        for row, ((name, count), whole) in enumerate(zip(values, of, strict=True))
    )
    return BarChart(title, layout.width, layout.row * len(bars), bars)


class _Layout(NamedTuple):
    """Where bars begin, what stands above them in their row, and the baseline of the name."""

    width: int
    row: int
    bar: int
    x: int
    above: int
    name_y: int
    longest_name: int


_WIDE = _Layout(WIDTH, ROW, BAR, NAMES, (ROW - BAR) // 2, (ROW + BAR) // 2 - 4, LONGEST_NAME)
_NARROW = _Layout(
    NARROW_WIDTH, NARROW_ROW, NARROW_BAR, 0, _ASCENT + 8, _ASCENT, NARROW_LONGEST_NAME
)


def _numbers(count: int, whole: int | None, language: str) -> str:
    said = number(count, language)
    return said if whole is None else f"{said} / {number(whole, language)}"


def _shortened(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
