"""What an organiser does with the questionnaire of an event."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventreg.database import db
from eventreg.evaluation import errors
from eventreg.evaluation.answering import lock
from eventreg.evaluation.models import (
    Evaluation,
    EvaluationQuestion,
    EvaluationQuestionKind,
)
from eventreg.evaluation.ready_made import READY_MADE, QuestionFacts
from eventreg.events.models import Event
from eventreg.events.service import note
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.language.local_text import LocalText

MOST_QUESTIONS = 20
FEWEST_CHOICES = 2
OPEN_FOR = timedelta(days=14)  # after the last day


class Direction(StrEnum):
    """Where a question moves."""

    UP = "up"
    DOWN = "down"


def evaluation_of(event: Event) -> Evaluation | None:
    """The questionnaire with its questions, in two statements; None where there is none."""
    return db.session.scalar(
        select(Evaluation)
        .where(Evaluation.event_id == event.id)
        .options(selectinload(Evaluation.questions))
    )


def begin(event: Event, *, ready_made: bool, actor: Actor, now: datetime) -> Evaluation:
    """A questionnaire that opens on the event's last day; the one that stands, if one does."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
    standing = evaluation_of(event)
    if standing is not None:
        return standing
    made = Evaluation(event=event, opens_on=event.ends_on, closes_on=event.ends_on + OPEN_FOR)
    db.session.add(made)
    for position, facts in enumerate(READY_MADE if ready_made else ()):
        made.questions.append(question_made_of(facts, position))
    note("evaluation begun", event, actor=actor, now=now)
    db.session.flush()
    return made


def settle(
    evaluation: Evaluation,
    *,
    opens_on: date,
    closes_on: date,
    asks: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Say when it is open and whether people are asked by mail; raises ClosesBeforeItOpens."""
    if closes_on < opens_on:
        raise errors.ClosesBeforeItOpens
    before = _settings(evaluation)
    evaluation.opens_on, evaluation.closes_on, evaluation.asks = opens_on, closes_on, asks
    after = _settings(evaluation)
    if before != after:
        event = evaluation.event
        note("evaluation settled", event, actor=actor, now=now, before=before, after=after)
    db.session.flush()


def add_question(
    evaluation: Evaluation, *, facts: QuestionFacts, actor: Actor, now: datetime
) -> EvaluationQuestion:
    """Add a question as the last; raises TooManyQuestions, TooFewChoices."""
    lock(evaluation)
    if len(evaluation.questions) >= MOST_QUESTIONS:
        raise errors.TooManyQuestions
    _require_choices(facts)
    last = max((each.position for each in evaluation.questions), default=-1)
    question = question_made_of(facts, last + 1)
    evaluation.questions.append(question)
    db.session.flush()
    after = described(question)
    note("evaluation question added", evaluation.event, actor=actor, now=now, after=after)
    return question


def edit_question(
    question: EvaluationQuestion, *, facts: QuestionFacts, actor: Actor, now: datetime
) -> None:
    """Word a question better; raises QuestionHasAnswers when it would mean something else."""
    _require_choices(facts)
    lock(question.evaluation)
    if question.is_answered and len(facts.choices) != len(question.choices):
        raise errors.QuestionHasAnswers(field="choices")
    before = described(question)
    question.label, question.low, question.high = facts.label, facts.low, facts.high
    question.options, question.required = _labels(facts.choices), facts.required
    after = described(question)
    if before != after:
        event = question.evaluation.event
        note("evaluation question changed", event, actor=actor, now=now, before=before, after=after)
    db.session.flush()


def move_question(question: EvaluationQuestion, direction: Direction) -> None:
    """Change places with the neighbour above or below; the first and the last stay."""
    standing = list(question.evaluation.questions)
    at = standing.index(question)
    to = at + (1 if direction is Direction.DOWN else -1)
    if 0 <= to < len(standing):
        standing[at], standing[to] = standing[to], standing[at]
    for position, each in enumerate(standing):
        each.position = position
    db.session.flush()


def remove_question(question: EvaluationQuestion, *, actor: Actor, now: datetime) -> None:
    """Ask this no more; raises QuestionHasAnswers, for answers are not thrown away unseen."""
    lock(question.evaluation)
    if question.is_answered:
        raise errors.QuestionHasAnswers
    event, before = question.evaluation.event, described(question)
    note("evaluation question removed", event, actor=actor, now=now, before=before)
    question.evaluation.questions.remove(question)
    db.session.flush()


def question_of(event: Event, uid: str) -> EvaluationQuestion | None:
    """The event's question of that public name."""
    return db.session.scalar(
        select(EvaluationQuestion).where(
            EvaluationQuestion.event_id == event.id, EvaluationQuestion.uid == uid
        )
    )


def facts_of(question: EvaluationQuestion) -> QuestionFacts:
    """What is kept about a question, as a form shows it and a copy takes it."""
    return QuestionFacts(
        kind=question.kind,
        label=question.label,
        low=question.low,
        high=question.high,
        choices=question.choices,
        required=question.required,
    )


def described(question: EvaluationQuestion) -> dict[str, Any]:
    """The question as the log keeps it, without answers."""
    return {
        "label": dict(question.label),
        "kind": question.kind.value,
        "low": dict(question.low),
        "high": dict(question.high),
        "choices": [dict(each) for each in question.choices],
        "required": question.required,
    }


def question_made_of(facts: QuestionFacts, position: int) -> EvaluationQuestion:
    """A question that nobody has answered, to be put into a questionnaire."""
    return EvaluationQuestion(
        uid=new_uid(),
        position=position,
        kind=facts.kind,
        label=facts.label,
        low=facts.low,
        high=facts.high,
        options=_labels(facts.choices),
        required=facts.required,
        counts={},
        waiting={},
    )


def _labels(choices: Sequence[LocalText]) -> dict[str, Any]:
    return {"labels": [dict(each) for each in choices]} if choices else {}


def _require_choices(facts: QuestionFacts) -> None:
    if facts.kind is EvaluationQuestionKind.CHOICE and len(facts.choices) < FEWEST_CHOICES:
        raise errors.TooFewChoices


def _settings(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "opens_on": evaluation.opens_on.isoformat(),
        "closes_on": evaluation.closes_on.isoformat(),
        "asks": evaluation.asks,
    }
