"""What the room shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventreg.documents.drawing import Picture
from eventreg.documents.facts.report import Series

BY_INSTITUTION = "participants-by-institution"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Counts with their picture; `picture` and table show the same numbers (R3).

    `notes` say what is counted; `total` is the sum of a column of people who each stand in one row.
    `placeable` says that the report can place it by its name.
    """

    series: Series
    picture: Picture | None
    notes: tuple[str, ...] = ()
    total: int | None = None
    placeable: bool = False

    @property
    def name(self) -> str:
        """Its name in addresses, on the page and in the report."""
        return self.series.name

    @property
    def title(self) -> str:
        return self.series.title

    @property
    def columns(self) -> tuple[str | tuple[str, str], ...]:
        """The headings of its table, as the macro `table` takes them."""
        return (self.series.head, *((head, "number") for head in self.series.heads[1:]))


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The answers to the questions of an event as counts.

    `several` names the series whose people may stand in more than one row, `notes` what is to be
    said of each. `too_few` are questions that fewer than five answered yet, `kept_apart` is how
    many are not counted because of what they ask (R20).
    """

    series: tuple[Series, ...]
    several: frozenset[str]
    notes: dict[str, tuple[str, ...]]
    too_few: tuple[str, ...]
    kept_apart: int


@dataclass(frozen=True, kw_only=True)
class Room:
    """All figures of an event, those that show nothing left out."""

    figures: Sequence[Figure]
    too_few: Sequence[str]
    kept_apart: int

    @property
    def parts(self) -> Sequence[tuple[str, str]]:
        """The parts of the page: anchor and heading."""
        return [(each.name, each.title) for each in self.figures]

    def named(self, name: str) -> Figure | None:
        """The figure of that name."""
        return next((each for each in self.figures if each.name == name), None)
