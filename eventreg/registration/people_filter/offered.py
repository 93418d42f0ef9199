"""What there is to choose among in a filter; only what is asked for is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import dates, locale
from eventreg.language.local_text import LocalText
from eventreg.registration.models import (
    Affiliation,
    ConsentPurpose,
    Delegation,
    ParticipantRole,
    Registration,
    RegistrationState,
)
from eventreg.registration.people_files.table import CONSENTS
from eventreg.registration.people_filter.model import Field
from eventreg.registration.questions.queries import questions_of
from eventreg.registration.remarks.queries import tags_of
from eventreg.registration.wording import AFFILIATIONS, ROLES, STATES
from eventreg.territories.models import Territory
from eventreg.visits.models import HostInstitution, SiteVisit, Vehicle

Choices = Sequence[tuple[str, str]]


def choices_of(event: Event, fields: Iterable[Field]) -> Mapping[Field, Choices]:
    """Values with their names in the language of the page, for those fields that are chosen in."""
    return {field: _CHOICES[field](event) for field in fields if field in _CHOICES}


def states(_event: Event) -> Choices:
    """The states of a registration."""
    return [(state.value, str(STATES[state][0])) for state in RegistrationState]


def _roles(_event: Event) -> Choices:
    return [(role.value, str(ROLES[role])) for role in ParticipantRole]


def _affiliations(_event: Event) -> Choices:
    return [(each.value, str(AFFILIATIONS[each])) for each in Affiliation]


def _languages(_event: Event) -> Choices:
    return [*locale.OWN_NAMES.items()]


def _consents(_event: Event) -> Choices:
    return [(purpose.value, str(CONSENTS[purpose])) for purpose in ConsentPurpose]


def _municipalities(event: Event) -> Choices:
    """Those that the event's people come from."""
    here = select(Registration.territory_id).where(Registration.event_id == event.id)
    found = db.session.execute(
        select(Territory.id, Territory.name)
        .where(Territory.id.in_(here))
        .order_by(_in_order(), Territory.id)
    )
    return [(str(number), _said(name)) for number, name in found]


def _delegations(event: Event) -> Choices:
    found = db.session.execute(
        select(Delegation.uid, Delegation.institution, Territory.name)
        .outerjoin(Delegation.territory)
        .where(Delegation.event_id == event.id)
        .order_by(_in_order().nulls_last(), Delegation.institution, Delegation.id)
    )
    return [(uid, _said(name) if name else institution) for uid, institution, name in found]


def visits(event: Event) -> Choices:
    """The event's visits in the organiser's order."""
    found = db.session.execute(
        select(SiteVisit.uid, HostInstitution.name)
        .join(SiteVisit.host_institution)
        .where(SiteVisit.event_id == event.id)
        .order_by(SiteVisit.position, SiteVisit.id)
    )
    return [(uid, _said(name)) for uid, name in found]


def vehicles(event: Event) -> Choices:
    """The vehicles of the event's visits, each with its visit."""
    found = db.session.execute(
        select(Vehicle.uid, Vehicle.name, HostInstitution.name)
        .join(Vehicle.visit)
        .join(SiteVisit.host_institution)
        .where(SiteVisit.event_id == event.id)
        .order_by(SiteVisit.position, SiteVisit.id, Vehicle.position, Vehicle.id)
    )
    return [(uid, f"{_said(visit)}: {vehicle}") for uid, vehicle, visit in found]


def _tags(event: Event) -> Choices:
    return [(tag.uid, tag.name) for tag in tags_of(event)]


def _answers(event: Event) -> Choices:
    return [
        (option.uid, f"{_said(question.label)} {_said(option.label)}")
        for question in questions_of(event)
        for option in question.options
    ]


def _days(event: Event) -> Choices:
    number = (event.ends_on - event.starts_on).days + 1
    days = (event.starts_on + timedelta(days=passed) for passed in range(number))
    return [(day.isoformat(), dates.short_date(day, locale.current())) for day in days]


def _said(name: LocalText) -> str:
    return name.in_(locale.current())


def _in_order() -> InstrumentedAttribute[str]:
    return Territory.sort_lv if locale.current() == "lv" else Territory.sort_en


_CHOICES: Mapping[Field, Callable[[Event], Choices]] = {
    Field.STATE: states,
    Field.ROLE: _roles,
    Field.AFFILIATION: _affiliations,
    Field.MUNICIPALITY: _municipalities,
    Field.DELEGATION: _delegations,
    Field.LANGUAGE: _languages,
    Field.VISIT: visits,
    Field.VISIT_LINE: visits,
    Field.VEHICLE: vehicles,
    Field.TAG: _tags,
    Field.ANSWER: _answers,
    Field.CONSENT: _consents,
    Field.PRESENT: _days,
}
