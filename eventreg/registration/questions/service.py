"""The verbs of an organiser on an event's own questions."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, func, select

from eventreg.capacity import set_capacity
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.language.search import folded
from eventreg.registration.questions import rules
from eventreg.registration.questions.errors import (
    ConditionNotEarlier,
    KindIsAnswered,
    OptionHoldsMore,
    OthersHangOn,
    TooManyFiles,
    TooManyQuestions,
)
from eventreg.registration.questions.models import (
    Answer,
    AnswerChoice,
    Question,
    QuestionCondition,
    QuestionKind,
    QuestionOption,
)
from eventreg.registration.questions.queries import questions_of
from eventreg.registration.questions.rules import Hangs, OptionFacts, QuestionFacts

_PLAIN = ("kind", "label", "help_text", "purpose", "required", "kept_days", "shown_to_role")


class Direction(StrEnum):
    """Where a question moves among its neighbours."""

    UP = "up"
    DOWN = "down"


def add_question(*, event: Event, facts: QuestionFacts, actor: Actor, now: datetime) -> Question:
    """Ask something more, at the end of the form.

    Raises the errors of `rules.check`, ConditionNotEarlier, TooManyQuestions and TooManyFiles.
    """
    rules.check(facts)
    standing = _locked(event)
    if len(standing) >= rules.MOST_QUESTIONS:
        raise TooManyQuestions(rules.MOST_QUESTIONS)
    _require_few_files(standing, facts)
    question = Question(event_id=event.id, position=_last(event) + 1)
    _write(question, facts, standing, now)
    db.session.add(question)
    db.session.flush()
    _note("question added", question, event, actor=actor, now=now, after=_described(question))
    return question


def edit_question(*, question: Question, facts: QuestionFacts, actor: Actor, now: datetime) -> None:
    """Change a question; answers given so far keep the words in which it was asked.

    Raises what `add_question` raises, KindIsAnswered, OptionHoldsMore and OthersHangOn.
    """
    rules.check(facts)
    standing = _locked(question.event)
    if facts.kind is not question.kind:
        if is_answered(question):
            raise KindIsAnswered
        _require_nothing_hangs_on(question, standing, field="kind")
        _require_few_files([each for each in standing if each is not question], facts)
    before = _described(question)
    _write(question, facts, _before(question, standing), now)
    _require_conditions_met(standing)
    db.session.flush()
    old, new = history.changed(before, _described(question))
    if new:
        _note("question changed", question, question.event, actor=actor, now=now, **_both(old, new))


def move_question(*, question: Question, direction: Direction, actor: Actor, now: datetime) -> None:
    """Move a question past its neighbour; nothing happens at the end of the list.

    Raises ConditionNotEarlier when one of the two hangs on the other.
    """
    order = list(_locked(question.event))
    here = order.index(question)
    there = here - 1 if direction is Direction.UP else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    if not _conditions_met(order):
        raise ConditionNotEarlier
    for position, each in enumerate(order):
        each.position = position
    db.session.flush()
    _note("question moved", question, question.event, actor=actor, now=now)


def remove_question(*, question: Question, actor: Actor, now: datetime) -> None:
    """Ask it no more; answers given are kept as long as they would be. Raises OthersHangOn."""
    _require_nothing_hangs_on(question, _locked(question.event))
    question.condition = None
    before = _described(question)
    event = question.event
    if is_answered(question):
        question.archived_at = now
    else:
        db.session.delete(question)
    db.session.flush()
    _note("question removed", question, event, actor=actor, now=now, before=before)


def copy_questions(
    *, source: Event, event: Event, actor: Actor, now: datetime
) -> Sequence[Question]:
    """Ask what an earlier event asked, but for questions that stand here already.

    Raises what `add_question` raises; the caller knows that both are of one organisation.
    """
    known = {folded(question.label.in_("lv")): question for question in questions_of(event)}
    twins: dict[str, Question] = {}
    added = []
    for question in questions_of(source):
        name = folded(question.label.in_("lv"))
        twin = known.get(name)
        if twin is None:
            facts = _moved(facts_of(question), twins, question)
            twin = add_question(event=event, facts=facts, actor=actor, now=now)
            added.append(twin)
        twins[question.uid] = twin
    return added


def facts_of(question: Question) -> QuestionFacts:
    """What is kept about a question, as its form shows it."""
    condition = question.condition
    hangs = None
    if condition is not None:
        hangs = Hangs(condition.depends_on.uid, condition.option.uid if condition.option else "")
    return QuestionFacts(
        **{name: getattr(question, name) for name in _PLAIN},
        condition=hangs,
        options=tuple(
            OptionFacts(option.label, option.capacity, option.uid)
            for option in question.options
            if option.archived_at is None
        ),
    )


def is_answered(question: Question) -> bool:
    """Whether anybody has answered it."""
    return bool(db.session.scalar(select(exists().where(Answer.question_id == question.id))))


def moves_of(questions: Sequence[Question]) -> dict[str, list[Direction]]:
    """By public name, where each question can move."""
    found: dict[str, list[Direction]] = {question.uid: [] for question in questions}
    for number in range(len(questions) - 1):
        order = list(questions)
        order[number : number + 2] = order[number + 1], order[number]
        if _conditions_met(order):
            found[questions[number].uid].append(Direction.DOWN)
            found[questions[number + 1].uid].append(Direction.UP)
    return found


def _locked(event: Event) -> Sequence[Question]:
    """The event's questions; two who change them go one after the other."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
    return questions_of(event)


def _last(event: Event) -> int:
    highest = select(func.max(Question.position)).where(Question.event_id == event.id)
    found = db.session.scalar(highest)
    return -1 if found is None else found


def _before(question: Question, standing: Sequence[Question]) -> Sequence[Question]:
    return standing[: list(standing).index(question)]


def _write(
    question: Question, facts: QuestionFacts, earlier: Sequence[Question], now: datetime
) -> None:
    for name in _PLAIN:
        setattr(question, name, getattr(facts, name))
    with db.session.no_autoflush:
        _write_condition(question, facts.condition, earlier)
        _write_options(question, facts.options if facts.kind in rules.CHOOSING else (), now)


def _write_condition(question: Question, hangs: Hangs | None, earlier: Sequence[Question]) -> None:
    if hangs is None:
        question.condition = None
        return
    depends_on = next((each for each in earlier if each.uid == hangs.question), None)
    if depends_on is None:
        raise ConditionNotEarlier
    if (not hangs.option) is not (depends_on.kind is QuestionKind.YES_NO):
        raise ConditionNotEarlier
    option = next((each for each in depends_on.options if each.uid == hangs.option), None)
    if hangs.option and option is None:
        raise ConditionNotEarlier
    if question.condition is None:
        question.condition = QuestionCondition()
    question.condition.depends_on, question.condition.option = depends_on, option


def _write_options(question: Question, options: Sequence[OptionFacts], now: datetime) -> None:
    known = {option.uid: option for option in question.options}
    for position, facts in enumerate(options):
        option = known.pop(facts.uid, None)
        if option is None:
            option = QuestionOption(label=facts.label, capacity=facts.capacity, taken=0)
            option.granted_beyond = 0
            question.options.append(option)
        elif option.capacity != facts.capacity and not set_capacity(
            db.session(), option, facts.capacity
        ):
            raise OptionHoldsMore(option.label, option.taken)
        option.label, option.position, option.archived_at = facts.label, position, None
    for gone in known.values():
        if _is_chosen(gone):
            gone.archived_at = gone.archived_at or now
        else:
            question.options.remove(gone)


def _is_chosen(option: QuestionOption) -> bool:
    chosen = select(exists().where(AnswerChoice.option_id == option.id))
    return bool(db.session.scalar(chosen))


def _require_few_files(standing: Iterable[Question], facts: QuestionFacts) -> None:
    files = sum(question.kind is QuestionKind.FILE for question in standing)
    if facts.kind is QuestionKind.FILE and files >= rules.MOST_FILES:
        raise TooManyFiles(rules.MOST_FILES)


def _require_nothing_hangs_on(
    question: Question, standing: Iterable[Question], *, field: str | None = None
) -> None:
    for other in standing:
        if other.condition is not None and other.condition.depends_on is question:
            raise OthersHangOn(other.label, field=field)


def _require_conditions_met(standing: Iterable[Question]) -> None:
    """An option on which another question hangs cannot go."""
    for other in standing:
        condition = other.condition
        option = condition.option if condition else None
        if condition is None or option is None:
            continue
        if option not in condition.depends_on.options or option.archived_at is not None:
            raise OthersHangOn(other.label, field="options")


def _conditions_met(order: Sequence[Question]) -> bool:
    seen: set[int] = set()
    for question in order:
        condition = question.condition
        if condition is not None and condition.depends_on_id not in seen:
            return False
        seen.add(question.id)
    return True


def _moved(facts: QuestionFacts, twins: dict[str, Question], source: Question) -> QuestionFacts:
    """The facts for another event: new options, the condition on the twin of what it hung on."""
    condition = None
    if facts.condition is not None and source.condition is not None:
        twin = twins[facts.condition.question]
        option = _twin_option(source.condition.option, twin)
        fits = bool(option) is bool(facts.condition.option)
        condition = Hangs(twin.uid, option) if fits else None
    values: dict[str, Any] = {**vars(facts), "condition": condition}
    values["options"] = tuple(OptionFacts(each.label, each.capacity) for each in facts.options)
    return QuestionFacts(**values)


def _twin_option(option: QuestionOption | None, twin: Question) -> str:
    if option is None:
        return ""
    return next((each.uid for each in twin.options if each.label == option.label), "")


def _described(question: Question) -> dict[str, Any]:
    facts = facts_of(question)
    condition = facts.condition
    return {
        **{name: getattr(facts, name) for name in ("kind", "required", "kept_days")},
        **{name: dict(getattr(facts, name)) for name in ("label", "help_text", "purpose")},
        "shown_to_role": facts.shown_to_role,
        "condition": list(condition) if condition else None,
        "options": [[dict(option.label), option.capacity] for option in facts.options],
    }


def _both(old: dict[str, Any], new: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"before": old, "after": new}


def _note(
    action: str,
    question: Question,
    event: Event,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    history.record(
        action,
        actor=actor,
        now=now,
        subject="question",
        subject_uid=question.uid,
        organisation_id=event.organisation_id,
        event_id=event.id,
        before=before,
        after=after,
    )
