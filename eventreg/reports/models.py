"""The final report: its requisites and its written sections."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText


class ReportStatus(StrEnum):
    """The life of a report."""

    DRAFT = "draft"
    FOR_COMMENTS = "for_comments"
    FINAL = "final"


class WrittenSection(StrEnum):
    """The sections a person writes; the others are compiled."""

    AIM_AND_TASKS = "aim_and_tasks"
    COURSE = "course"
    CONCLUSIONS = "conclusions"


class Report(Base):
    """The requisites of an event's final report (author, place, date, number)."""

    __tablename__ = "report"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[ReportStatus] = mapped_column(
        enum_column(ReportStatus), default=ReportStatus.DRAFT
    )
    place_of_issue: Mapped[LocalText] = mapped_column(default=LocalText)
    dated_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(String(60), default="")
    signatory_name: Mapped[str] = mapped_column(String(200), default="")
    signatory_job: Mapped[LocalText] = mapped_column(default=LocalText)
    published_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    sections: Mapped[list["ReportSection"]] = relationship(
        back_populates="report", cascade="all, delete-orphan", order_by="ReportSection.id"
    )


class ReportSection(Base):
    """A written section: plain paragraphs, blank line between them."""

    __tablename__ = "report_section"
    __table_args__ = (UniqueConstraint("report_id", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.event_id", ondelete="CASCADE"))
    section: Mapped[WrittenSection] = mapped_column(enum_column(WrittenSection))
    text: Mapped[LocalText]

    report: Mapped[Report] = relationship(back_populates="sections")
