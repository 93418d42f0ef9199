"""Changes that a person asks for when only the organiser can make them (R11)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Account
from eventreg.database import Base, enum_column
from eventreg.identity import HasUid
from eventreg.registration.models import Registration


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class ChangeRequest(Base, HasUid):
    """A change asked for after the freeze date: `wanted` as the form had it, and own `words`."""

    __tablename__ = "change_request"
    __table_args__ = (Index("ix_change_request_registration", "registration_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    state: Mapped[RequestState] = mapped_column(
        enum_column(RequestState), default=RequestState.OPEN
    )
    wanted: Mapped[dict[str, Any]]
    words: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )

    registration: Mapped[Registration] = relationship()
    answered_by: Mapped[Account | None] = relationship()

    @property
    def cancels(self) -> bool:
        """Whether the whole registration is to be cancelled."""
        return bool(self.wanted.get("cancels"))
