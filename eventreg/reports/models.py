"""The final report: its requisites and its sections."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.reports.standard import StandardSection


class ReportStatus(StrEnum):
    """The life of a report."""

    DRAFT = "draft"
    FOR_COMMENTS = "for_comments"
    FINAL = "final"


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
    arranged: Mapped[bool] = mapped_column(default=False, server_default=false())

    event: Mapped[Event] = relationship()
    sections: Mapped[list["ReportSection"]] = relationship(
        back_populates="report",
        cascade="all, delete-orphan",
        order_by="(ReportSection.position, ReportSection.id)",
    )

    @property
    def sections_in_order(self) -> list["ReportSection"]:
        """The rows as they are printed: as arranged, or in the standard order."""
        if self.arranged:
            return list(self.sections)
        place = {name.value: number for number, name in enumerate(StandardSection)}
        return sorted(self.sections, key=lambda row: place.get(row.section, len(place)))


class ReportSection(Base):
    """What an organiser made of a section: words in Markdown, a place, whether it is printed.

    `section` is the name of a standard section, which may have no row, or of one that was added.
    Positions count once the report is `arranged`; until then the standard order holds.
    """

    __tablename__ = "report_section"
    __table_args__ = (UniqueConstraint("report_id", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.event_id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(40))
    title: Mapped[LocalText] = mapped_column(default=LocalText, server_default="{}")
    text: Mapped[LocalText] = mapped_column(default=LocalText)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())

    report: Mapped[Report] = relationship(back_populates="sections")
