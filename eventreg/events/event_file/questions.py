"""The shape of an event file: the event's own questions, and what people answered.

A file that somebody attached is not in it, only its name; a backup carries the files.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from eventreg.events.event_file.values import (
    NO_NUL,
    Day,
    Key,
    Line,
    LocalLine,
    LocalName,
    LocalParagraphs,
    Moment,
    Places,
    Shape,
)
from eventreg.language.local_text import LocalText
from eventreg.registration.models import ParticipantRole
from eventreg.registration.questions.models import QuestionKind

NOTHING = LocalText()
Number = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]


class OptionShape(Shape):
    """Something to choose; `capacity` is how many may choose it, null when as many as will."""

    key: Key
    label: LocalName
    capacity: Places | None = None
    granted_beyond: Places = 0
    archived_at: Moment | None = None


class ConditionShape(Shape):
    """The question is asked only after a yes to an earlier one, or after that option of it."""

    question: Annotated[Key, Field(description="The key of a question that stands before.")]
    option: Annotated[Key | None, Field(description="The key of one of its options.")] = None


class QuestionShape(Shape):
    """A question of the registration form; an archived one is asked no more."""

    key: Key
    kind: QuestionKind
    label: LocalName
    help_text: LocalParagraphs = NOTHING
    purpose: LocalParagraphs = NOTHING
    required: bool = False
    kept_days: Annotated[int, Field(ge=0, le=36_500)] | None = None
    shown_to_role: ParticipantRole | None = None
    condition: ConditionShape | None = None
    options: tuple[OptionShape, ...] = ()
    archived_at: Moment | None = None


class ChosenOptionShape(Shape):
    """A chosen option as it was read; one that is `held` counts against its limit."""

    option: Annotated[Key, Field(description="The key of an option of the question.")]
    label: LocalName
    held: bool = False


class AnswerShape(Shape):
    """What a person answered; `asked` is the question as it was read then."""

    key: Key
    question: Annotated[Key, Field(description="The key of a question of this file.")]
    asked: LocalLine = NOTHING
    text: Annotated[str, StringConstraints(max_length=10_000, pattern=NO_NUL)] = ""
    number: Number | None = None
    day: Day | None = None
    yes: bool | None = None
    options: tuple[ChosenOptionShape, ...] = ()
    file_name: Line = ""
    given_at: Moment | None = None
