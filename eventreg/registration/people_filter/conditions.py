"""A filter of people as a condition of the database.

Each condition is either true or false, never unknown, so that "none of" is the opposite of "any
of" for those too of whom nothing is known.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select, true

from eventreg.attendance.models import Attendance
from eventreg.contributions.models import Contribution
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.collation import sort_key
from eventreg.language.search import folded
from eventreg.registration.models import (
    ChoiceState,
    Consent,
    Delegation,
    FormSubmission,
    Registration,
    VisitChoice,
)
from eventreg.registration.people_filter.model import (
    Comparison,
    Condition,
    Field,
    Filter,
    Join,
)
from eventreg.registration.people_filter.place_in import place_in
from eventreg.registration.questions.models import Answer, AnswerChoice, QuestionOption
from eventreg.registration.remarks.models import StaffNote, Tag, TagGiven
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.visits.models import SiteVisit, Vehicle

Fits = ColumnElement[bool]

# What a person was shown as a reference; see `identity.new_reference`.
_REFERENCE = re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}")


def select_people(event_id: int, wanted: Filter) -> Select[Registration]:
    """The registrations of an event that fit the filter, of whatever state; in no order yet.

    Whoever writes to people adds which states are meant. Order, limits and what is loaded with
    them are the caller's; `.with_only_columns(...)` asks for less.
    """
    return select(Registration).where(Registration.event_id == event_id, fits(event_id, wanted))


def fits(event_id: int, wanted: Filter) -> Fits:
    """The condition that a registration of this event fits the filter."""
    parts = [
        _condition(event_id, part) if isinstance(part, Condition) else fits(event_id, part)
        for part in wanted.parts
        if isinstance(part, Condition) or part
    ]
    if not parts:
        return true()
    if wanted.join is Join.ALL:
        return and_(*parts)
    return or_(*parts) if wanted.join is Join.ANY else not_(or_(*parts))


def _condition(event_id: int, condition: Condition) -> Fits:
    holds = _FIELDS[condition.field](event_id, condition)
    opposite = condition.comparison in (Comparison.IS_NOT, Comparison.LACKS, Comparison.EMPTY)
    return not_(holds) if opposite else holds


def _asks_whether(condition: Condition) -> bool:
    return condition.comparison in (Comparison.FILLED, Comparison.EMPTY)


def _words(_event_id: int, condition: Condition) -> Fits:
    """Each of the words stands in name, institution, address, reference or municipality."""
    return or_(*(_all_words(value) for value in condition.values))


def _all_words(text: str) -> Fits:
    return and_(true(), *(_word(word) for word in folded(text.replace("\0", "")).split()))


def _word(word: str) -> Fits:
    stands = place_in(Registration.search_text, word) > 0
    if not _REFERENCE.fullmatch(word):
        return stands
    shown_once = select(FormSubmission.registration_id).where(
        FormSubmission.reference == word.upper()
    )
    return or_(stands, Registration.id.in_(shown_once))


def _own(column: Any) -> Callable[[int, Condition], Fits]:
    """A column that always holds something."""
    return lambda _event_id, condition: column.in_(condition.values)


def _municipality(_event_id: int, condition: Condition) -> Fits:
    named = Registration.territory_id.is_not(None)
    if _asks_whether(condition):
        return named
    return and_(named, Registration.territory_id.in_([int(value) for value in condition.values]))


def _institution(_event_id: int, condition: Condition) -> Fits:
    if _asks_whether(condition):
        return Registration.institution != ""
    return Registration.institution_sort.in_([sort_key(value, "lv") for value in condition.values])


def _delegation(_event_id: int, condition: Condition) -> Fits:
    comes_with = Registration.delegation_id.is_not(None)
    if _asks_whether(condition):
        return comes_with
    named = select(Delegation.id).where(Delegation.uid.in_(condition.values))
    return and_(comes_with, Registration.delegation_id.in_(named))


def _registered(event_id: int, condition: Condition) -> Fits:
    """From the day's beginning, or until its end, in the event's own time."""
    event = db.session.get_one(Event, event_id)
    (value, *_more) = condition.values
    day = date.fromisoformat(value)
    if condition.comparison is Comparison.FROM:
        return Registration.created_at >= _midnight(day, event)
    return Registration.created_at < _midnight(day + timedelta(days=1), event)


def _midnight(day: date, event: Event) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(event.time_zone))


def _choosing(states: frozenset[ChoiceState]) -> Callable[[int, Condition], Fits]:
    """A visit on which the person has a seat, or waits for one."""

    def of(event_id: int, condition: Condition) -> Fits:
        visits = select(SiteVisit.id).where(SiteVisit.event_id == event_id)
        if not _asks_whether(condition):
            visits = visits.where(SiteVisit.uid.in_(condition.values))
        return exists().where(
            VisitChoice.registration_id == Registration.id,
            VisitChoice.visit_id.in_(visits),
            VisitChoice.state.in_(states),
        )

    return of


def _vehicle(event_id: int, condition: Condition) -> Fits:
    riding = (
        select(VisitChoice.registration_id)
        .join(VisitChoice.vehicle)
        .join(Vehicle.visit)
        .where(SiteVisit.event_id == event_id, VisitChoice.state.in_(HOLDING_CHOICES))
    )
    if not _asks_whether(condition):
        riding = riding.where(Vehicle.uid.in_(condition.values))
    return Registration.id.in_(riding)


def _tag(event_id: int, condition: Condition) -> Fits:
    given = select(TagGiven.registration_id).join(TagGiven.tag).where(Tag.event_id == event_id)
    if not _asks_whether(condition):
        given = given.where(Tag.uid.in_(condition.values))
    return Registration.id.in_(given)


def _note(_event_id: int, _condition: Condition) -> Fits:
    return exists().where(StaffNote.registration_id == Registration.id)


def _answer(_event_id: int, condition: Condition) -> Fits:
    chosen = (
        select(Answer.registration_id)
        .join(Answer.chosen)
        .join(AnswerChoice.option)
        .where(QuestionOption.uid.in_(condition.values))
    )
    return Registration.id.in_(chosen)


def _consent(_event_id: int, condition: Condition) -> Fits:
    return exists().where(
        Consent.registration_id == Registration.id,
        Consent.purpose.in_(condition.values),
        Consent.withdrawn_at.is_(None),
    )


def _present(_event_id: int, condition: Condition) -> Fits:
    """On one of the days; on any day or visit when none is said."""
    was_there = exists().where(Attendance.registration_id == Registration.id)
    if _asks_whether(condition):
        return was_there
    days = [date.fromisoformat(value) for value in condition.values]
    return was_there.where(Attendance.day.in_(days))


def _contribution(event_id: int, _condition: Condition) -> Fits:
    given = select(Contribution.registration_id).where(
        Contribution.event_id == event_id, Contribution.registration_id.is_not(None)
    )
    return Registration.id.in_(given)


_FIELDS: Mapping[Field, Callable[[int, Condition], Fits]] = {
    Field.WORDS: _words,
    Field.STATE: _own(Registration.state),
    Field.ROLE: _own(Registration.role),
    Field.AFFILIATION: _own(Registration.affiliation),
    Field.MUNICIPALITY: _municipality,
    Field.INSTITUTION: _institution,
    Field.DELEGATION: _delegation,
    Field.LANGUAGE: _own(Registration.language),
    Field.REGISTERED: _registered,
    Field.VISIT: _choosing(HOLDING_CHOICES),
    Field.VISIT_LINE: _choosing(frozenset({ChoiceState.WAITING})),
    Field.VEHICLE: _vehicle,
    Field.TAG: _tag,
    Field.NOTE: _note,
    Field.ANSWER: _answer,
    Field.CONSENT: _consent,
    Field.PRESENT: _present,
    Field.CONTRIBUTION: _contribution,
}
