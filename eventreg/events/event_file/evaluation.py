"""The shape of an event file: the questionnaire; what people answered is not in it."""

from typing import Annotated

from pydantic import Field

from eventreg.evaluation.models import EvaluationQuestionKind
from eventreg.evaluation.service import MOST_QUESTIONS
from eventreg.events.event_file.values import Day, LocalLine, LocalName, Shape
from eventreg.language.local_text import LocalText

NOTHING = LocalText()


class EvaluationQuestionShape(Shape):
    """A question; a scale says what its ends mean, a choice what may be chosen."""

    kind: EvaluationQuestionKind
    label: LocalName
    low: LocalLine = NOTHING
    high: LocalLine = NOTHING
    choices: tuple[LocalName, ...] = ()
    required: bool = False


class EvaluationShape(Shape):
    """The questionnaire, open from its first to its last day."""

    opens_on: Day
    closes_on: Day
    asks: Annotated[bool, Field(description="Whether people are asked by mail.")] = False
    questions: Annotated[tuple[EvaluationQuestionShape, ...], Field(max_length=MOST_QUESTIONS)] = ()
