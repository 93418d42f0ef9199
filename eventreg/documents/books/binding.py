"""What all bound documents share: margins, blocks, and rows that are laid out alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from eventreg.documents.bookbinder import Book, Chapter, Contents, Stamped
from eventreg.documents.facts.head import Facts
from eventreg.documents.rolls import Card, Heading, Roll, Row, Table
from eventreg.documents.typesetting import Edition, Named, fill, page_of, title_of

PAGED = 400  # rows in a part when nothing can be stamped


@dataclass(frozen=True)
class Stretch:
    """A table with its heading, if it has one, and some of its rows with their words by slot."""

    heading: Heading | None
    table: Table
    rows: tuple[tuple[object, dict[str, str]], ...]


def book(
    name: Named,
    facts: Facts,
    edition: Edition,
    parts: Sequence[Chapter | Contents | Stamped],
    *,
    sheet: str,
) -> Book:
    """A book of these parts with the margins of the kind."""
    margins = fill("layouts/print_margins.html", name, facts, edition, sheet=sheet)
    return Book(
        title=title_of(name, facts),
        language=facts.language,
        margins=margins,
        page_words=page_of(facts.language),
        parts=tuple(parts),
    )


def roll_parts(name: Named, facts: Facts, edition: Edition, roll: Roll, *, sheet: str) -> Stamped:
    """A roll ready to be stamped, and ready to be laid out where that cannot be."""
    tables = {table.name: table for table in roll.tables}

    def rows(wanted: Sequence[tuple[str, Row | Card]]) -> str:
        named = [
            (block, tables[item.kind.table], item.kind, by_slot(item))
            for block, item in wanted
            if isinstance(item, Row)
        ]
        cards = [
            (block, item.kind, by_slot(item)) for block, item in wanted if isinstance(item, Card)
        ]
        return fill(
            "documents/roll_rows.html", name, facts, edition, rows=named, cards=cards, sheet=sheet
        )

    def pages() -> list[str]:
        filled: list[dict[str, object]] = [
            {
                "stretches": [],
                "cards": [(item.kind, by_slot(item)) for item in some],
                "backs": some[0].back,
            }
            for some in batched([item for item in roll.items if isinstance(item, Card)])
        ]
        if tables:
            filled += ({"stretches": some, "cards": [], "backs": False} for some in parted(roll))
        return [
            fill("documents/roll_pages.html", name, facts, edition, sheet=sheet, **more)
            for more in filled
        ]

    blocks = fill("documents/roll_blocks.html", name, facts, edition, roll=roll, sheet=sheet)
    return Stamped(roll=roll, blocks=blocks, rows=rows, pages=pages)


def by_slot(item: Row | Card) -> dict[str, str]:
    """The words of a row or card by the names of its slots."""
    slots = item.kind.slots if isinstance(item, Row) else item.slots
    return dict(zip(slots, item.words, strict=True))


def batched(cards: Sequence[Card], most: int = PAGED) -> list[Sequence[Card]]:
    """Cards in parts of at most so many, each of one side."""
    sides = (list(side) for _back, side in groupby(cards, key=lambda card: card.back))
    return [side[start : start + most] for side in sides for start in range(0, len(side), most)]


def parted(roll: Roll, most: int = PAGED) -> list[list[Stretch]]:
    """The roll as stretches of tables, in parts of at most so many rows."""
    parts: list[list[Stretch]] = [[]]
    heading: Heading | None = None
    table: Table | None = None
    rows: list[tuple[object, dict[str, str]]] = []
    count = 0

    def close() -> None:
        nonlocal heading
        if table is not None and rows:
            parts[-1].append(Stretch(heading, table, tuple(rows)))
            rows.clear()
            heading = None

    for item in roll.items:
        if isinstance(item, Row):
            if count == most:
                close()
                parts.append([])
                count = 0
            rows.append((item.kind, by_slot(item)))
            count += 1
        elif isinstance(item, Heading):
            close()
            heading = item
        elif isinstance(item, Table):
            close()
            table = item
    close()
    return parts
