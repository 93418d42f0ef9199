"""Presence of people, per day of the event and per visit."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base
from eventreg.registration.models import Registration
from eventreg.visits.models import SiteVisit


class Attendance(Base):
    """Somebody was there: on a `day` of the event or on a `visit`, one of the two.

    `noted_at` is when it was noted, which is not always when the person came.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("(day IS NULL) <> (visit_id IS NULL)", name="day_or_visit"),
        UniqueConstraint("registration_id", "day"),
        UniqueConstraint("registration_id", "visit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    day: Mapped[date | None]
    visit_id: Mapped[int | None] = mapped_column(
        ForeignKey("site_visit.id", ondelete="CASCADE"), index=True
    )
    noted_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship()
    visit: Mapped[SiteVisit | None] = relationship()
