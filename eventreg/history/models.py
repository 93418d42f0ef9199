"""The log: who did what to what (R28)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventreg.database import Base, enum_column


class ActorKind(StrEnum):
    """Who acts."""

    STAFF = "staff"
    PARTICIPANT = "participant"
    TASK = "task"
    COMMAND = "command"
    COORDINATOR = "coordinator"


class LogEntry(Base):
    """One change. Triggers of the database refuse to update or delete it."""

    __tablename__ = "log_entry"
    __table_args__ = (
        Index("ix_log_entry_event", "event_id", "id"),
        Index("ix_log_entry_organisation", "organisation_id", "id"),
        Index("ix_log_entry_subject", "subject", "subject_uid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_kind: Mapped[ActorKind] = mapped_column(enum_column(ActorKind))
    actor_id: Mapped[int | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    event_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40))
    subject_uid: Mapped[str] = mapped_column(String(80))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
