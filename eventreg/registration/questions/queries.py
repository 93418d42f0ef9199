"""Reading an event's questions and what people answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Registration
from eventreg.registration.questions import wording
from eventreg.registration.questions.conditions import asked
from eventreg.registration.questions.given import FileGiven, GivenAnswer
from eventreg.registration.questions.models import (
    Answer,
    AnswerChoice,
    Question,
    QuestionKind,
    QuestionOption,
)
from eventreg.registration.states import HOLDING


@dataclass(frozen=True, kw_only=True)
class ShownAnswer:
    """An answer as it is shown: the question as it was asked, the answer in words.

    `file_uid` names the answer where it is a file to be downloaded. `missed` are options chosen
    that are not kept for the person, because they were full when it came to it.
    """

    question: LocalText
    words: str
    file_uid: str | None = None
    missed: Sequence[str] = ()


@dataclass(frozen=True)
class AnswerColumns:
    """The answers of an event as columns: a heading for each question, a row for each person."""

    headings: Sequence[str]
    values: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def of(self, registration_id: int) -> Sequence[str]:
        """The cells of a registration, empty ones where nothing was answered."""
        return self.values.get(registration_id) or [""] * len(self.headings)


def questions_of(event: Event) -> Sequence[Question]:
    """The event's questions in their order, with options and conditions; at most two statements."""
    return db.session.scalars(_of_event(), {"event": event.id}).all()


@cache
def _of_event() -> Select[Question]:
    """The statement that reads an event's questions; made once, as every form needs it."""
    return (
        select(Question)
        .where(Question.event_id == bindparam("event"), Question.archived_at.is_(None))
        .order_by(Question.position, Question.id)
        .options(selectinload(Question.options), joinedload(Question.condition))
    )


def question_of(event: Event, uid: str) -> Question | None:
    """A question of this event that is asked; one of another event is not found."""
    return db.session.scalar(
        select(Question)
        .where(Question.event_id == event.id, Question.uid == uid, Question.archived_at.is_(None))
        .options(selectinload(Question.options), joinedload(Question.condition))
    )


def answers_of(registration: Registration) -> Sequence[Answer]:
    """What a person answered, in the order of the questions."""
    return _answers_of([registration])


def _answers_of(people: Iterable[Registration]) -> Sequence[Answer]:
    return db.session.scalars(
        select(Answer)
        .join(Answer.question)
        .where(Answer.registration_id.in_([person.id for person in people]))
        .order_by(Question.position, Question.id)
        .options(
            joinedload(Answer.question),
            selectinload(Answer.chosen).joinedload(AnswerChoice.option),
        )
    ).all()


def answer_of(registration: Registration, uid: str) -> Answer | None:
    """An answer of this person."""
    return db.session.scalar(
        select(Answer).where(Answer.registration_id == registration.id, Answer.uid == uid)
    )


def given_of(registration: Registration) -> Mapping[str, GivenAnswer]:
    """What a person answered, as a form shows it again; without options that are not kept."""
    holding = registration.state in HOLDING
    return {
        answer.question.uid: as_given(answer, only_held=holding)
        for answer in answers_of(registration)
    }


def as_given(answer: Answer, *, only_held: bool = False) -> GivenAnswer:
    """The answer as plain values."""
    return GivenAnswer(
        question=answer.question.uid,
        text=answer.text,
        number=answer.number,
        day=answer.day,
        yes=answer.yes,
        options=tuple(
            choice.option.uid for choice in answer.chosen if choice.holds or not only_held
        ),
        file=FileGiven(key=answer.file_key, name=answer.file_name) if answer.file_name else None,
    )


def answers_in_words(registration: Registration) -> Sequence[ShownAnswer]:
    """What a person answered, for a page about them."""
    language = locale.current()
    holding = registration.state in HOLDING
    return [
        ShownAnswer(
            question=answer.asked,
            words=in_words(answer, language),
            file_uid=answer.uid if answer.file_key else None,
            missed=_missed(answer, language) if holding else (),
        )
        for answer in answers_of(registration)
    ]


def left_open(registration: Registration) -> Sequence[LocalText]:
    """The questions that the person must answer and has not, having been entered by another."""
    return left_open_among([registration])[registration.id]


def left_open_among(people: Sequence[Registration]) -> Mapping[int, Sequence[LocalText]]:
    """The same of several people of one event, by their ids; five statements at most."""
    questions = questions_of(people[0].event) if people else ()
    given: dict[int, dict[str, GivenAnswer]] = {person.id: {} for person in people}
    holding = {person.id for person in people if person.state in HOLDING}
    for answer in _answers_of(people):
        given[answer.registration_id][answer.question.uid] = as_given(
            answer, only_held=answer.registration_id in holding
        )
    return {
        person.id: [
            question.label
            for question in asked(questions, role=person.role, given=given[person.id])
            if question.required and question.uid not in given[person.id]
        ]
        for person in people
    }


def missed_options(registration: Registration, language: str) -> Sequence[str]:
    """The options that a person with a place chose and does not have: they were full by then."""
    if registration.state not in HOLDING:
        return []
    labels = db.session.scalars(
        select(AnswerChoice.label)
        .join(AnswerChoice.answer)
        .where(Answer.registration_id == registration.id, AnswerChoice.holds.is_(False))
        .order_by(AnswerChoice.id)
    )
    return [label.in_(language) for label in labels]


def in_words(answer: Answer, language: str) -> str:
    """An answer in words; options are called as they were read."""
    if answer.question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return wording.in_one_line(choice.label.in_(language) for choice in answer.chosen)
    return wording.plain_value(answer, file_name=answer.file_name)


def answer_columns(event: Event) -> AnswerColumns:
    """Everybody's answers as columns in the language of the page; three statements at most.

    A question that was taken away has its column as long as it has answers.
    """
    language = locale.current()
    answers = db.session.scalars(
        select(Answer)
        .join(Answer.question)
        .where(Question.event_id == event.id)
        .order_by(Answer.id)
        .options(joinedload(Answer.question), selectinload(Answer.chosen))
    ).all()
    shown = [*questions_of(event), *_gone(answers)]
    place = {question.id: number for number, question in enumerate(shown)}
    values: dict[int, list[str]] = {}
    for answer in answers:
        cells = values.setdefault(answer.registration_id, [""] * len(shown))
        cells[place[answer.question_id]] = in_words(answer, language)
    return AnswerColumns([question.label.in_(language) for question in shown], values)


def options_held(registration: Registration) -> Sequence[QuestionOption]:
    """The options of which the person holds one."""
    return _options(registration, holds=True)


def options_wished(registration: Registration) -> Sequence[QuestionOption]:
    """The options that the person chose and does not hold."""
    return _options(registration, holds=False)


def _options(registration: Registration, *, holds: bool) -> Sequence[QuestionOption]:
    return db.session.scalars(
        select(QuestionOption)
        .join(AnswerChoice, AnswerChoice.option_id == QuestionOption.id)
        .join(AnswerChoice.answer)
        .where(Answer.registration_id == registration.id, AnswerChoice.holds.is_(holds))
        .order_by(QuestionOption.id)
        .options(joinedload(QuestionOption.question))
    ).all()


def _missed(answer: Answer, language: str) -> Sequence[str]:
    return [choice.label.in_(language) for choice in answer.chosen if not choice.holds]


def _gone(answers: Iterable[Answer]) -> Sequence[Question]:
    gone = {a.question.id: a.question for a in answers if a.question.archived_at is not None}
    return sorted(gone.values(), key=lambda question: (question.position, question.id))
