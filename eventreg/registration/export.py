"""The people of an event as a table file that spreadsheets open rightly and safely."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask_babel import gettext

from eventreg.events.models import Event
from eventreg.language import dates
from eventreg.registration.models import Registration
from eventreg.registration.people import everybody_of
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.registration.wording import AFFILIATIONS, ROLES, STATES

UTF8_MARK = "\ufeff"

# A cell that begins with one of these would be read as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def people_csv(event: Event, *, language: str) -> str:
    """Everybody of an event, whatever their state, with contacts and without needs (R20).

    Begins with the UTF-8 mark, by which spreadsheets know the letters; no cell is a formula.
    """
    text = io.StringIO()
    text.write(UTF8_MARK)
    table = csv.writer(text, delimiter=";" if language == "lv" else ",", lineterminator="\r\n")
    table.writerow(_heads())
    for registration in everybody_of(event):
        table.writerow(neutral(cell) for cell in _cells(registration, language))
    return text.getvalue()


def neutral(cell: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _heads() -> Sequence[str]:
    return [
        gettext("Reference"),
        gettext("State"),
        gettext("Surname"),
        gettext("First name"),
        gettext("Position"),
        gettext("Institution"),
        gettext("Represents"),
        gettext("Municipality"),
        gettext("Code of the municipality"),
        gettext("Role"),
        gettext("E-mail"),
        gettext("Telephone"),
        gettext("Visits"),
        gettext("Registered on"),
    ]


def _cells(registration: Registration, language: str) -> Iterable[str]:
    territory = registration.territory
    yield registration.reference
    yield str(STATES[registration.state][0])
    yield registration.last_name
    yield registration.first_name
    yield registration.position
    yield registration.institution
    yield str(AFFILIATIONS[registration.affiliation])
    yield territory.name.in_(language) if territory else ""
    yield territory.code if territory else ""
    yield str(ROLES[registration.role])
    yield registration.email
    yield registration.phone
    yield "; ".join(
        choice.visit.host_institution.name.in_(language)
        for choice in registration.visit_choices
        if choice.state in HOLDING_CHOICES
    )
    yield dates.plain(dates.short_date(registration.created_at.date(), language))
