"""Invitations of single persons; the delegation itself stands with the registrations it limits."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.registration.models import Affiliation, ParticipantRole, Registration
from eventreg.territories.models import Territory


class PersonalInvitation(Base, HasUid):
    """One person invited by mail, with what is known already filled in."""

    __tablename__ = "personal_invitation"
    __table_args__ = (UniqueConstraint("event_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    affiliation: Mapped[Affiliation | None] = mapped_column(enum_column(Affiliation))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    role: Mapped[ParticipantRole] = mapped_column(
        enum_column(ParticipantRole), default=ParticipantRole.EXPERT
    )
    language: Mapped[str] = mapped_column(String(2), default="lv")
    link_version: Mapped[int] = mapped_column(default=1)
    invited_at: Mapped[datetime | None]
    answer_until: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="SET NULL"), index=True
    )

    event: Mapped[Event] = relationship()
    territory: Mapped[Territory | None] = relationship()
    registration: Mapped[Registration | None] = relationship()
