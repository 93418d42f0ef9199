"""Tags and notes that staff keep of people; both go with the person (R22)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.accounts.models import Account
from eventreg.database import Base
from eventreg.events.models import Event
from eventreg.identity import HasUid
from eventreg.registration.models import Registration

TAG_LENGTH = 40


class Tag(Base, HasUid):
    """A word by which staff of an event sort its people; `name_key` is the word folded."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("event_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(TAG_LENGTH))
    name_key: Mapped[str] = mapped_column(String(TAG_LENGTH * 2))

    event: Mapped[Event] = relationship()


class TagGiven(Base):
    """A person has a tag; who gave it and when."""

    __tablename__ = "tag_given"
    __table_args__ = (Index("ix_tag_given_registration", "registration_id", "tag_id"),)

    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    given_at: Mapped[datetime]

    tag: Mapped[Tag] = relationship()
    account: Mapped[Account | None] = relationship()


class StaffNote(Base, HasUid):
    """What staff note of a person for their colleagues."""

    __tablename__ = "staff_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[str]
    written_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship()
    account: Mapped[Account | None] = relationship()
