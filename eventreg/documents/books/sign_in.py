"""A long sign-in sheet: what it is for in front, then stamped rows to sign."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from flask_babel import gettext

from eventreg.documents.bookbinder import Book, Chapter
from eventreg.documents.books.binding import book, roll_parts
from eventreg.documents.facts.sheets import SignInFacts
from eventreg.documents.rolls import Cell, Column, Item, Roll, Row, RowKind, Slot, Table
from eventreg.documents.second_language import beside, second, second_language, the_other
from eventreg.documents.sheets.wording import SHEETS
from eventreg.documents.typesetting import Edition, fill
from eventreg.language import locale

LONG = 100  # lines; a shorter sheet flows in one piece
SHEET = "upright"
_NUMBER = Cell("c-no", (Slot("number"),))
_EXPECTED = RowKind(
    "expected",
    "lines",
    "",
    (
        _NUMBER,
        Cell("lead-cell", (Slot("name"),)),
        Cell("", (Slot("institution"),)),
        Cell("", (Slot("place"),)),
        Cell(""),
    ),
)
_BLANK = RowKind("blank", "lines", "blank", (_NUMBER, Cell(""), Cell(""), Cell(""), Cell("")))


def is_long(facts: SignInFacts) -> bool:
    """Whether the sheet is bound from parts."""
    return len(facts.lines) > LONG


def sign_in_book(facts: SignInFacts, edition: Edition) -> Book:
    """The sheet in parts; needs an application context for the words."""
    with locale.using(facts.language), beside(the_other(facts.language)):
        name = str(SHEETS["sign_in"])
        roll = Roll(tuple(_items(facts)))
        front = fill(
            "documents/sign_in.html",
            name,
            replace(facts, lines=()),
            edition,
            bound=True,
            second_name=second(SHEETS["sign_in"]),
        )
    rows = roll_parts(name, facts, edition, roll, sheet=SHEET)
    return book(name, facts, edition, (Chapter(partial(str, front)), rows), sheet=SHEET)


def _items(facts: SignInFacts) -> Iterator[Item]:
    """The table with a row for everybody, and blank ones; in the language in force."""
    yield Table("lines", tuple(_columns()), "people signing-sheet")
    for line in facts.lines:
        yield Row(_EXPECTED, (f"{line.number}.", line.name, line.institution, line.place))
    expected = len(facts.lines)
    for number in range(expected + 1, expected + facts.blank_rows + 1):
        yield Row(_BLANK, (f"{number}.",))


def _columns() -> Iterator[Column]:
    for css, words, others in (
        ("c-no", gettext("No."), second("No.")),
        ("c-name", gettext("Name and surname"), second("Name and surname")),
        ("c-institution", gettext("Institution"), second("Institution")),
        ("c-municipality", gettext("Municipality"), second("Municipality")),
        ("c-signature", gettext("Signature"), second("Signature")),
    ):
        yield Column(css, words, others, second_language())
