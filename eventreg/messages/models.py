"""The outbox: a mail is a row first (R26)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Organisation
from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Registration

# The template of the mail that tells somebody to be forgotten; sent, it is forgotten itself (R22).
FAREWELL = "person_erased"


class MessageState(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Message(Base, HasUid):
    """A mail in the outbox.

    `facts` is what its template says, as it stood when the mail was written. Subject, text and HTML
    are made of it when the mail is sent, and kept as they were sent.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_due", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    template: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    recipient: Mapped[str] = mapped_column(String(254))
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    html: Mapped[str] = mapped_column(default="")
    calendar: Mapped[str] = mapped_column(default="")
    calendar_method: Mapped[str] = mapped_column(String(10), default="")
    state: Mapped[MessageState] = mapped_column(
        enum_column(MessageState), default=MessageState.QUEUED
    )
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    event: Mapped[Event | None] = relationship()
    registration: Mapped[Registration | None] = relationship()

    @property
    def its_event(self) -> Event:
        """The event it is about; LookupError for a mail about none."""
        if self.event is None:
            raise LookupError(f"mail {self.uid} is about no event")
        return self.event

    @property
    def its_registration(self) -> Registration:
        """The registration it is about; LookupError for a mail about none."""
        if self.registration is None:
            raise LookupError(f"mail {self.uid} is about no registration")
        return self.registration


class MailTemplate(Base, HasUid):
    """An organisation's own words for an occasion, for all its events or for one."""

    __tablename__ = "mail_template"
    __table_args__ = (UniqueConstraint("organisation_id", "event_id", "occasion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    occasion: Mapped[str] = mapped_column(String(60))
    subject: Mapped[LocalText]
    body: Mapped[LocalText]
    updated_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
    event: Mapped[Event | None] = relationship()


class SuppressedAddress(Base, HasUid):
    """An address to which no mail is sent, because mail to it came back.

    Without an organisation the mail server said so itself, which holds for the whole installation;
    what an organisation's staff report holds for its own mails alone.
    """

    __tablename__ = "suppressed_address"
    __table_args__ = (
        UniqueConstraint("email_key", "organisation_id"),
        Index(
            "uq_suppressed_address_by_server",
            "email_key",
            unique=True,
            sqlite_where=text("organisation_id IS NULL"),
            postgresql_where=text("organisation_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email_key: Mapped[str] = mapped_column(String(254))
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str]
    since: Mapped[datetime]


class NoticeGiven(Base):
    """A notice to an event's organisers that is given once, such as "80 % full"."""

    __tablename__ = "notice_given"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    notice: Mapped[str] = mapped_column(String(60), primary_key=True)
    given_at: Mapped[datetime]
