"""Host institutions and the site visits to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.capacity import Limited, limit_checks
from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText
from eventreg.territories.models import Territory


class InstitutionKind(StrEnum):
    """What kind of place is visited."""

    SCHOOL = "school"
    PRESCHOOL = "preschool"
    YOUTH_CENTRE = "youth_centre"
    CULTURE_HOUSE = "culture_house"
    SOCIAL_SERVICE = "social_service"
    LIBRARY = "library"
    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"
    OTHER = "other"


class HostInstitution(Base, HasUid):
    """A place that receives visitors; an organisation keeps it for its next events."""

    __tablename__ = "host_institution"
    __table_args__ = (
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
        CheckConstraint("latitude IS NULL OR abs(latitude) <= 90", name="latitude_range"),
        CheckConstraint("longitude IS NULL OR abs(longitude) <= 180", name="longitude_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[LocalText]
    kind: Mapped[InstitutionKind] = mapped_column(enum_column(InstitutionKind))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    address: Mapped[str] = mapped_column(String(300), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")

    territory: Mapped[Territory | None] = relationship()


class SiteVisit(Limited, HasUid, Base):
    """A visit of an event's participants to a host institution.

    When it takes place is said by the agenda items it stands on, nowhere else.
    """

    __tablename__ = "site_visit"
    __table_args__ = limit_checks()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    host_institution_id: Mapped[int] = mapped_column(ForeignKey("host_institution.id"), index=True)
    position: Mapped[int]
    choosable: Mapped[bool] = mapped_column(default=True)
    meeting_point: Mapped[LocalText] = mapped_column(default=LocalText)
    departs_at: Mapped[datetime | None]
    transport: Mapped[LocalText] = mapped_column(default=LocalText)
    accompanying: Mapped[str] = mapped_column(String(200), default="")
    good_to_know: Mapped[LocalText] = mapped_column(default=LocalText)

    event: Mapped[Event] = relationship()
    host_institution: Mapped[HostInstitution] = relationship()


class Vehicle(Limited, HasUid, Base):
    """A bus or car of a visit; `capacity` is its number of seats.

    `meeting_point` and `departs_at` are given where they differ from the visit's own.
    """

    __tablename__ = "vehicle"
    __table_args__ = limit_checks()

    visit_id: Mapped[int] = mapped_column(
        ForeignKey("site_visit.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    meeting_point: Mapped[LocalText] = mapped_column(default=LocalText)
    departs_at: Mapped[datetime | None]
    accompanying: Mapped[str] = mapped_column(String(200), default="")

    visit: Mapped[SiteVisit] = relationship()
