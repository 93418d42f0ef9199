"""Every counter against the rows that it counts, and every limit against who holds it (R6, R7)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import Delegation, Registration, VisitChoice
from eventreg.registration.questions.models import AnswerChoice, Question, QuestionOption
from eventreg.registration.reconciliation.finding import MOST, Violation
from eventreg.registration.states import HOLDING, HOLDING_CHOICES
from eventreg.visits.models import SiteVisit, Vehicle


class Counter(NamedTuple):
    """A table of limits, how it is called, the way to its event, and how many hold a place."""

    table: type[Limited]
    name: str
    to_event: tuple[InstrumentedAttribute[Any], ...]
    held: ColumnElement[int]


def miscounted() -> Iterator[Violation]:
    """Limits whose counter differs from the rows, or of which more is held than there is.

    One statement for each of the five kinds.
    """
    for counter in COUNTERS:
        yield from _miscounted(counter)


def _miscounted(counter: Counter) -> Iterator[Violation]:
    table = counter.table
    most = table.capacity + table.granted_beyond
    found = select(
        Event.slug, table.id, table.taken, most.label("most"), counter.held.label("held")
    ).select_from(table)
    for step in counter.to_event:
        found = found.join(step)
    wrong = or_(table.taken != counter.held, counter.held > most)
    for row in db.session.execute(found.where(wrong).order_by(table.id).limit(MOST)):
        where = f"event {row.slug}"
        if table is not Event:
            where = f"{counter.name} {row.id} of {where}"
        if row.taken != row.held:
            yield Violation(where, f"{row.taken} places counted, {row.held} held", "R7")
        if row.most is not None and row.held > row.most:
            yield Violation(where, f"{row.held} places held of {row.most}", "R6")


def _event_places() -> ColumnElement[int]:
    """Who holds a place outside reserving quotas, and each reserving quota as a whole."""
    people = (
        select(func.count(Registration.id))
        .outerjoin(Registration.delegation)
        .where(
            Registration.event_id == Event.id,
            Registration.state.in_(HOLDING),
            or_(Delegation.id.is_(None), not_(Delegation.reserves)),
        )
    )
    quotas = select(func.coalesce(func.sum(Delegation.capacity), 0)).where(
        Delegation.event_id == Event.id, Delegation.reserves
    )
    return people.scalar_subquery() + quotas.scalar_subquery()


def _quota_places() -> ColumnElement[int]:
    return (
        select(func.count(Registration.id))
        .where(Registration.delegation_id == Delegation.id, Registration.state.in_(HOLDING))
        .scalar_subquery()
    )


def _seats(whose: ColumnElement[bool]) -> ColumnElement[int]:
    return (
        select(func.count(VisitChoice.id))
        .join(VisitChoice.registration)
        .where(whose, VisitChoice.state.in_(HOLDING_CHOICES), Registration.state.in_(HOLDING))
        .scalar_subquery()
    )


def _options() -> ColumnElement[int]:
    return (
        select(func.count(AnswerChoice.id))
        .where(AnswerChoice.option_id == QuestionOption.id, AnswerChoice.holds)
        .scalar_subquery()
    )


COUNTERS = (
    Counter(Event, "event", (), _event_places()),
    Counter(Delegation, "delegation", (Delegation.event,), _quota_places()),
    Counter(SiteVisit, "visit", (SiteVisit.event,), _seats(VisitChoice.visit_id == SiteVisit.id)),
    Counter(
        Vehicle,
        "vehicle",
        (Vehicle.visit, SiteVisit.event),
        _seats(VisitChoice.vehicle_id == Vehicle.id),
    ),
    Counter(QuestionOption, "option", (QuestionOption.question, Question.event), _options()),
)
