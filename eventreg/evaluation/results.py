"""What was answered, from five people on (R24): one place computes it for page, report and file."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import func, select

from eventreg.database import db
from eventreg.evaluation.answering import FEWEST, TEXTS, highest, lock
from eventreg.evaluation.models import Evaluation, EvaluationQuestion, EvaluationQuestionKind
from eventreg.events.models import Event
from eventreg.events.service import note
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Registration, RegistrationState


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """A text that was written; `key` names it, `aside` is why it is not shown, if it is not."""

    key: str
    text: str
    aside: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """The answers to a question: how many, and of each that can be chosen how many.

    `counts` is empty for texts and where fewer than five answered; `mean` and `median` only scales
    have, from 1 to 5.
    """

    question: EvaluationQuestion
    answers: int
    counts: tuple[int, ...] = ()
    mean: float | None = None
    median: float | None = None
    texts: tuple[Opinion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Results:
    """What `counted` of the `invited` people answered."""

    counted: int
    invited: int
    questions: tuple[QuestionResult, ...]

    @property
    def share(self) -> float:
        """The part of those invited that answered, from 0 to 1."""
        return self.counted / self.invited if self.invited else 0.0


def results_of(evaluation: Evaluation | None) -> Results | None:
    """The results; None until five people have answered (R24)."""
    if evaluation is None or evaluation.counted < FEWEST:
        return None
    return Results(
        counted=evaluation.counted,
        invited=max(invited_to(evaluation.event), evaluation.counted),
        questions=tuple(_result(question) for question in evaluation.questions),
    )


def invited_to(event: Event) -> int:
    """How many people can answer: those with a place."""
    people = select(func.count(Registration.id)).where(
        Registration.event_id == event.id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.sample.is_(False),
    )
    return db.session.scalar(people) or 0


def set_aside(
    question: EvaluationQuestion, key: str, *, reason: str, actor: Actor, now: datetime
) -> bool:
    """Show a text no more, or again where the reason is empty; tells whether there is such a text.

    The text itself is not in the log, for it may name somebody.
    """
    lock(question.evaluation)
    texts = question.counts.get(TEXTS, [])
    if key not in {key_of(each["text"]) for each in texts}:
        return False
    changed = [
        {"text": each["text"], "aside": reason} if key_of(each["text"]) == key else each
        for each in texts
    ]
    question.counts = {**question.counts, TEXTS: changed}
    action = "evaluation text set aside" if reason else "evaluation text shown again"
    event = question.evaluation.event
    note(action, event, actor=actor, now=now, after={"reason": reason} if reason else None)
    db.session.flush()
    return True


def key_of(text: str) -> str:
    """The name of a text in addresses; the same text has the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _result(question: EvaluationQuestion) -> QuestionResult:
    if question.kind is EvaluationQuestionKind.TEXT:
        texts = tuple(
            Opinion(key=key_of(each["text"]), text=each["text"], aside=each.get("aside", ""))
            for each in question.counts.get(TEXTS, [])
        )
        return QuestionResult(question=question, answers=len(texts), texts=texts)
    counts = _counts(question, question.counts)
    answers = sum(counts)
    if answers < FEWEST:
        return QuestionResult(question=question, answers=answers)
    if question.kind is EvaluationQuestionKind.CHOICE:
        return QuestionResult(question=question, answers=answers, counts=counts)
    each = [value for value, number in enumerate(counts, start=1) for _ in range(number)]
    return QuestionResult(
        question=question,
        answers=answers,
        counts=counts,
        mean=sum(each) / answers,
        median=float(median(each)),
    )


def _counts(question: EvaluationQuestion, said: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(said.get(str(number), 0) for number in range(1, highest(question) + 1))


def choices_of(question: EvaluationQuestion) -> Sequence[LocalText]:
    """What may be chosen, first to last; of a scale the numbers, the ends with what they mean."""
    if question.kind is not EvaluationQuestionKind.SCALE:
        return question.choices
    ends = {1: question.low, highest(question): question.high}
    return [_step(number, ends.get(number)) for number in range(1, highest(question) + 1)]


def _step(number: int, meaning: LocalText | None) -> LocalText:
    if not meaning:
        return LocalText(lv=str(number), en=str(number))
    return LocalText({language: f"{number} – {words}" for language, words in meaning.items()})
