"""The people of an event as a table of plain cells, in the language of the page.

Everybody is in it, of whatever state, with contacts. Needs are in it only when an editor asks for
them, which the log says (R20).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext, lazy_pgettext
from sqlalchemy import Select

from eventreg import clock
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.models import (
    ChoiceState,
    ConsentPurpose,
    Registration,
    VisitChoice,
)
from eventreg.registration.people import everybody_of
from eventreg.registration.people_files.columns import Meaning
from eventreg.registration.questions.queries import answer_columns
from eventreg.registration.questions.wording import in_one_line
from eventreg.registration.remarks.queries import tag_names_at
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.registration.wording import AFFILIATIONS, ROLES, STATES


class Word(str):
    """A word of the page's language for a value that programs know by its `code`."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, text: object, code: str) -> Self:
        word = super().__new__(cls, str(text))
        word.code = code
        return word


Cell = str | datetime

CONSENTS = {
    ConsentPurpose.LIST_PUBLIC: lazy_gettext("name in the public list"),
    ConsentPurpose.LIST_PARTICIPANTS: lazy_gettext("name in the list for participants"),
    ConsentPurpose.PHOTOGRAPHS: lazy_gettext("photographs"),
}

# The headings under which our own table brings what an import reads.
IMPORTED_HEADINGS = {
    Meaning.LAST_NAME: lazy_gettext("Surname"),
    Meaning.FIRST_NAME: lazy_gettext("First name"),
    Meaning.POSITION: lazy_gettext("Position"),
    Meaning.INSTITUTION: lazy_gettext("Institution"),
    Meaning.AFFILIATION: lazy_gettext("Represents"),
    Meaning.TERRITORY: lazy_gettext("Municipality"),
    Meaning.TERRITORY_CODE: lazy_gettext("Code of the municipality"),
    Meaning.ROLE: lazy_gettext("Role"),
    Meaning.EMAIL: lazy_gettext("E-mail"),
    Meaning.PHONE: lazy_gettext("Telephone"),
    Meaning.LANGUAGE: lazy_gettext("Language of mails"),
    Meaning.VISITS: lazy_gettext("Visits"),
}


@dataclass(frozen=True)
class Column:
    """A column: `key` names it in JSON, `heading` in the language of the page."""

    key: str
    heading: Any
    cell: Callable[[Registration, str, ZoneInfo], Cell]


@dataclass(frozen=True)
class Table:
    """A table ready to be written; moments are local ones without a zone.

    `keys` name the first columns for programs; the others are the answers to questions.
    """

    keys: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Shown:
    """Some of the people, in an order of their own, with the columns of these keys alone."""

    people: Select[Registration]
    keys: Sequence[str]


def people_table(event: Event, *, with_needs: bool, shown: Shown | None = None) -> Table:
    """Everybody of an event in order of names, with answers; a fixed number of statements.

    Or those `shown`, with tags if these are asked for, and without answers.
    """
    columns = [*_COLUMNS, *(_NEEDS if with_needs else ())]
    if shown is not None:
        return _shown_table(event, shown, [*columns, _tags_column(event)])
    language, zone = locale.current(), ZoneInfo(event.time_zone)
    answers = answer_columns(event)
    rows = [
        [
            *(column.cell(person, language, zone) for column in columns),
            *answers.of(person.id),
        ]
        for person in everybody_of(event)
    ]
    return Table(
        keys=[column.key for column in columns],
        headings=[*(str(column.heading) for column in columns), *answers.headings],
        rows=rows,
    )


def _shown_table(event: Event, shown: Shown, offered: Sequence[Column]) -> Table:
    language, zone = locale.current(), ZoneInfo(event.time_zone)
    by_key = {column.key: column for column in offered}
    columns = [by_key[key] for key in shown.keys]
    return Table(
        keys=[column.key for column in columns],
        headings=[str(column.heading) for column in columns],
        rows=[
            [column.cell(person, language, zone) for column in columns]
            for person in everybody_of(event, shown.people)
        ],
    )


def _tags_column(event: Event) -> Column:
    names = tag_names_at(event)
    return Column(
        "tags",
        lazy_pgettext("column", "Tags"),
        lambda one, _language, _zone: in_one_line(names.get(one.id, ())),
    )


def _visits(choices: Sequence[VisitChoice], language: str) -> str:
    ordered = sorted(choices, key=lambda each: (each.visit.position, each.visit.id))
    return in_one_line(each.visit.host_institution.name.in_(language) for each in ordered)


def _held(person: Registration) -> list[VisitChoice]:
    return [each for each in person.visit_choices if each.state in HOLDING_CHOICES]


def _waited(person: Registration) -> list[VisitChoice]:
    return [each for each in person.visit_choices if each.state is ChoiceState.WAITING]


def _vehicles(person: Registration, language: str) -> str:
    return in_one_line(
        gettext(
            "%(visit)s: %(vehicle)s",
            visit=each.visit.host_institution.name.in_(language),
            vehicle=each.vehicle.name,
        )
        for each in _held(person)
        if each.vehicle
    )


def _consents(person: Registration) -> str:
    standing = {each.purpose for each in person.consents if each.withdrawn_at is None}
    return in_one_line(str(name) for purpose, name in CONSENTS.items() if purpose in standing)


def _delegation(person: Registration, language: str) -> str:
    delegation = person.delegation
    if delegation is None:
        return ""
    own = delegation.territory.name.in_(language) if delegation.territory else ""
    return delegation.institution or own


def _need(name: str) -> Callable[[Registration, str, ZoneInfo], str]:
    return lambda person, _language, _zone: getattr(person.needs, name) if person.needs else ""


_COLUMNS = (
    Column("reference", lazy_gettext("Reference"), lambda one, _l, _z: one.reference),
    Column(
        "state", lazy_gettext("State"), lambda one, _l, _z: Word(STATES[one.state][0], one.state)
    ),
    Column("last_name", IMPORTED_HEADINGS[Meaning.LAST_NAME], lambda one, _l, _z: one.last_name),
    Column("first_name", IMPORTED_HEADINGS[Meaning.FIRST_NAME], lambda one, _l, _z: one.first_name),
    Column("position", IMPORTED_HEADINGS[Meaning.POSITION], lambda one, _l, _z: one.position),
    Column(
        "institution", IMPORTED_HEADINGS[Meaning.INSTITUTION], lambda one, _l, _z: one.institution
    ),
    Column(
        "represents",
        IMPORTED_HEADINGS[Meaning.AFFILIATION],
        lambda one, _l, _z: Word(AFFILIATIONS[one.affiliation], one.affiliation),
    ),
    Column(
        "municipality",
        IMPORTED_HEADINGS[Meaning.TERRITORY],
        lambda one, language, _z: one.territory.name.in_(language) if one.territory else "",
    ),
    Column(
        "municipality_code",
        IMPORTED_HEADINGS[Meaning.TERRITORY_CODE],
        lambda one, _l, _z: one.territory.code if one.territory else "",
    ),
    Column(
        "role",
        IMPORTED_HEADINGS[Meaning.ROLE],
        lambda one, _l, _z: Word(ROLES[one.role], one.role),
    ),
    Column("email", IMPORTED_HEADINGS[Meaning.EMAIL], lambda one, _l, _z: one.email),
    Column("phone", IMPORTED_HEADINGS[Meaning.PHONE], lambda one, _l, _z: one.phone),
    Column(
        "language",
        IMPORTED_HEADINGS[Meaning.LANGUAGE],
        lambda one, _l, _z: Word(locale.OWN_NAMES[one.language], one.language),
    ),
    Column(
        "delegation",
        lazy_gettext("Delegation"),
        lambda one, language, _z: _delegation(one, language),
    ),
    Column(
        "visits",
        IMPORTED_HEADINGS[Meaning.VISITS],
        lambda one, language, _z: _visits(_held(one), language),
    ),
    Column(
        "waits_for",
        lazy_gettext("Waits for visits"),
        lambda one, language, _z: _visits(_waited(one), language),
    ),
    Column(
        "vehicles", lazy_gettext("Vehicles"), lambda one, language, _z: _vehicles(one, language)
    ),
    Column("consents", lazy_gettext("Consents"), lambda one, _l, _z: _consents(one)),
    Column(
        "registered_at",
        lazy_gettext("Registered on"),
        lambda one, _l, zone: clock.shown_at(one.created_at, zone),
    ),
)
_NEEDS = (
    Column("food", lazy_pgettext("column", "Food"), _need("diet")),
    Column("access", lazy_pgettext("column", "Access and help"), _need("access")),
)
