"""A long participant list: a page or two in front, then stamped rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from flask_babel import gettext, ngettext

from eventreg.documents.bookbinder import Book, Chapter, Stamped
from eventreg.documents.books.binding import book, roll_parts
from eventreg.documents.facts.participants import Line, ListGroup, ParticipantListFacts
from eventreg.documents.models import DocumentKind
from eventreg.documents.rolls import Cell, Column, Heading, Item, Roll, Row, RowKind, Slot, Table
from eventreg.documents.typesetting import Edition, fill
from eventreg.documents.wording import GROUPS
from eventreg.language import locale
from eventreg.registration.models import RegistrationState
from eventreg.registration.wording import STATES

LONG = 120  # lines; a shorter list flows in one piece
_CONTACTS = {"email": Slot("email", link="mailto:"), "phone": Slot("phone")}
KIND = DocumentKind.PARTICIPANTS


def is_long(facts: ParticipantListFacts) -> bool:
    """Whether the list is bound from parts."""
    return sum(len(group.lines) for group in facts.groups) > LONG


def participant_book(facts: ParticipantListFacts, edition: Edition) -> Book:
    """The list in parts; needs an application context for the words."""
    sheet = "lying" if facts.for_organisers else "upright"
    front = fill(
        "documents/participants.html", KIND, replace(facts, groups=()), edition, bound=True
    )
    with locale.using(facts.language):
        roll = participant_roll(facts)
    stamped: Stamped = roll_parts(KIND, facts, edition, roll, sheet=sheet)
    return book(KIND, facts, edition, (Chapter(partial(str, front)), stamped), sheet=sheet)


def participant_roll(facts: ParticipantListFacts) -> Roll:
    """The groups with their lines, as rows; in the language in force."""
    made = _Kinds(facts)
    items: list[Item] = []
    for group in facts.groups:
        items.append(Heading(str(GROUPS[group.key]), str(group.people)))
        items.append(made.table(group))
        items += (made.row(group, line) for line in group.lines)
    return Roll(tuple(items))


class _Kinds:
    """The kinds of rows that a list has: each made once, whatever the number of its lines."""

    def __init__(self, facts: ParticipantListFacts) -> None:
        self._facts = facts
        self._made: dict[tuple[object, ...], RowKind] = {}
        self._sample = gettext("sample")
        self._unphotographed = gettext("do not photograph")

    def table(self, group: ListGroup) -> Table:
        return Table(_table_of(group), tuple(self._columns(group)), "people")

    def row(self, group: ListGroup, line: Line) -> Row:
        note = self._note(line)
        key = (
            group.has_places,
            line.opens_place,
            bool(line.name),
            bool(note),
            bool(line.email),
            bool(line.phone),
        )
        kind = self._made.get(key)
        if kind is None:
            kind = self._made[key] = self._kind(group, line, note)
        return Row(kind, tuple(self._words(group, line, note)))

    def _columns(self, group: ListGroup) -> Iterator[Column]:
        facts = self._facts
        yield Column("c-no", gettext("No."))
        yield Column("c-name", gettext("Name and surname"))
        yield Column("c-institution", gettext("Institution"))
        if facts.audience != "public":
            yield Column("c-position", gettext("Position"))
        if group.has_places:
            yield Column("c-municipality", gettext("Municipality"))
        if facts.for_organisers:
            yield Column("c-contact", gettext("Contact"))
            if facts.visits:
                yield Column("c-visits", gettext("Visits"))

    def _kind(self, group: ListGroup, line: Line, note: str) -> RowKind:
        name: tuple[Slot, ...] = (Slot("name", "" if line.name else "unnamed"),)
        if note:
            name = (*name, Slot("note", "quiet"))
        cells = [
            Cell("c-no", (Slot("number"),)),
            Cell("lead-cell", name),
            Cell("", (Slot("institution"),)),
        ]
        if self._facts.audience != "public":
            cells.append(Cell("", (Slot("position"),)))
        if group.has_places:
            css = "" if line.opens_place else "same-place"
            cells.append(Cell(css, (Slot("place"),)))
        if self._facts.for_organisers:
            known = [slot for slot in _CONTACTS if getattr(line, slot)]
            cells.append(Cell("", tuple(_CONTACTS[slot] for slot in known)))
            if self._facts.visits:
                cells.append(Cell("", (Slot("visits"),)))
        number = f"{_table_of(group)}-{len(self._made)}"
        return RowKind(number, _table_of(group), "opens" if line.opens_place else "", tuple(cells))

    def _words(self, group: ListGroup, line: Line, note: str) -> Iterator[str]:
        yield f"{line.first}." if line.first == line.last else f"{line.first}.–{line.last}."
        yield line.name or ngettext(
            "representative of an institution",
            "%(num)s representatives of institutions",
            line.people,
        )
        if note:
            yield note
        yield line.institution
        if self._facts.audience != "public":
            yield line.position
        if group.has_places:
            yield line.place
        if self._facts.for_organisers:
            yield from filter(None, (line.email, line.phone))
            if self._facts.visits:
                yield ", ".join(map(str, line.visits))

    def _note(self, line: Line) -> str:
        said: Sequence[str] = (
            self._sample if line.sample else "",
            str(STATES[RegistrationState(line.state)][0]) if line.state else "",
            "" if line.may_be_photographed else self._unphotographed,
        )
        return ", ".join(filter(None, said))


def _table_of(group: ListGroup) -> str:
    return "places" if group.has_places else "plain"
