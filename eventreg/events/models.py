"""Events, the series and networks they belong to, and topics."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Organisation
from eventreg.capacity import Limited, limit_checks
from eventreg.database import Base, SortKey, enum_column
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText
from eventreg.territories.models import Territory


class EventStatus(StrEnum):
    """The life of an event; `events.lifecycle` holds the table of allowed moves."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class Admission(StrEnum):
    """How a person comes in."""

    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"


class Audience(StrEnum):
    """Who sees the names in the participant list (R18), narrowest view first."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"
    ORGANISERS = "organisers"


class Series(Base, HasUid):
    """The meetings of one project."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[LocalText]


class Network(Base, HasUid):
    """The standing list of experts by territory."""

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[LocalText]


class NetworkMember(Base, HasUid):
    """An expert of a network; a coordinator gets the invitations of the territory."""

    __tablename__ = "network_member"
    __table_args__ = (UniqueConstraint("network_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    name_sort: Mapped[str] = mapped_column(SortKey)
    position: Mapped[str] = mapped_column(String(200), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2), default="lv")
    is_coordinator: Mapped[bool] = mapped_column(default=False)

    network: Mapped[Network] = relationship()
    territory: Mapped[Territory] = relationship()


class Topic(Base, HasUid):
    """A field an organisation's events and contributions are about."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("organisation_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[LocalText]


event_topic = Table(
    "event_topic",
    Base.metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Event(Limited, Base):
    """A meeting of one or more days in one territory.

    Whoever finds it full may stand in its `waiting_list`; an offered place is kept `offer_hours`.
    Participants are reminded `reminder_days` before the first day; None: not at all.
    """

    __tablename__ = "event"
    __table_args__ = (
        *limit_checks(),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "registration_closes_at IS NULL OR registration_opens_at IS NULL"
            " OR registration_closes_at > registration_opens_at",
            name="registration_window",
        ),
        CheckConstraint("offer_hours > 0", name="offer_hours_positive"),
        CheckConstraint("reminder_days > 0", name="reminder_days_positive"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    status: Mapped[EventStatus] = mapped_column(
        enum_column(EventStatus), default=EventStatus.DRAFT, index=True
    )
    title: Mapped[LocalText]
    kind: Mapped[LocalText] = mapped_column(default=LocalText)
    aim: Mapped[LocalText] = mapped_column(default=LocalText)
    description: Mapped[LocalText] = mapped_column(default=LocalText)
    summary: Mapped[LocalText] = mapped_column(default=LocalText)
    notice: Mapped[LocalText] = mapped_column(default=LocalText)
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Riga")
    host_territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    place: Mapped[LocalText] = mapped_column(default=LocalText)
    address: Mapped[str] = mapped_column(String(300), default="")
    admission: Mapped[Admission] = mapped_column(enum_column(Admission), default=Admission.OPEN)
    list_audience: Mapped[Audience] = mapped_column(enum_column(Audience), default=Audience.PUBLIC)
    registration_opens_at: Mapped[datetime | None]
    registration_closes_at: Mapped[datetime | None]
    changes_freeze_at: Mapped[datetime | None]
    waiting_list: Mapped[bool] = mapped_column(default=True, server_default=true())
    offer_hours: Mapped[int] = mapped_column(default=48, server_default="48")
    reminder_days: Mapped[int | None] = mapped_column(default=3, server_default="3")
    working_language: Mapped[LocalText] = mapped_column(default=LocalText)
    practical: Mapped[LocalText] = mapped_column(default=LocalText)
    photo_notice: Mapped[LocalText] = mapped_column(default=LocalText)
    funding: Mapped[LocalText] = mapped_column(default=LocalText)
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"), index=True)
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]
    created_at: Mapped[datetime]
    search_text: Mapped[str] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship()
    host_territory: Mapped[Territory | None] = relationship()
    series: Mapped[Series | None] = relationship()
    network: Mapped[Network | None] = relationship()
    topics: Mapped[list[Topic]] = relationship(secondary=event_topic, order_by=Topic.id)
