"""A long list of the people whom the table shows: what it shows in front, then stamped rows."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from flask_babel import gettext

from eventreg.documents.bookbinder import Book, Chapter
from eventreg.documents.books.binding import book, roll_parts
from eventreg.documents.facts.shown import PeopleShownFacts
from eventreg.documents.rolls import Cell, Column, Item, Roll, Row, RowKind, Slot, Table
from eventreg.documents.sheets.wording import SHEETS
from eventreg.documents.typesetting import Edition, fill
from eventreg.language import locale

LONG = 100  # lines; a shorter list flows in one piece


def is_long(facts: PeopleShownFacts) -> bool:
    """Whether the list is bound from parts."""
    return len(facts.lines) > LONG


def shown_book(facts: PeopleShownFacts, edition: Edition) -> Book:
    """The list in parts; needs an application context for the words."""
    with locale.using(facts.language):
        name = str(SHEETS["shown"])
        roll = Roll(tuple(_items(facts)))
    front = fill("documents/shown.html", name, replace(facts, lines=()), edition, bound=True)
    rows = roll_parts(name, facts, edition, roll, sheet=facts.sheet)
    return book(name, facts, edition, (Chapter(partial(str, front)), rows), sheet=facts.sheet)


def _items(facts: PeopleShownFacts) -> Iterator[Item]:
    yield Table(
        "shown",
        (
            Column("c-no", gettext("No.")),
            *(Column(f"s-{column.key}", column.heading) for column in facts.columns),
        ),
        "people shown",
    )
    kind = _kind(facts)
    for number, line in enumerate(facts.lines, start=1):
        yield Row(kind, (f"{number}.", *line))


def _kind(facts: PeopleShownFacts) -> RowKind:
    cells = (
        Cell("lead-cell" if column.key == "name" else "", (Slot(column.key),))
        for column in facts.columns
    )
    return RowKind("shown", "shown", "", (Cell("c-no", (Slot("number"),)), *cells))
