"""The questionnaire, what was answered, and who has answered: three things that nothing joins.

Answers are kept as numbers and texts of a question, never as rows of a person: there is neither a
moment nor an order in them. That somebody has answered is a row of its own without a moment.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText


class EvaluationQuestionKind(StrEnum):
    """How a question is answered: from one to five, one of some answers, in words."""

    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


class Evaluation(Base):
    """The questionnaire of an event, open from its first to its last day by the event's clocks.

    `answered` people have sent it; the answers of `counted` of them stand in the results, those of
    the others wait until there are enough of them. `asks` is whether people are asked by mail:
    `asked_at` and `reminded_at` are when, `mails` how many went out.
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
        CheckConstraint("counted >= 0 AND counted <= answered", name="counted_of_the_answered"),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    asks: Mapped[bool] = mapped_column(default=False, server_default=false())
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    mails: Mapped[int] = mapped_column(default=0, server_default="0")
    answered: Mapped[int] = mapped_column(default=0, server_default="0")
    counted: Mapped[int] = mapped_column(default=0, server_default="0")

    event: Mapped[Event] = relationship()
    questions: Mapped[list["EvaluationQuestion"]] = relationship(
        back_populates="evaluation",
        cascade="all, delete-orphan",
        order_by="(EvaluationQuestion.position, EvaluationQuestion.id)",
    )


class EvaluationQuestion(Base, HasUid):
    """A question with the answers to it.

    `low` and `high` say what the ends of a scale mean, `options` what may be chosen, in order.
    `counts` has the number of each answer by its number from 1, and under `texts` what was written,
    in alphabetical order; `waiting` has the same of those who do not count yet.
    """

    __tablename__ = "evaluation_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("evaluation.event_id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[EvaluationQuestionKind] = mapped_column(enum_column(EvaluationQuestionKind))
    label: Mapped[LocalText]
    low: Mapped[LocalText] = mapped_column(default=LocalText, server_default="{}")
    high: Mapped[LocalText] = mapped_column(default=LocalText, server_default="{}")
    options: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    required: Mapped[bool] = mapped_column(default=False, server_default=false())
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    waiting: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")

    evaluation: Mapped[Evaluation] = relationship(back_populates="questions")

    @property
    def choices(self) -> list[LocalText]:
        """What may be chosen."""
        return [LocalText(each) for each in self.options.get("labels", [])]

    @property
    def is_answered(self) -> bool:
        return bool(self.counts or self.waiting)


class EvaluationGiven(Base):
    """That somebody has answered, so that nobody does it twice; neither what nor when."""

    __tablename__ = "evaluation_given"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
