"""Which certificates were issued."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base
from eventreg.events.models import Event
from eventreg.registration.models import Registration


class Certificate(Base):
    """That somebody was there is confirmed since `issued_at`; at most one for a registration.

    `position` numbers the event's certificates from 1; a number is not used again. `code` is known
    to whom the paper was shown. The name and the days are not kept here: they are those of the
    registration and of what was noted. A `withdrawn_at` one proves nothing any more.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("event_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(14), unique=True)
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration] = relationship()

    @property
    def number(self) -> str:
        """The number on the paper, such as `limbazi-2017/12`."""
        return f"{self.event.slug}/{self.position}"
