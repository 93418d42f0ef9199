"""Registrations, the visits they hold, needs and consents; delegations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.capacity import Limited, limit_checks
from eventreg.database import Base, SortKey, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid, new_reference
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit, Vehicle


class RegistrationState(StrEnum):
    """Where a registration stands; `registration.states` holds the table of allowed moves."""

    PENDING = "pending"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


ACTIVE_STATES = (
    RegistrationState.PENDING,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
    RegistrationState.CONFIRMED,
)


class ParticipantRole(StrEnum):
    """What a person is at the event."""

    EXPERT = "expert"
    HOST = "host"
    ORGANISER = "organiser"
    SPEAKER = "speaker"
    GUEST = "guest"
    OBSERVER = "observer"


class Affiliation(StrEnum):
    """Whom a person comes for; decides the group in the participant list."""

    MUNICIPALITY = "municipality"
    STATE = "state"
    ORGANISATION = "organisation"


class ChoiceState(StrEnum):
    """Where the choice of a visit stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class ConsentPurpose(StrEnum):
    """What a person may agree to, each apart (R21)."""

    LIST_PUBLIC = "list_public"
    LIST_PARTICIPANTS = "list_participants"
    PHOTOGRAPHS = "photographs"


class Delegation(Limited, HasUid, Base):
    """An event's offer of places to a territory or an institution.

    `capacity` is the quota, None when open. One that `reserves` has its whole quota counted in the
    event's `taken` from the start, so that its people take a place of the quota alone; releasing
    what is unused gives it back to all, which happens by itself after the deadline when it
    `releases`. `refusal` says why nobody comes; `link_version` counts the coordinator's links.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        *limit_checks(),
        UniqueConstraint("event_id", "territory_id"),
        CheckConstraint("territory_id IS NOT NULL OR institution <> ''", name="somebody_named"),
        CheckConstraint("NOT reserves OR capacity IS NOT NULL", name="reserves_a_number"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    institution: Mapped[str] = mapped_column(String(200), default="", server_default="")
    invited_at: Mapped[datetime | None]
    answer_until: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(String(500), default="", server_default="")
    reserves: Mapped[bool] = mapped_column(default=False, server_default=false())
    releases: Mapped[bool] = mapped_column(default=False, server_default=false())
    coordinator_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    coordinator_email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2), default="lv", server_default="lv")
    link_version: Mapped[int] = mapped_column(default=1, server_default="1")

    event: Mapped[Event] = relationship()
    territory: Mapped[Territory | None] = relationship()


class Registration(Base, HasUid):
    """A person's place at an event.

    `email_key` is the case-folded address; a partial unique index lets one active registration of
    it stand per event (R9). `link_version` counts the secret links given out: raising it makes the
    earlier ones dead. A `sample` is made up for a demonstration and marked wherever it shows.

    Who waits stands in the order of `queue_order`, then `id`; an offered place is theirs until
    `offer_until` (R8). Registrations of one `party` want to come together. `acknowledged_at` tells
    when somebody whom another entered has seen and confirmed it.
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_active_email",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=text("state IN ('pending', 'waiting', 'offered', 'confirmed')"),
            postgresql_where=text("state IN ('pending', 'waiting', 'offered', 'confirmed')"),
        ),
        # All that the organisers' table sorts and most of what it filters by, so that a page of
        # 50,000 people is found without reading one of them.
        Index(
            "ix_registration_table",
            *("event_id", "name_sort", "id", "state", "role", "territory_id"),
            *("institution_sort", "created_at"),
        ),
        # The same people in the order of their rows, for what has to look into each of them.
        Index("ix_registration_event", "event_id"),
        Index("ix_registration_event_state", "event_id", "state", "name_sort", "id"),
        Index("ix_registration_queue", "event_id", "state", "queue_order", "id"),
        Index(
            "ix_registration_cancelled",
            "event_id",
            "cancelled_at",
            sqlite_where=text("cancelled_at IS NOT NULL"),
            postgresql_where=text("cancelled_at IS NOT NULL"),
        ),
        CheckConstraint(
            "affiliation <> 'municipality' OR territory_id IS NOT NULL",
            name="municipality_named",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(String(9), unique=True, default=new_reference)
    state: Mapped[RegistrationState] = mapped_column(enum_column(RegistrationState))
    role: Mapped[ParticipantRole] = mapped_column(
        enum_column(ParticipantRole), default=ParticipantRole.EXPERT
    )
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    name_sort: Mapped[str] = mapped_column(SortKey)
    search_text: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    institution_sort: Mapped[str] = mapped_column(SortKey, default="", server_default="")
    affiliation: Mapped[Affiliation] = mapped_column(enum_column(Affiliation))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2))
    link_version: Mapped[int] = mapped_column(default=1)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    notice_version: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    queue_order: Mapped[datetime | None]
    offer_until: Mapped[datetime | None]
    party: Mapped[str | None] = mapped_column(String(22), index=True)
    acknowledged_at: Mapped[datetime | None]
    handovers: Mapped[int] = mapped_column(default=0, server_default="0")

    event: Mapped[Event] = relationship()
    territory: Mapped[Territory | None] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
    visit_choices: Mapped[list["VisitChoice"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan"
    )
    needs: Mapped["PracticalNeeds | None"] = relationship(
        back_populates="registration", cascade="all, delete-orphan"
    )
    consents: Mapped[list["Consent"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan", order_by="Consent.id"
    )

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE_STATES


class FormSubmission(Base):
    """A form once sent: its one-time key lets a double click or the back button send it once (R9).

    `fingerprint` is a keyed digest of what was sent. `reference` is what the person was shown; it
    is the registration's own, unless the form `repeats` one that stood already for that address:
    then the page must look the same to a stranger, so that it carries a reference of its own.
    """

    __tablename__ = "form_submission"

    key: Mapped[str] = mapped_column(String(22), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    fingerprint: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    repeats: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship()


class VisitChoice(Base):
    """A registration's seat, or its wish for one, on a site visit, which has a queue of its own.

    `placed_by_hand` marks who was given the vehicle by an organiser: no assignment moves them.
    """

    __tablename__ = "visit_choice"
    __table_args__ = (
        UniqueConstraint("registration_id", "visit_id"),
        Index("ix_visit_choice_queue", "visit_id", "state", "queue_order", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    visit_id: Mapped[int] = mapped_column(
        ForeignKey("site_visit.id", ondelete="CASCADE"), index=True
    )
    vehicle_id: Mapped[int | None] = mapped_column(
        ForeignKey("vehicle.id", ondelete="SET NULL"), index=True
    )
    placed_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[ChoiceState] = mapped_column(enum_column(ChoiceState))
    created_at: Mapped[datetime]
    queue_order: Mapped[datetime | None]
    offer_until: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(back_populates="visit_choices")
    visit: Mapped[SiteVisit] = relationship()
    vehicle: Mapped[Vehicle | None] = relationship()


class PracticalNeeds(Base):
    """What somebody needs on the day; in a table of its own so that it is erased first (R20)."""

    __tablename__ = "practical_needs"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    diet: Mapped[str] = mapped_column(String(500), default="")
    access: Mapped[str] = mapped_column(String(500), default="")

    registration: Mapped[Registration] = relationship(back_populates="needs")


class Consent(Base):
    """A consent as it was given: exact wording, language and time (R21)."""

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_registration_purpose", "registration_id", "purpose"),
        Index(
            "ix_consent_withdrawn",
            "withdrawn_at",
            sqlite_where=text("withdrawn_at IS NOT NULL"),
            postgresql_where=text("withdrawn_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    purpose: Mapped[ConsentPurpose] = mapped_column(enum_column(ConsentPurpose))
    wording: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(back_populates="consents")
