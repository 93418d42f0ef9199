"""From an event file to the database: the event's own questions and the answers to them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.events.event_file.consistency import placed
from eventreg.events.event_file.errors import Path
from eventreg.events.event_file.landing import Landing, assign, keys
from eventreg.events.event_file.people import RegistrationShape
from eventreg.events.event_file.questions import AnswerShape, OptionShape, QuestionShape
from eventreg.registration.models import Registration
from eventreg.registration.questions.models import (
    Answer,
    AnswerChoice,
    Question,
    QuestionCondition,
    QuestionOption,
)
from eventreg.registration.states import HOLDING

_QUESTION = (
    *("kind", "label", "help_text", "purpose", "required", "kept_days", "shown_to_role"),
    "archived_at",
)
_OPTION = ("label", "capacity", "granted_beyond", "archived_at")
_ANSWER = ("asked", "text", "number", "day", "yes", "file_name")


def land(landing: Landing) -> None:
    """Make the questions what the file says; one that has answers and is not in it is archived."""
    shapes = landing.file.questions
    event_id = landing.event.id
    landing.questions = landing.rows_by_key(Question, keys("questions", shapes), event_id=event_id)
    known = db.session.scalars(select(Question).where(Question.event_id == event_id)).all()
    _find_options(landing)
    for position, shape in enumerate(shapes):
        row = landing.questions.get(shape.key) or Question(uid=shape.key, event_id=event_id)
        assign(row, shape, _QUESTION)
        row.position = position
        landing.questions[shape.key] = row
        _write_condition(landing, row, shape)
        _write_options(landing, row, shape)
        db.session.add(row)
    db.session.flush()
    _archive([row for row in known if row.uid not in landing.questions], landing)


def land_answers(
    landing: Landing, path: Path, row: Registration, shape: RegistrationShape
) -> tuple[list[Limited], list[tuple[Limited, Path]]]:
    """Bring a person's answers up to date; returns the options held before and those wanted.

    A file that says nothing of answers leaves those there are.
    """
    standing = _answers_of(row)
    held: list[Limited] = [
        each.option for answer in standing for each in answer.chosen if each.holds
    ]
    known = {answer.question.uid: answer for answer in standing}
    wanted: list[tuple[Limited, Path]] = []
    for place, given in placed("answers", shape.answers):
        answer = known.pop(given.question, None)
        if answer is None:
            answer = Answer(uid=given.key, question=landing.questions[given.question])
            answer.registration = row
            db.session.add(answer)
        _write_answer(landing, answer, given)
        for number, chosen in enumerate(given.options):
            if chosen.held:
                where = (*path, *place, "options", number)
                wanted.append((landing.options[chosen.option], where))
    if not shape.answers and shape.state in HOLDING:
        return held, [(option, path) for option in held]
    if not shape.answers:
        for choice in [each for answer in standing for each in answer.chosen]:
            choice.holds = False
        return held, []
    for gone in known.values():
        db.session.delete(gone)
    return held, wanted


def _find_options(landing: Landing) -> None:
    paths: dict[str, Path] = {
        option.key: ("questions", number, "options", place)
        for number, question in enumerate(landing.file.questions)
        for place, option in enumerate(question.options)
    }
    rows = db.session.scalars(select(QuestionOption).where(QuestionOption.uid.in_(paths))).all()
    for row in rows:
        if row.question.uid not in landing.questions:
            reason = f"{row.uid!r} is the key of something else in this installation"
            landing.fault((*paths[row.uid], "key"), reason)
        landing.options[row.uid] = row


def _write_condition(landing: Landing, row: Question, shape: QuestionShape) -> None:
    if shape.condition is None:
        row.condition = None
        return
    if row.condition is None:
        row.condition = QuestionCondition()
    condition = shape.condition
    row.condition.depends_on = landing.questions[condition.question]
    row.condition.option = landing.options[condition.option] if condition.option else None


def _write_options(landing: Landing, row: Question, shape: QuestionShape) -> None:
    wanted = [_option(landing, row, option) for option in shape.options]
    for position, option in enumerate(wanted):
        option.position = position
    for option in [option for option in row.options if option not in wanted]:
        if _is_chosen(option):
            option.archived_at = option.archived_at or landing.now
        else:
            row.options.remove(option)


def _option(landing: Landing, question: Question, shape: OptionShape) -> QuestionOption:
    row = landing.options.get(shape.key)
    if row is None:
        row = QuestionOption(uid=shape.key, taken=0)
        question.options.append(row)
    assign(row, shape, _OPTION)
    landing.options[shape.key] = row
    return row


def _is_chosen(option: QuestionOption) -> bool:
    chosen = select(AnswerChoice.id).where(AnswerChoice.option_id == option.id).limit(1)
    return db.session.scalar(chosen) is not None


def _archive(rows: Iterable[Question], landing: Landing) -> None:
    for row in rows:
        answered = select(Answer.id).where(Answer.question_id == row.id).limit(1)
        if db.session.scalar(answered) is None:
            db.session.delete(row)
        else:
            row.archived_at = row.archived_at or landing.now
            row.condition = None


def _answers_of(row: Registration) -> Sequence[Answer]:
    if row.id is None:
        return []
    return db.session.scalars(select(Answer).where(Answer.registration_id == row.id)).all()


def _write_answer(landing: Landing, answer: Answer, shape: AnswerShape) -> None:
    assign(answer, shape, _ANSWER)
    answer.asked = shape.asked or answer.question.label
    if shape.given_at is not None:
        answer.given_at = shape.given_at
    elif answer.id is None:
        answer.given_at = landing.now
    known = {choice.option.uid: choice for choice in answer.chosen}
    for chosen in shape.options:
        choice = known.pop(chosen.option, None)
        if choice is None:
            choice = AnswerChoice(option=landing.options[chosen.option])
            answer.chosen.append(choice)
        choice.label, choice.holds = chosen.label, chosen.held
    for gone in known.values():
        answer.chosen.remove(gone)
