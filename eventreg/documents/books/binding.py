"""What all bound documents share: margins, blocks, and rows that are laid out alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventreg.documents.bookbinder import Book, Chapter, Contents, Stamped
from eventreg.documents.facts.head import Facts
from eventreg.documents.models import DocumentKind
from eventreg.documents.rolls import Heading, Roll, Row, Table
from eventreg.documents.typesetting import Edition, fill, page_of, title_of

PAGED = 400  # rows in a part when nothing can be stamped


@dataclass(frozen=True)
class Stretch:
    """A table with its heading, if it has one, and some of its rows with their words by slot."""

    heading: Heading | None
    table: Table
    rows: tuple[tuple[object, dict[str, str]], ...]


def book(
    kind: DocumentKind,
    facts: Facts,
    edition: Edition,
    parts: Sequence[Chapter | Contents | Stamped],
    *,
    sheet: str,
) -> Book:
    """A book of these parts with the margins of the kind."""
    margins = fill("layouts/print_margins.html", kind, facts, edition, sheet=sheet)
    return Book(
        title=title_of(kind, facts),
        language=facts.language,
        margins=margins,
        page_words=page_of(facts.language),
        parts=tuple(parts),
    )


def roll_parts(
    kind: DocumentKind, facts: Facts, edition: Edition, roll: Roll, *, sheet: str
) -> Stamped:
    """A roll ready to be stamped, and ready to be laid out where that cannot be."""

    def rows(wanted: Sequence[tuple[str, Row, Table]]) -> str:
        named = [(name, table, row.kind, by_slot(row)) for name, row, table in wanted]
        return fill("documents/roll_rows.html", kind, facts, edition, rows=named, sheet=sheet)

    def pages() -> list[str]:
        return [
            fill("documents/roll_pages.html", kind, facts, edition, stretches=some, sheet=sheet)
            for some in parted(roll)
        ]

    blocks = fill("documents/roll_blocks.html", kind, facts, edition, roll=roll, sheet=sheet)
    return Stamped(roll=roll, blocks=blocks, rows=rows, pages=pages)


def by_slot(row: Row) -> dict[str, str]:
    """The words of a row by the names of its slots."""
    return dict(zip(row.kind.slots, row.words, strict=True))


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
