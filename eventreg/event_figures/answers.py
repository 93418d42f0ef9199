"""What people with a place answered, counted: choices, yes or no, and numbers; never texts.

Not counted is what points to somebody's health, faith, origin or needs (R20), and what fewer than
five people have answered (R24).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from eventreg.database import db
from eventreg.documents.facts.report import Count, Series
from eventreg.evaluation.answering import FEWEST
from eventreg.event_figures.facts import Answered
from eventreg.events.models import Event
from eventreg.language import numbers
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Registration
from eventreg.registration.questions.forbidden import is_counted
from eventreg.registration.questions.models import Answer, AnswerChoice, Question, QuestionKind
from eventreg.registration.questions.queries import questions_of
from eventreg.registration.questions.service import facts_of
from eventreg.registration.turnout import takes_part

_KINDS = frozenset(
    {QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO, QuestionKind.NUMBER}
)
MOST_VALUES = 12
_ROUND = (1, 2, 5, 10)


@dataclass(frozen=True)
class _Given:
    """All answers: of each question how many, by yes or no, by number; of each option how many."""

    answers: Mapping[int, int]
    yes: Mapping[tuple[int, bool], int]
    numbers: Mapping[int, Mapping[float, int]]
    options: Mapping[int, int]


def answered_in(event: Event, *, language: str) -> Answered:
    """The answers to the questions asked now, in their order; four statements at most."""
    asked = [each for each in questions_of(event) if each.kind in _KINDS]
    counted = [each for each in asked if is_counted(_read_with(each))]
    given = _given(event) if counted else _Given({}, {}, {}, {})
    shown = [each for each in counted if given.answers.get(each.id, 0) >= FEWEST]
    few = [each for each in counted if 0 < given.answers.get(each.id, 0) < FEWEST]
    return Answered(
        series=tuple(_series(each, given, language) for each in shown),
        several=frozenset(_name(each) for each in shown if each.kind is QuestionKind.CHOICES),
        notes={_name(each): tuple(_notes(each, given, language)) for each in shown},
        too_few=tuple(each.label.in_(language) for each in few),
        kept_apart=len(asked) - len(counted),
    )


def _read_with(question: Question) -> Iterable[LocalText]:
    """All that the question says, and the one that it is asked after."""
    yield from (*facts_of(question).texts(), question.purpose)
    if question.condition is not None:
        yield question.condition.depends_on.label


def _given(event: Event) -> _Given:
    here = (Registration.event_id == event.id) & takes_part()
    answers, yes = Counter[int](), Counter[tuple[int, bool]]()
    by_number: dict[int, Counter[float]] = {}
    for question, said, value, people in db.session.execute(
        select(Answer.question_id, Answer.yes, Answer.number, func.count())
        .join(Answer.registration)
        .where(here)
        .group_by(Answer.question_id, Answer.yes, Answer.number)
    ):
        answers[question] += people
        if said is not None:
            yes[question, said] += people
        if value is not None:
            by_number.setdefault(question, Counter())[value] += people
    options = db.session.execute(
        select(AnswerChoice.option_id, func.count())
        .join(AnswerChoice.answer)
        .join(Answer.registration)
        .where(here, AnswerChoice.holds)
        .group_by(AnswerChoice.option_id)
    )
    return _Given(answers, yes, by_number, {row[0]: row[1] for row in options})


def _name(question: Question) -> str:
    return f"answers-{question.uid}"


def _series(question: Question, given: _Given, language: str) -> Series:
    limited = any(option.capacity is not None for option in question.options)
    return Series(
        name=_name(question),
        title=question.label.in_(language),
        head=gettext("Answer"),
        of=gettext("People"),
        counts=tuple(_counts(question, given, language, limited=limited)),
        more=(gettext("Places"),) if limited else (),
        against=limited,
    )


def _counts(question: Question, given: _Given, language: str, *, limited: bool) -> Iterable[Count]:
    if question.kind is QuestionKind.YES_NO:
        yield Count(name=gettext("Yes"), number=given.yes.get((question.id, True), 0))
        yield Count(name=gettext("No"), number=given.yes.get((question.id, False), 0))
        return
    if question.kind is QuestionKind.NUMBER:
        yield from _by_number(given.numbers.get(question.id, {}), language)
        return
    for option in question.options:
        people = given.options.get(option.id, 0)
        if people or option.archived_at is None:
            more = (option.capacity,) if limited else ()
            yield Count(name=option.label.in_(language), number=people, more=more)


def _by_number(values: Mapping[float, int], language: str) -> Sequence[Count]:
    """People by the number they gave; where those are many, by steps of one round width."""
    if len(values) <= MOST_VALUES:
        return [
            Count(name=_written(value, language), number=values[value]) for value in sorted(values)
        ]
    width = _width((max(values) - min(values)) / (MOST_VALUES - 2))
    steps = Counter[int]()
    for value, people in values.items():
        steps[math.floor(value / width)] += people
    return [
        Count(
            name=gettext(
                "%(low)s to under %(high)s",
                low=_written(step * width, language),
                high=_written((step + 1) * width, language),
            ),
            number=steps[step],
        )
        for step in range(min(steps), max(steps) + 1)
    ]


def _width(least: float) -> float:
    """The smallest round number that is no less."""
    size = 10.0 ** math.floor(math.log10(least))
    return next(each * size for each in _ROUND if each * size >= least)


def _notes(question: Question, given: _Given, language: str) -> Iterable[str]:
    people = given.answers[question.id]
    yield ngettext("%(num)s person answered.", "%(num)s people answered.", people)
    if question.kind is QuestionKind.CHOICES:
        yield gettext("Several answers could be chosen.")
    if question.kind is QuestionKind.NUMBER:
        values = given.numbers.get(question.id, {})
        total = sum(value * number for value, number in values.items())
        yield gettext(
            "In all %(total)s, on average %(mean)s.",
            total=_written(total, language),
            mean=numbers.number(total / people, language, places=1),
        )


def _written(value: float, language: str) -> str:
    value = round(value, 6)
    return numbers.number(int(value) if value == int(value) else value, language)
