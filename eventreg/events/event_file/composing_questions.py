"""From the database to an event file: the event's own questions and the answers to them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.database import db
from eventreg.events.event_file.questions import (
    AnswerShape,
    ChosenOptionShape,
    ConditionShape,
    OptionShape,
    QuestionShape,
)
from eventreg.events.models import Event
from eventreg.registration.questions.models import (
    Answer,
    AnswerChoice,
    Question,
    QuestionCondition,
    QuestionOption,
)


def questions(event: Event) -> tuple[QuestionShape, ...]:
    """All questions in their order, those taken away too."""
    rows = db.session.scalars(
        select(Question)
        .where(Question.event_id == event.id)
        .order_by(Question.position, Question.id)
        .options(selectinload(Question.options), joinedload(Question.condition))
    )
    return tuple(_question(row) for row in rows)


def answers_by_person(event: Event) -> Mapping[int, Sequence[Answer]]:
    """The answers of everybody by the registration's number, in the order of the questions."""
    found: dict[int, list[Answer]] = {}
    rows = db.session.scalars(
        select(Answer)
        .join(Answer.question)
        .where(Question.event_id == event.id)
        .order_by(Question.position, Question.id)
        .options(
            joinedload(Answer.question),
            selectinload(Answer.chosen).joinedload(AnswerChoice.option),
        )
    )
    for row in rows:
        found.setdefault(row.registration_id, []).append(row)
    return found


def answer(row: Answer) -> AnswerShape:
    """An answer; of a file only its name."""
    chosen = sorted(row.chosen, key=lambda choice: (choice.option.position, choice.option.id))
    return AnswerShape(
        key=row.uid,
        question=row.question.uid,
        options=tuple(
            ChosenOptionShape(option=each.option.uid, label=each.label, held=each.holds)
            for each in chosen
        ),
        **{
            name: getattr(row, name)
            for name in ("asked", "text", "number", "day", "yes", "file_name", "given_at")
        },
    )


def _question(row: Question) -> QuestionShape:
    same = set(QuestionShape.model_fields) - {"key", "condition", "options"}
    return QuestionShape(
        key=row.uid,
        condition=_condition(row.condition),
        options=tuple(_option(option) for option in row.options),
        **{name: getattr(row, name) for name in same},
    )


def _condition(row: QuestionCondition | None) -> ConditionShape | None:
    if row is None:
        return None
    option = row.option.uid if row.option else None
    return ConditionShape(question=row.depends_on.uid, option=option)


def _option(row: QuestionOption) -> OptionShape:
    same = set(OptionShape.model_fields) - {"key"}
    return OptionShape(key=row.uid, **{name: getattr(row, name) for name in same})
