"""Comments on a version of a report."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base
from eventreg.identity import HasUid
from eventreg.registration.models import Registration
from eventreg.reports.versions.models import ReportVersion


class ReportComment(Base, HasUid):
    """What somebody says of a passage; `passage` names it, in the language that was read."""

    __tablename__ = "report_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("report_version.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    passage: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str]
    made_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]

    version: Mapped[ReportVersion] = relationship()
    registration: Mapped[Registration] = relationship()
