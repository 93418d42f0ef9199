"""Templates: what an organisation keeps of an event to begin others with."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventreg.database import Base
from eventreg.identity import HasUid


class EventTemplate(Base, HasUid):
    """An event file without people, kept under a name."""

    __tablename__ = "event_template"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    file: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
