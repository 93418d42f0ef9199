"""Agenda items and who speaks in them."""

from datetime import date, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText
from eventreg.visits.models import SiteVisit


class ItemKind(StrEnum):
    """What an agenda item is."""

    REGISTRATION = "registration"
    OPENING = "opening"
    PLENARY = "plenary"
    SESSION = "session"
    PRESENTATION = "presentation"
    DISCUSSION = "discussion"
    WORKING_GROUP = "working_group"
    MEETING = "meeting"
    HOST_MEETING = "host_meeting"
    SITE_VISIT = "site_visit"
    BREAK = "break"
    MEAL = "meal"
    TRANSFER = "transfer"
    CLOSING = "closing"
    OTHER = "other"


class SpeakerRole(StrEnum):
    """What a named person or institution does in an item."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    HOST = "host"


class AgendaItem(Base, HasUid):
    """A thing that happens.

    `day`, `starts_at` and `ends_at` are the event's local day and clock times; each may be unknown
    (R14). `parent` is the item it is a part of; `track` names parallel items apart.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("starts_at IS NULL OR day IS NOT NULL", name="time_needs_day"),
        CheckConstraint("ends_at IS NULL OR starts_at IS NOT NULL", name="end_needs_start"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        Index("ix_agenda_item_event_day", "event_id", "day", "starts_at", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True
    )
    visit_id: Mapped[int | None] = mapped_column(
        ForeignKey("site_visit.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[ItemKind] = mapped_column(enum_column(ItemKind))
    day: Mapped[date | None]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    position: Mapped[int] = mapped_column(default=0)
    track: Mapped[LocalText] = mapped_column(default=LocalText)
    title: Mapped[LocalText]
    text: Mapped[LocalText] = mapped_column(default=LocalText)
    place: Mapped[LocalText] = mapped_column(default=LocalText)
    address: Mapped[str] = mapped_column(String(300), default="")

    event: Mapped[Event] = relationship()
    visit: Mapped[SiteVisit | None] = relationship()
    parent: Mapped["AgendaItem | None"] = relationship(
        remote_side="AgendaItem.id", back_populates="parts"
    )
    parts: Mapped[list["AgendaItem"]] = relationship(
        back_populates="parent",
        cascade="all",  # no orphans: a part may become an item of its own
        passive_deletes=True,
        order_by="AgendaItem.starts_at, AgendaItem.position, AgendaItem.id",
    )
    speakers: Mapped[list["AgendaSpeaker"]] = relationship(
        back_populates="item", cascade="all, delete-orphan", order_by="AgendaSpeaker.position"
    )


class AgendaSpeaker(Base):
    """A person or institution named in an agenda item."""

    __tablename__ = "agenda_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    role: Mapped[SpeakerRole] = mapped_column(enum_column(SpeakerRole))
    name: Mapped[str] = mapped_column(String(200), default="")
    job: Mapped[LocalText] = mapped_column(default=LocalText)
    institution: Mapped[LocalText] = mapped_column(default=LocalText)

    item: Mapped[AgendaItem] = relationship(back_populates="speakers")
