"""Presence of people, per day of the event and per visit."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Account
from eventreg.database import Base
from eventreg.registration.models import Registration
from eventreg.visits.models import SiteVisit


class Attendance(Base):
    """Somebody was there: on a `day` of the event or on a `visit`, one of the two.

    `noted_at` is the moment of the first check-in that was not undone, which is not always when
    the person came; `account` made it. The row is what the desk notes of it come to.
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
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )

    registration: Mapped[Registration] = relationship()
    visit: Mapped[SiteVisit | None] = relationship()
    account: Mapped[Account | None] = relationship()


class DeskNote(Base):
    """A check-in (`present`) or its undoing, as a desk made it at the moment `at`.

    `uid` is made where the note is made, so that one sent twice is one. Notes may be `received_at`
    the server late and in any order: what they come to is decided by their moments alone
    (`attendance.notes`).
    """

    __tablename__ = "desk_note"
    __table_args__ = (CheckConstraint("(day IS NULL) <> (visit_id IS NULL)", name="day_or_visit"),)

    uid: Mapped[str] = mapped_column(String(36), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date | None]
    visit_id: Mapped[int | None] = mapped_column(
        ForeignKey("site_visit.id", ondelete="CASCADE"), index=True
    )
    present: Mapped[bool]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
