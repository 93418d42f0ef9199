"""What proves to a funder that an event took place."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from eventreg.database import Base
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.identity import HasUid

# After these the file for the funder holds what somebody has taken back or out (R21, R22).
TAKEN_BACK = ("photo withdrawn", "photo taken out", "made anonymous")


class SignedSheet(Base, HasUid):
    """A signed sheet as it was scanned, kept byte for byte with its SHA-256.

    It is a record of account: it stays when a person is erased, until somebody takes it away or the
    organisation's time for contacts is over (R22).
    """

    __tablename__ = "signed_sheet"
    __table_args__ = (UniqueConstraint("event_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(130))
    storage_key: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    added_at: Mapped[datetime]

    event: Mapped[Event] = relationship()


class EvidenceFile(Base):
    """The file for the funder that was ordered last; `made_at` is None until it lies in the store.

    One that `failed` says so until it is ordered again. One that `is_outdated` is given to nobody:
    a photo in it is taken back or out since, or somebody is forgotten.
    """

    __tablename__ = "evidence_file"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column()
    made_at: Mapped[datetime | None]
    failed: Mapped[bool] = mapped_column(default=False)
    storage_key: Mapped[str] = mapped_column(String(200), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size_bytes: Mapped[int] = mapped_column(default=0)
    is_outdated: Mapped[bool] = column_property(
        exists().where(
            LogEntry.event_id == event_id,
            LogEntry.action.in_(TAKEN_BACK),
            LogEntry.at > asked_at,
        )
    )

    event: Mapped[Event] = relationship()

    @property
    def is_ready(self) -> bool:
        """Whether it may be taken."""
        return self.made_at is not None and not self.is_outdated
