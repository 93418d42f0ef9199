"""Answers that are forgotten: when their question's time is over, or with the person (R22)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.capacity import limits_in_order, release_place
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import Registration
from eventreg.registration.questions.answering import drop
from eventreg.registration.questions.models import Answer, AnswerChoice, Question
from eventreg.registration.questions.queries import answers_of

# Nothing is forgotten while the event still goes on.
FEWEST_DAYS = 1


def forget_answers(registration: Registration, *, now: datetime) -> None:
    """Forget all that a person answered; the options held are given back."""
    forget(answers_of(registration), now=now)


def forget(answers: Sequence[Answer], *, now: datetime) -> None:
    """Take the answers away with their files, and give back the options that they hold."""
    held = Counter(choice.option for each in answers for choice in each.chosen if choice.holds)
    for option in limits_in_order(held):
        release_place(db.session(), option, held[option])  # type: ignore[index]
    for answer in answers:
        drop(answer, now=now)
    db.session.flush()


def answers_due(event: Event, *, today: date) -> Sequence[Answer]:
    """The answers to questions of the event whose time is over; those of samples stay."""
    due = [
        question_id
        for question_id, days in db.session.execute(
            select(Question.id, Question.kept_days).where(
                Question.event_id == event.id, Question.kept_days.is_not(None)
            )
        )
        if days is not None and today >= event.ends_on + timedelta(days=max(days, FEWEST_DAYS))
    ]
    if not due:
        return []
    return db.session.scalars(
        select(Answer)
        .join(Answer.registration)
        .where(Answer.question_id.in_(due), Registration.sample.is_(False))
        .order_by(Answer.id)
        .options(
            joinedload(Answer.question),
            selectinload(Answer.chosen).joinedload(AnswerChoice.option),
        )
    ).all()
