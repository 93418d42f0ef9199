"""Answering without a name: what is said joins what others said, who said it is not kept.

The answers of the first five, and then of every further five, are added to the results together, so
that nobody who looks before and after can tell whose they are; the last ones when it is closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventreg import clock
from eventreg.database import db
from eventreg.evaluation import errors
from eventreg.evaluation.models import (
    Evaluation,
    EvaluationGiven,
    EvaluationQuestion,
    EvaluationQuestionKind,
)
from eventreg.events.models import Event, EventStatus
from eventreg.registration.models import Registration, RegistrationState

FEWEST = 5  # R24: fewer answers are shown to nobody
SCALE = 5
LONGEST = 2_000
TEXTS = "texts"
_OPEN = (EventStatus.PUBLISHED, EventStatus.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer: the number of what was chosen, from 1, or a text."""

    number: int | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return self.number is not None or bool(self.text)


NOTHING = Said()


def field_of(question: EvaluationQuestion) -> str:
    """The name of a question's field in forms and errors."""
    return f"q_{question.uid}"


def is_open(evaluation: Evaluation, *, now: datetime) -> bool:
    """Whether it can be answered, by the clocks of the event."""
    today = _today(evaluation.event, now)
    return (
        bool(evaluation.questions)
        and evaluation.event.status in _OPEN
        and evaluation.opens_on <= today <= evaluation.closes_on
    )


def has_answered(registration: Registration) -> bool:
    """Whether the person has sent the questionnaire."""
    return db.session.get(EvaluationGiven, registration.id) is not None


def may_answer(evaluation: Evaluation | None, registration: Registration, *, now: datetime) -> bool:
    """Whether the person could answer now, had it not been done."""
    return (
        evaluation is not None
        and registration.state is RegistrationState.CONFIRMED
        and is_open(evaluation, now=now)
    )


def carry_over(*, kept: int, other: int) -> None:
    """Let the registration `kept` have answered if the other one has; what was said moves nowhere.

    Where both have answered, both answers stay: nobody can tell which are whose.
    """
    if db.session.get(EvaluationGiven, other) is not None:
        db.session.merge(EvaluationGiven(registration_id=kept))
        db.session.delete(db.session.get_one(EvaluationGiven, other))
        db.session.flush()


def answer(
    evaluation: Evaluation,
    registration: Registration,
    *,
    said: Mapping[str, Said],
    now: datetime,
) -> None:
    """Add what somebody said, by the public names of questions; nothing of it is in the log.

    Raises NotOpenForAnswers, AnsweredAlready, NothingAnswered, AnswerMissing, AnswerUnknown.
    """
    lock(evaluation)
    if not may_answer(evaluation, registration, now=now):
        raise errors.NotOpenForAnswers
    if has_answered(registration):
        raise errors.AnsweredAlready
    _require_fitting(evaluation.questions, said)
    db.session.add(EvaluationGiven(registration_id=registration.id))
    for question in evaluation.questions:
        question.waiting = _with(question.waiting, said.get(question.uid, NOTHING))
    evaluation.answered += 1
    if evaluation.answered - evaluation.counted >= FEWEST:
        count(evaluation)
    db.session.flush()


def lock(evaluation: Evaluation) -> None:
    """Let whoever else changes answers wait, and see it as it is now, its questions with it."""
    db.session.refresh(evaluation, with_for_update=True)


def count(evaluation: Evaluation) -> None:
    """Let all answers count."""
    for question in evaluation.questions:
        question.counts = _joined(question.counts, question.waiting)
        question.waiting = {}
    evaluation.counted = evaluation.answered


def count_the_last(evaluation: Evaluation, *, now: datetime) -> bool:
    """Let the last few count once it is closed, if there are enough in all; tells whether."""
    is_over = _today(evaluation.event, now) > evaluation.closes_on
    if not is_over or evaluation.answered < FEWEST or evaluation.counted == evaluation.answered:
        return False
    count(evaluation)
    db.session.flush()
    return True


def _today(event: Event, now: datetime) -> Any:
    return clock.shown_at(now, ZoneInfo(event.time_zone)).date()


def _require_fitting(questions: Sequence[EvaluationQuestion], said: Mapping[str, Said]) -> None:
    for question in questions:
        given = said.get(question.uid, NOTHING)
        if question.required and not given:
            raise errors.AnswerMissing(field_of(question))
        if given.number is not None and not 1 <= given.number <= highest(question):
            raise errors.AnswerUnknown(field_of(question))
    if not any(said.get(question.uid) for question in questions):
        raise errors.NothingAnswered


def highest(question: EvaluationQuestion) -> int:
    """The number of the last of what can be chosen; none of a text."""
    if question.kind is EvaluationQuestionKind.SCALE:
        return SCALE
    return len(question.choices)


def _with(standing: Mapping[str, Any], given: Said) -> dict[str, Any]:
    if given.number is not None:
        return _joined(standing, {str(given.number): 1})
    return _joined(standing, {TEXTS: [{"text": given.text}]} if given.text else {})


def _joined(some: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers are added up; texts stand in alphabetical order, so that none tells when it came."""
    found = dict(some)
    for key, more in others.items():
        found[key] = found.get(key, [] if key == TEXTS else 0) + more
    if TEXTS in found:
        found[TEXTS] = sorted(found[TEXTS], key=lambda each: str(each["text"]))
    return found
