"""Rendered documents: what was made, from what, and where it is kept."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.events.models import Audience, Event


class DocumentKind(StrEnum):
    """The papers of an event."""

    AGENDA = "agenda"
    PARTICIPANTS = "participants"
    REPORT = "report"


class Document(Base):
    """One version of a document in one language for one audience; never changed once made.

    `fingerprint` is of the facts, language, template, fonts and engine: the same fingerprint is the
    same document. `storage_key` names the bytes in the file store. A `withdrawn_at` version is no
    longer given to the public, as when a consent in it was withdrawn.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "language", "audience", "version"),
        Index("ix_document_fingerprint", "event_id", "fingerprint"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[DocumentKind] = mapped_column(enum_column(DocumentKind))
    language: Mapped[str] = mapped_column(String(2))
    audience: Mapped[Audience] = mapped_column(enum_column(Audience))
    version: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(200))
    size_bytes: Mapped[int]
    pages: Mapped[int]
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
