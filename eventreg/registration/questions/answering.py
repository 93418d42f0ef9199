"""What a person answers: checked against the questions, written, and held or let go (R6, R7).

An option is a limit like the event itself: it is taken with it, in the one order, by
`registration.places`. Whoever loses the place loses the option. Whoever gets a place later, when an
option is full by then, keeps the place and the answer, and is told that the option is not kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import ParticipantRole, Registration
from eventreg.registration.questions import conditions, uploads
from eventreg.registration.questions.errors import (
    OptionNotOffered,
    QuestionsChanged,
    QuestionUnanswered,
)
from eventreg.registration.questions.given import Answers, GivenAnswer
from eventreg.registration.questions.models import (
    Answer,
    AnswerChoice,
    Question,
    QuestionKind,
    QuestionOption,
)
from eventreg.registration.questions.queries import answers_of, questions_of
from eventreg.registration.states import HOLDING

_CHOOSING = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A question that is asked of the person, with the answer and the options it names."""

    question: Question
    given: GivenAnswer | None
    options: Sequence[QuestionOption] = ()


def settle(
    event: Event,
    role: ParticipantRole,
    answers: Answers,
    *,
    of: Registration | None = None,
    insist: bool,
    questions: Sequence[Question] | None = None,
) -> Sequence[Settled]:
    """The questions asked of a person in that role, with the answers; what is not asked falls away.

    `insist` refuses a required question left open; staff may leave one. A registration keeps
    options that are no longer offered. The event's `questions` are read unless given. Raises
    QuestionUnanswered, OptionNotOffered and QuestionsChanged.
    """
    given = {each.question: each for each in answers if each}
    if not given and of is None and not insist:
        return ()  # as of most rows of a table, where reading the questions would cost the most
    questions = questions_of(event) if questions is None else questions
    if given.keys() - {question.uid for question in questions}:
        raise QuestionsChanged
    chosen = _chosen_by(of)
    return [
        _settled(question, given.get(question.uid), chosen, insist=insist)
        for question in conditions.asked(questions, role=role, given=given)
    ]


def options_in(settled: Iterable[Settled]) -> Sequence[QuestionOption]:
    """All options chosen."""
    return [option for each in settled for option in each.options]


def write(registration: Registration, settled: Iterable[Settled], *, now: datetime) -> bool:
    """Keep just these answers; tells whether anything changed. The places are the caller's.

    An answer that stays as it was keeps the words in which it was asked. Answers to questions that
    were taken away stay.
    """
    standing = {answer.question_id: answer for answer in answers_of(registration)}
    wanted = {each.question.id: (each, each.given) for each in settled if each.given}
    changed = False
    for question_id, answer in standing.items():
        if question_id not in wanted and answer.question.archived_at is None:
            drop(answer, now=now)
            changed = True
    for question_id, (each, given) in wanted.items():
        before = standing.get(question_id)
        if before is None or not _same(before, each, given):
            _write(registration, before, each, given, now)
            changed = True
    db.session.flush()
    return changed


def drop(answer: Answer, *, now: datetime) -> None:
    """Take an answer away with its file; the options it holds are the caller's business."""
    uploads.discard(answer.file_key, now=now)
    db.session.delete(answer)


def let_go(registration: Registration) -> None:
    """Note that the person holds no option any more; the answers stay."""
    _hold(registration, holds=False)


def note_held(registration: Registration, missed: Iterable[Limited]) -> None:
    """Note that the person holds all options chosen, but for those `missed`."""
    missed_ids = {option.id for option in missed if isinstance(option, QuestionOption)}
    _hold(registration, holds=True, but=missed_ids)


def carry_answers(kept: Registration, other: Registration) -> None:
    """Let the kept one of two registrations have the answers that it has not given itself.

    Options that they hold go with them, so that no limit moves; where both answered, the kept one's
    answer stays.
    """
    answered = {answer.question_id for answer in answers_of(kept)}
    for answer in answers_of(other):
        if answer.question_id not in answered:
            answer.registration = kept
    db.session.flush()


def _hold(
    registration: Registration, *, holds: bool, but: frozenset[int] | set[int] = frozenset()
) -> None:
    answers = [answer.id for answer in answers_of(registration)]
    if not answers:
        return
    db.session.execute(
        update(AnswerChoice)
        .where(AnswerChoice.answer_id.in_(answers), AnswerChoice.option_id.not_in(but))
        .values(holds=holds)
        .execution_options(synchronize_session="fetch")
    )


def _settled(
    question: Question, given: GivenAnswer | None, chosen: frozenset[str], *, insist: bool
) -> Settled:
    if given is None:
        if insist and question.required:
            raise QuestionUnanswered(question.uid, question.label)
        return Settled(question=question, given=None)
    if not _fits(question.kind, given):
        raise QuestionsChanged
    offered = {
        option.uid: option
        for option in question.options
        if option.archived_at is None or option.uid in chosen
    }
    if set(given.options) - offered.keys():
        raise OptionNotOffered(question.uid)
    options = [option for uid, option in offered.items() if uid in given.options]
    return Settled(question=question, given=given, options=options)


def _fits(kind: QuestionKind, given: GivenAnswer) -> bool:
    if kind in _CHOOSING:
        return bool(given.options) and (kind is QuestionKind.CHOICES or len(given.options) == 1)
    values: Mapping[QuestionKind, object] = {
        QuestionKind.SHORT_TEXT: given.text or None,
        QuestionKind.LONG_TEXT: given.text or None,
        QuestionKind.NUMBER: given.number,
        QuestionKind.DATE: given.day,
        QuestionKind.YES_NO: given.yes,
        QuestionKind.FILE: given.file,
    }
    return values[kind] is not None


def _chosen_by(registration: Registration | None) -> frozenset[str]:
    if registration is None:
        return frozenset()
    return frozenset(
        choice.option.uid for answer in answers_of(registration) for choice in answer.chosen
    )


def _write(
    registration: Registration,
    answer: Answer | None,
    each: Settled,
    given: GivenAnswer,
    now: datetime,
) -> None:
    if answer is None:
        answer = Answer(registration_id=registration.id, question=each.question)
        db.session.add(answer)
    answer.asked, answer.given_at = each.question.label, now
    answer.text, answer.number = given.text, given.number
    answer.day, answer.yes = given.day, given.yes
    if each.question.kind is QuestionKind.FILE:
        uploads.attach(answer, given.file, now=now)
    _choose(answer, each.options, holds=registration.state in HOLDING)


def _same(answer: Answer, each: Settled, given: GivenAnswer) -> bool:
    kept = (answer.text, answer.number, answer.day, answer.yes, answer.file_key)
    file_key = given.file.key if given.file else ""
    wanted = (given.text, given.number, given.day, given.yes, file_key)
    chosen = {choice.option_id for choice in answer.chosen}
    held = all(choice.holds for choice in answer.chosen)
    waiting = answer.registration.state not in HOLDING
    same_options = chosen == {option.id for option in each.options} and (held or waiting)
    return kept == wanted and same_options


def _choose(answer: Answer, options: Sequence[QuestionOption], *, holds: bool) -> None:
    known = {choice.option_id: choice for choice in answer.chosen}
    wanted = {option.id for option in options}
    for option_id, choice in known.items():
        if option_id not in wanted:
            answer.chosen.remove(choice)
        else:
            choice.holds = holds
    for option in options:
        if option.id not in known:
            answer.chosen.append(AnswerChoice(option=option, label=option.label, holds=holds))
