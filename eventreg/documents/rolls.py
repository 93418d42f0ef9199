"""Uniform papers as what they are made of: tables of alike rows, or cards, with words in slots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

LINES = 4  # the tallest row that is stamped; a taller one is laid out by itself


@dataclass(frozen=True)
class Slot:
    """A place for words in a cell; `css` are classes of the print sheet."""

    name: str
    css: str = ""
    link: str = ""  # what makes an address of the words, such as "mailto:"


@dataclass(frozen=True)
class Cell:
    """A cell of a row; its slots stand below one another. One without slots stays empty."""

    css: str
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class RowKind:
    """Rows that differ in nothing but their words."""

    name: str
    table: str
    css: str
    cells: tuple[Cell, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(slot.name for cell in self.cells for slot in cell.slots)


@dataclass(frozen=True)
class Column:
    """A column of a table: its class, which sets its width, and its heading.

    `second` is the heading in another language, `second_language`.
    """

    css: str
    heading: str
    second: str = ""
    second_language: str = ""


@dataclass(frozen=True)
class Table:
    """The head of a table; `css` are classes beside those of all such tables."""

    name: str
    columns: tuple[Column, ...]
    css: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading over a table, with a number beside it, such as how many rows there are."""

    text: str
    count: str = ""
    level: int = 2


@dataclass(frozen=True)
class Row:
    """The words of a row in the order of its kind's slots."""

    kind: RowKind
    words: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A card, such as a badge; `kind` names its template `documents/cards/KIND.html`.

    The words stand in the order of `slots`. A QR code's words are its description, a line break,
    its address. Backs stand on sheets of their own, in columns from the right to the left.
    """

    kind: str
    slots: tuple[str, ...]
    words: tuple[str, ...]
    label: str = ""
    back: bool = False


Item = Heading | Table | Row | Card


@dataclass(frozen=True)
class Roll:
    """What is stamped, in order; a table stands before its rows."""

    items: tuple[Item, ...]
    about: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return tuple({item: None for item in self.items if isinstance(item, Heading)})

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple({item: None for item in self.items if isinstance(item, Table)})

    @cached_property
    def kinds(self) -> tuple[RowKind, ...]:
        found = {item.kind.name: item.kind for item in self.items if isinstance(item, Row)}
        return tuple(found.values())

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """One card of each kind."""
        found = {item.kind: item for item in reversed(self.items) if isinstance(item, Card)}
        return tuple(found.values())

    @property
    def lines(self) -> range:
        return range(1, LINES + 1)
