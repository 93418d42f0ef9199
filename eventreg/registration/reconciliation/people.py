"""Whether each registration is whole: its state, its seats, its answers, its consents."""

from collections.abc import Iterator

from sqlalchemy import and_, func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import (
    ACTIVE_STATES,
    ChoiceState,
    Consent,
    Delegation,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.questions.models import Answer, AnswerChoice, Question, QuestionOption
from eventreg.registration.reconciliation.finding import MOST, Fault, Violation, broken, whose
from eventreg.registration.states import HOLDING, HOLDING_CHOICES, QUEUED, WISHED_CHOICES
from eventreg.visits.models import SiteVisit, Vehicle

_NAMED = select(Registration.reference, Event.slug)
_PLACELESS = Registration.state.not_in(HOLDING)


def registered_twice() -> Iterator[Violation]:
    """More than one active registration of an address at an event."""
    for row in db.session.execute(
        select(Event.slug, func.count().label("number"))
        .select_from(Registration)
        .join(Registration.event)
        .where(Registration.state.in_(ACTIVE_STATES))
        .group_by(Event.id, Event.slug, func.lower(Registration.email_key))
        .having(func.count() > 1)
        .limit(MOST)
    ):
        yield Violation(f"event {row.slug}", f"one address registered {row.number} times", "R9")


def standing_wrongly() -> Iterator[Violation]:
    """Registrations in a state that something else contradicts."""
    state = Registration.state
    offered, waits = state == RegistrationState.OFFERED, state == RegistrationState.WAITING
    found = (
        _NAMED.select_from(Registration)
        .join(Registration.event)
        .outerjoin(Registration.delegation)
        .order_by(Registration.id)
    )
    yield from broken(
        found,
        Fault("an offer without an end", "R8", and_(offered, Registration.offer_until.is_(None))),
        Fault("waits, but not in line", "R8", and_(waits, Registration.queue_order.is_(None))),
        Fault(
            "an offer that it does not hold",
            "R8",
            and_(state.not_in(QUEUED), Registration.offer_until.is_not(None)),
        ),
        Fault("of another event's delegation", "R6", Delegation.event_id != Event.id),
    )


def seated_wrongly() -> Iterator[Violation]:
    """Seats that are held, offered or waited for as they must not be."""
    state = VisitChoice.state
    offered, waits = state == ChoiceState.OFFERED, state == ChoiceState.WAITING
    ended = Registration.state.not_in(ACTIVE_STATES)
    found = (
        _NAMED.select_from(VisitChoice)
        .join(VisitChoice.registration)
        .join(Registration.event)
        .join(VisitChoice.visit)
        .outerjoin(VisitChoice.vehicle)
        .order_by(VisitChoice.id)
    )
    yield from broken(
        found,
        Fault("a seat offered without end", "R8", and_(offered, VisitChoice.offer_until.is_(None))),
        Fault(
            "waits for a seat, not in line", "R8", and_(waits, VisitChoice.queue_order.is_(None))
        ),
        Fault("a seat without a place", "R6", and_(state.in_(HOLDING_CHOICES), _PLACELESS)),
        Fault("waits for a seat after the end", "R8", and_(state.in_(WISHED_CHOICES), ended)),
        Fault("a seat on another event's visit", "R6", SiteVisit.event_id != Event.id),
        Fault("a seat in another visit's vehicle", "R6", Vehicle.visit_id != SiteVisit.id),
    )


def answered_wrongly() -> Iterator[Violation]:
    """Options that are held without a place, or that nobody asked this person about."""
    found = (
        _NAMED.select_from(AnswerChoice)
        .join(AnswerChoice.answer)
        .join(Answer.registration)
        .join(Registration.event)
        .join(Answer.question)
        .join(AnswerChoice.option)
        .order_by(AnswerChoice.id)
    )
    yield from broken(
        found,
        Fault("an option held without a place", "R6", and_(AnswerChoice.holds, _PLACELESS)),
        Fault("an option of another question", "R6", QuestionOption.question_id != Question.id),
        Fault("an answer to another event's question", "R6", Question.event_id != Event.id),
    )


def agreed_twice() -> Iterator[Violation]:
    """More than one consent to the same that stands."""
    for row in db.session.execute(
        select(Registration.reference, Event.slug, Consent.purpose)
        .select_from(Consent)
        .join(Consent.registration)
        .join(Registration.event)
        .where(Consent.withdrawn_at.is_(None))
        .group_by(Registration.id, Registration.reference, Event.slug, Consent.purpose)
        .having(func.count() > 1)
        .limit(MOST)
    ).mappings():
        what = f"agrees to {row['purpose'].value} more than once"
        yield Violation(whose(row), what, "R21")
