"""What staff decided about two registrations that may be of one person."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Account
from eventreg.database import Base, enum_column
from eventreg.registration.models import Registration


class Verdict(StrEnum):
    """Two registrations were merged into one, or are of two people."""

    MERGED = "merged"
    APART = "apart"


class TwinVerdict(Base):
    """The verdict on two registrations of an event.

    Of merged ones `kept` went on and `other` was cancelled; of two people's, `kept` is the earlier.
    """

    __tablename__ = "twin_verdict"
    __table_args__ = (CheckConstraint("kept_id <> other_id", name="of_two"),)

    kept_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    decided_at: Mapped[datetime]

    kept: Mapped[Registration] = relationship(foreign_keys=[kept_id])
    other: Mapped[Registration] = relationship(foreign_keys=[other_id])
    account: Mapped[Account | None] = relationship()
