"""Imports of people, and which column meant what the last time."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Account
from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid


class ImportState(StrEnum):
    """Where an import stands."""

    UPLOADED = "uploaded"
    DONE = "done"


class PeopleImport(Base, HasUid):
    """A table file somebody sent in, until it is imported or forgotten.

    `mapping` says which column holds what; `counts` what came of it. The file itself stands in the
    store under `file_key` and is deleted with the end of the import.
    """

    __tablename__ = "people_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[ImportState] = mapped_column(
        enum_column(ImportState), default=ImportState.UPLOADED
    )
    file_key: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(200))
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    account: Mapped[Account | None] = relationship()


class ColumnMemory(Base):
    """What a column of this heading meant to an organisation the last time."""

    __tablename__ = "column_memory"
    __table_args__ = (UniqueConstraint("organisation_id", "heading"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    heading: Mapped[str] = mapped_column(String(200))
    meaning: Mapped[str] = mapped_column(String(60))
    used_at: Mapped[datetime]
