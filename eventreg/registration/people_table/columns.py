"""The columns that the table can show, each as plain cells that its template knows to write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from flask_babel import LazyString, lazy_gettext, lazy_pgettext
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.registration.models import (
    ChoiceState,
    Delegation,
    Registration,
    VisitChoice,
)
from eventreg.registration.people_table.order import SortBy
from eventreg.registration.states import HOLDING_CHOICES, WISHED_CHOICES
from eventreg.registration.wording import AFFILIATIONS, ROLES
from eventreg.visits.models import SiteVisit


class Column(StrEnum):
    """A column that can be chosen; the name is always there."""

    INSTITUTION = "institution"
    POSITION = "position"
    MUNICIPALITY = "municipality"
    AFFILIATION = "affiliation"
    DELEGATION = "delegation"
    ROLE = "role"
    VISITS = "visits"
    VEHICLES = "vehicles"
    STATE = "state"
    TAGS = "tags"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    REGISTERED = "registered"
    REFERENCE = "reference"


HEADINGS: Mapping[Column, LazyString] = {
    Column.INSTITUTION: lazy_gettext("Institution"),
    Column.POSITION: lazy_gettext("Position"),
    Column.MUNICIPALITY: lazy_gettext("Municipality"),
    Column.AFFILIATION: lazy_gettext("Represents"),
    Column.DELEGATION: lazy_gettext("Delegation"),
    Column.ROLE: lazy_gettext("Role"),
    Column.VISITS: lazy_gettext("Visits"),
    Column.VEHICLES: lazy_gettext("Vehicles"),
    Column.STATE: lazy_gettext("State"),
    Column.TAGS: lazy_pgettext("column", "Tags"),
    Column.EMAIL: lazy_gettext("E-mail"),
    Column.PHONE: lazy_gettext("Telephone"),
    Column.LANGUAGE: lazy_gettext("Language of mails"),
    Column.REGISTERED: lazy_gettext("Registered on"),
    Column.REFERENCE: lazy_gettext("Reference"),
}

# What an order is called: from first to last, and from last to first.
SORT_NAMES: Mapping[SortBy, tuple[LazyString, LazyString]] = {
    SortBy.NAME: (lazy_pgettext("order", "Name, A–Z"), lazy_pgettext("order", "Name, Z–A")),
    SortBy.INSTITUTION: (
        lazy_pgettext("order", "Institution, A–Z"),
        lazy_pgettext("order", "Institution, Z–A"),
    ),
    SortBy.MUNICIPALITY: (
        lazy_pgettext("order", "Municipality, A–Z"),
        lazy_pgettext("order", "Municipality, Z–A"),
    ),
    SortBy.STATE: (
        lazy_pgettext("order", "State, from applicants on"),
        lazy_pgettext("order", "State, from lapsed ones on"),
    ),
    SortBy.ROLE: (
        lazy_pgettext("order", "Role, from experts on"),
        lazy_pgettext("order", "Role, from observers on"),
    ),
    SortBy.REGISTERED: (
        lazy_pgettext("order", "Registered, oldest first"),
        lazy_pgettext("order", "Registered, newest first"),
    ),
}

SORTED_BY: Mapping[Column, SortBy] = {
    Column.INSTITUTION: SortBy.INSTITUTION,
    Column.MUNICIPALITY: SortBy.MUNICIPALITY,
    Column.ROLE: SortBy.ROLE,
    Column.STATE: SortBy.STATE,
    Column.REGISTERED: SortBy.REGISTERED,
}

USUAL = (
    *(Column.INSTITUTION, Column.MUNICIPALITY, Column.VISITS, Column.STATE),
    Column.REFERENCE,
)

# The columns of a file (`people_files.table`) that say the same.
IN_FILES: Mapping[Column, Sequence[str]] = {
    Column.AFFILIATION: ("represents",),
    Column.VISITS: ("visits", "waits_for"),
    Column.REGISTERED: ("registered_at",),
}
ALWAYS_IN_FILES = ("last_name", "first_name")


class Cell(NamedTuple):
    """What a cell holds: `kind` tells the template how to write it."""

    kind: str
    value: Any


@dataclass(frozen=True)
class Row:
    """A line of the table: the person, and the cells of the columns chosen."""

    person: Registration
    cells: Sequence[Cell] = field(default_factory=tuple)


def read_columns(said: Sequence[str]) -> tuple[Column, ...]:
    """The columns that an address says, in the order of the table; the usual ones if none."""
    return tuple(each for each in Column if each.value in said) or USUAL


def file_keys(columns: Sequence[Column]) -> Sequence[str]:
    """The columns of a file that show what these columns show."""
    keys = [key for each in columns for key in IN_FILES.get(each, (each.value,))]
    return [*ALWAYS_IN_FILES, *keys]


def loading(columns: Sequence[Column]) -> Sequence[ORMOption]:
    """What has to be read with the people so that the cells need no further statement."""
    options: list[ORMOption] = []
    if Column.MUNICIPALITY in columns:
        options.append(joinedload(Registration.territory))
    if Column.DELEGATION in columns:
        options.append(joinedload(Registration.delegation).joinedload(Delegation.territory))
    if {Column.VISITS, Column.VEHICLES} & {*columns}:
        chosen = selectinload(Registration.visit_choices)
        options.append(chosen.joinedload(VisitChoice.visit).joinedload(SiteVisit.host_institution))
        options.append(chosen.joinedload(VisitChoice.vehicle))
    return options


def row_of(
    person: Registration, columns: Sequence[Column], tags: Mapping[int, Sequence[str]]
) -> Row:
    """The person's line."""
    return Row(person, [_cell(person, column, tags) for column in columns])


def _cell(person: Registration, column: Column, tags: Mapping[int, Sequence[str]]) -> Cell:
    if column is Column.TAGS:
        return Cell("tags", tags.get(person.id, ()))
    return _CELLS[column](person)


def _text(name: str) -> Callable[[Registration], Cell]:
    return lambda person: Cell("text", getattr(person, name))


def _municipality(person: Registration) -> Cell:
    return Cell("local", person.territory.name if person.territory else LocalText())


def _delegation(person: Registration) -> Cell:
    delegation = person.delegation
    if delegation is None or delegation.territory is None or delegation.institution:
        return Cell("text", delegation.institution if delegation else "")
    return Cell("local", delegation.territory.name)


def _visits(person: Registration) -> Cell:
    """The visits with a seat or a wish, each with whether it is waited for."""
    chosen = sorted(
        (each for each in person.visit_choices if each.state in WISHED_CHOICES),
        key=lambda each: (each.visit.position, each.visit_id),
    )
    return Cell(
        "visits",
        [(each.visit.host_institution.name, each.state is ChoiceState.WAITING) for each in chosen],
    )


def _vehicles(person: Registration) -> Cell:
    held = (each for each in person.visit_choices if each.state in HOLDING_CHOICES)
    return Cell("text", ", ".join(each.vehicle.name for each in held if each.vehicle))


_CELLS: Mapping[Column, Callable[[Registration], Cell]] = {
    Column.INSTITUTION: _text("institution"),
    Column.POSITION: _text("position"),
    Column.MUNICIPALITY: _municipality,
    Column.AFFILIATION: lambda person: Cell("text", AFFILIATIONS[person.affiliation]),
    Column.DELEGATION: _delegation,
    Column.ROLE: lambda person: Cell("text", ROLES[person.role]),
    Column.VISITS: _visits,
    Column.VEHICLES: _vehicles,
    Column.STATE: lambda person: Cell("state", person.state),
    Column.EMAIL: _text("email"),
    Column.PHONE: _text("phone"),
    Column.LANGUAGE: lambda person: Cell("text", locale.OWN_NAMES[person.language]),
    Column.REGISTERED: lambda person: Cell("moment", person.created_at),
    Column.REFERENCE: lambda person: Cell("code", person.reference),
}
