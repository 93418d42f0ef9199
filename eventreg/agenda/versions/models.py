"""Published states of an agenda."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base
from eventreg.events.models import Event


class AgendaVersion(Base):
    """The agenda as it was when it was published; it never changes.

    `content` holds the `items` as `agenda.versions.content` writes them. `told` says how many
    people were told by mail.
    """

    __tablename__ = "agenda_version"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[datetime]
    told: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]]

    event: Mapped[Event] = relationship()
