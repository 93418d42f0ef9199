"""Whether an event reminds, and when it did."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base
from eventreg.events.models import Event


class ContributionReminders(Base):
    """An event whose organisers let people be reminded; without a row nobody is.

    `first_at` and `second_at` are when each reminder went out, `mails` how many both were.
    """

    __tablename__ = "contribution_reminders"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    switched_on_at: Mapped[datetime]
    first_at: Mapped[datetime | None]
    second_at: Mapped[datetime | None]
    mails: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()
