"""Organisations, the people who work for them, and their roles."""

from datetime import datetime
from enum import StrEnum

from flask_security import UserMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.identity import HasUid
from eventreg.language.local_text import LocalText


class StaffRole(StrEnum):
    """What a member of staff may do, widest first."""

    OWNER = "owner"
    EDITOR = "editor"
    DESK = "desk"
    READER = "reader"


class Organisation(Base):
    """The public body that runs events; its logo stands in the file store under `logo_key`."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("retention_days > 0", name="retention_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[LocalText]
    address: Mapped[LocalText] = mapped_column(default=LocalText)
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    data_protection_contact: Mapped[LocalText] = mapped_column(default=LocalText)
    privacy_notice: Mapped[LocalText] = mapped_column(default=LocalText)
    privacy_notice_version: Mapped[int] = mapped_column(default=1)
    privacy_notice_since: Mapped[datetime | None]
    retention_days: Mapped[int] = mapped_column(default=730)
    accent_colour: Mapped[str] = mapped_column(String(7), default="#7a1f2b")
    logo_key: Mapped[str] = mapped_column(String(200), default="", server_default="")
    second_factor_required: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan"
    )


class EarlierNotice(Base):
    """A privacy notice that held before the present one: whoever was shown it can read it again."""

    __tablename__ = "earlier_notice"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[LocalText]
    since: Mapped[datetime]
    until: Mapped[datetime]


class Account(Base, UserMixin):
    """A person who signs in to work for organisations; the columns are Flask-Security's.

    What proves a second factor is encrypted: the secret shared with the app on the phone and the
    recovery codes. `tf_last_counter` is the half minute whose code was used last.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="lv")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(500))
    tf_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(
        MutableList.as_mutable(JSON(none_as_null=True))
    )
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def has_second_factor(self) -> bool:
        """Whether a password alone no longer lets the person in."""
        return bool(self.tf_primary_method and self.tf_totp_secret)


class Membership(Base, HasUid):
    """An account's role in an organisation, and which mails about its events the person wants."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[StaffRole] = mapped_column(enum_column(StaffRole))
    wants_notices: Mapped[bool] = mapped_column(default=True, server_default=true())
    wants_digest: Mapped[bool] = mapped_column(default=True, server_default=true())

    account: Mapped[Account] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class TryCount(Base):
    """How often something was tried in the window that ends at `ends_at`.

    `key` is a keyed digest of what is counted, such as an e-mail or a network address; neither can
    be read back from it.
    """

    __tablename__ = "try_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class SentForm(Base):
    """A form of staff that was sent and where its answer led; `key` is a keyed digest of it all.

    Forms that strangers send by a secret link are not noted here: the address would be the secret.
    """

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    address: Mapped[str] = mapped_column(String(500))
    sent_at: Mapped[datetime] = mapped_column(index=True)
