"""The answers of the form in words, to be checked before they are sent."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext

from eventreg.language import locale
from eventreg.registration.forms import RegistrationForm
from eventreg.registration.wording import AFFILIATIONS, ROLES
from eventreg.visits.planned import PlannedVisit


class Answers(NamedTuple):
    """A part of the form; `anchor` is where it stands there, rows are (question, answer)."""

    anchor: str
    heading: str
    rows: Sequence[tuple[str, str]]


def answers_of(form: RegistrationForm) -> Sequence[Answers]:
    """The form's parts in the order of the page; a part that was not asked for is left out."""
    parts = [
        Answers("you", gettext("About you"), _you(form)),
        Answers("visits-part", gettext("Site visits"), _visits(form)),
        Answers("questions-part", gettext("What the organiser asks"), _questions(form)),
        Answers("needs-part", gettext("What you need"), _needs(form)),
        Answers("consents-part", gettext("What you agree to"), _consents(form)),
    ]
    return [part for part in parts if part.rows]


def _you(form: RegistrationForm) -> Sequence[tuple[str, str]]:
    details = form.details()
    rows = [
        (gettext("Name and surname"), f"{details.first_name} {details.last_name}"),
        (gettext("E-mail"), form.email.data),
        (gettext("Telephone"), details.phone),
        (gettext("Institution you represent"), str(AFFILIATIONS[details.affiliation])),
    ]
    if details.territory is not None:
        rows.append((gettext("Municipality"), details.territory.name.in_(locale.current())))
    return [
        *rows,
        (gettext("Institution"), details.institution),
        (gettext("Position"), details.position),
        (gettext("At the event I am"), str(ROLES[details.role])),
    ]


def _visits(form: RegistrationForm) -> Sequence[tuple[str, str]]:
    if not form.offered:
        return []
    rows = [(gettext("You visit"), _names(form.chosen_visits()) or gettext("No visit"))]
    if waited := form.waited_visits():
        rows.append((gettext("You wait for a seat"), _names(waited)))
    return rows


def _names(visits: Sequence[PlannedVisit]) -> str:
    return "; ".join(visit.host.name.in_(locale.current()) for visit in visits)


def _questions(form: RegistrationForm) -> Sequence[tuple[str, str]]:
    """Only what is asked of this person, answered or not."""
    return [
        (each.question.label.in_(locale.current()), form.answer_in_words(each))
        for each in form.really_asked()
    ]


def _needs(form: RegistrationForm) -> Sequence[tuple[str, str]]:
    needs = form.needs()
    return [(gettext("Food"), needs.diet), (gettext("Access and help"), needs.access)]


def _consents(form: RegistrationForm) -> Sequence[tuple[str, str]]:
    return [
        (field.label.text, gettext("Yes") if field.data else gettext("No"))
        for field in form.consent_fields()
    ]
