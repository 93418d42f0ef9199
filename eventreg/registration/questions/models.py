"""An event's own questions, what may be chosen, and what people answered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.capacity import Limited, limit_checks
from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText
from eventreg.registration.models import ParticipantRole, Registration


class QuestionKind(StrEnum):
    """How a question is answered."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    FILE = "file"


class Question(Base, HasUid):
    """A question of an event's registration form.

    `purpose` says why it is asked; its answers are erased `kept_days` after the event's last day,
    with the registration when None. It is asked only of `shown_to_role`, and only where its
    `condition` holds, if it has one. A question taken away keeps its answers: it is `archived_at`.
    """

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("kept_days IS NULL OR kept_days >= 0", name="kept_days_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(enum_column(QuestionKind))
    label: Mapped[LocalText]
    help_text: Mapped[LocalText] = mapped_column(default=LocalText)
    purpose: Mapped[LocalText] = mapped_column(default=LocalText)
    required: Mapped[bool] = mapped_column(default=False)
    kept_days: Mapped[int | None]
    shown_to_role: Mapped[ParticipantRole | None] = mapped_column(enum_column(ParticipantRole))
    archived_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    options: Mapped[list["QuestionOption"]] = relationship(
        back_populates="question",
        cascade="all, delete-orphan",
        order_by="QuestionOption.position",
    )
    condition: Mapped["QuestionCondition | None"] = relationship(
        back_populates="question",
        cascade="all, delete-orphan",
        foreign_keys="QuestionCondition.question_id",
    )


class QuestionOption(Limited, HasUid, Base):
    """What may be chosen; `capacity` is how many may choose it (dinner: 40)."""

    __tablename__ = "question_option"
    __table_args__ = limit_checks()

    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    label: Mapped[LocalText]
    archived_at: Mapped[datetime | None]

    question: Mapped[Question] = relationship(back_populates="options")


class QuestionCondition(Base):
    """A question is asked only after a yes to `depends_on`, or after its answer `option`."""

    __tablename__ = "question_condition"
    __table_args__ = (CheckConstraint("question_id <> depends_on_id", name="on_another"),)

    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True
    )
    depends_on_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    option_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_option.id", ondelete="CASCADE"), index=True
    )

    question: Mapped[Question] = relationship(
        back_populates="condition", foreign_keys=[question_id]
    )
    depends_on: Mapped[Question] = relationship(foreign_keys=[depends_on_id])
    option: Mapped[QuestionOption | None] = relationship()


class Answer(Base, HasUid):
    """What a person answered; `asked` is the question as it was read then.

    One column holds the answer, by the question's kind; chosen options are rows of their own, and
    a file stands in the store under `file_key`.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    asked: Mapped[LocalText]
    text: Mapped[str] = mapped_column(default="")
    number: Mapped[float | None]
    day: Mapped[date | None]
    yes: Mapped[bool | None]
    file_key: Mapped[str] = mapped_column(String(200), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    given_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship()
    question: Mapped[Question] = relationship()
    chosen: Mapped[list["AnswerChoice"]] = relationship(
        back_populates="answer", cascade="all, delete-orphan", order_by="AnswerChoice.id"
    )


class AnswerChoice(Base):
    """A chosen option, with its words as they were read; `holds` when it takes one of a limit."""

    __tablename__ = "answer_choice"
    __table_args__ = (UniqueConstraint("answer_id", "option_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    option_id: Mapped[int] = mapped_column(
        ForeignKey("question_option.id", ondelete="CASCADE"), index=True
    )
    label: Mapped[LocalText]
    holds: Mapped[bool] = mapped_column(default=False, server_default=false())

    answer: Mapped[Answer] = relationship(back_populates="chosen")
    option: Mapped[QuestionOption] = relationship()


class DiscardedFile(Base):
    """A stored file that no answer needs any more; it is removed once this is committed (R22)."""

    __tablename__ = "discarded_file"

    file_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    discarded_at: Mapped[datetime]
