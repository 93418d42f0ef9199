"""Asking by mail for what people thought: once, and once more of those who have not answered."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import or_, select

from eventreg import clock
from eventreg.attendance.models import Attendance
from eventreg.database import db
from eventreg.evaluation.answering import count_the_last, is_open
from eventreg.evaluation.models import Evaluation, EvaluationGiven
from eventreg.ports.tasks import TaskQueue
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import Notice, tell

# By the clocks of the event.
NOT_BEFORE = time(8)
AGAIN_AFTER = timedelta(days=4)


def init(app: Flask) -> None:
    """Name the sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("evaluation", see_to_evaluations)


def see_to_evaluations() -> None:
    """Ask where it is time, count what is closed; each event is a transaction of its own."""
    unfinished = select(Evaluation.event_id).where(
        or_(
            Evaluation.asks & Evaluation.reminded_at.is_(None),
            Evaluation.counted < Evaluation.answered,
        )
    )
    for number in db.session.scalars(unfinished).all():
        evaluation = db.session.get(
            Evaluation, number, with_for_update=True, populate_existing=True
        )
        if evaluation is not None:
            count_the_last(evaluation, now=clock.now())
            ask(evaluation, now=clock.now())
        db.session.commit()


def ask(evaluation: Evaluation, *, now: datetime) -> int:
    """Write the mail that is due, in the transaction that notes it; returns to how many.

    First the day after the event, or when it opens if that is later; once more four days later, to
    those who have not answered. The row must be locked.
    """
    which = _due(evaluation, now)
    if which is None:
        return 0
    people = silent_at(evaluation)
    for person in people:
        tell(person, Notice.EVALUATE, now=now)
    setattr(evaluation, which, now)
    evaluation.mails += len(people)
    db.session.flush()
    return len(people)


def silent_at(evaluation: Evaluation) -> Sequence[Registration]:
    """Who was there and has not answered; everybody with a place where no presence was noted."""
    event = evaluation.event
    there = select(Attendance.registration_id).join(
        Registration, Registration.id == Attendance.registration_id
    )
    there = there.where(Registration.event_id == event.id)
    was_noted = db.session.scalar(select(there.exists()))
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.sample.is_(False),
            Registration.id.not_in(select(EvaluationGiven.registration_id)),
            *((Registration.id.in_(there),) if was_noted else ()),
        )
        .order_by(Registration.id)
    ).all()


def _due(evaluation: Evaluation, now: datetime) -> str | None:
    """Which mail is due: one of the two columns."""
    event = evaluation.event
    here = clock.shown_at(now, ZoneInfo(event.time_zone))
    first = max(evaluation.opens_on, event.ends_on + timedelta(days=1))
    if not evaluation.asks or not is_open(evaluation, now=now) or here.time() < NOT_BEFORE:
        return None
    if evaluation.asked_at is None:
        return "asked_at" if here.date() >= first else None
    asked_on = clock.shown_at(evaluation.asked_at, ZoneInfo(event.time_zone)).date()
    is_time = here.date() >= asked_on + AGAIN_AFTER
    return "reminded_at" if evaluation.reminded_at is None and is_time else None
