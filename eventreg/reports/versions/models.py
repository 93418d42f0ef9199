"""Versions of a report: its facts of one moment, in both languages."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.reports.models import Report, ReportStatus


class ReportVersion(Base):
    """What the report said; `facts` are those of the paper by language, as plain values."""

    __tablename__ = "report_version"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.event_id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[ReportStatus] = mapped_column(enum_column(ReportStatus))
    made_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]

    report: Mapped[Report] = relationship()
