"""Organisations, the people who work for them and their roles: every verb that changes them.

Whoever acts and the present moment are given; nothing here commits.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext
from flask_security import hash_password
from flask_security.proxies import _security
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventreg.accounts import errors, notices
from eventreg.accounts.colour import is_readable
from eventreg.accounts.links import one_time_link
from eventreg.accounts.models import Account, Membership, Organisation, StaffRole
from eventreg.addresses import absolute
from eventreg.database import db
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.identity import new_reference, slug_from
from eventreg.language import locale
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText
from eventreg.messages.service import queue_message

NO_TEXT = LocalText()


@dataclass(frozen=True, kw_only=True)
class OrganisationFacts:
    """All that an owner says about an organisation; `retention_days` counts from an event's end."""

    name: LocalText
    address: LocalText = NO_TEXT
    email: str = ""
    phone: str = ""
    website: str = ""
    data_protection_contact: LocalText = NO_TEXT
    privacy_notice: LocalText = NO_TEXT
    retention_days: int = 730
    accent_colour: str = "#7a1f2b"


class AddedAccount(NamedTuple):
    """A new member; `link` lets a person without a password choose one, else it is None."""

    membership: Membership
    link: str | None

    @property
    def account(self) -> Account:
        return self.membership.account


def organisation_named(slug: str) -> Organisation | None:
    """The organisation with that short name."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def account_with(email: str) -> Account | None:
    """The account with that address, whatever its capitals."""
    return db.session.scalar(select(Account).where(Account.email == _kept(email)))


def members_of(organisation: Organisation, *, language: str) -> list[Membership]:
    """Everybody who works for the organisation, by name, those without one by address (R5)."""
    members = db.session.scalars(
        select(Membership)
        .where(Membership.organisation_id == organisation.id)
        .options(joinedload(Membership.account))
    )
    return sorted(
        members,
        key=lambda each: (sort_key(each.account.name or each.account.email, language), each.id),
    )


def member_of(organisation: Organisation, uid: str) -> Membership | None:
    """The organisation's member of that name; None when it is another's."""
    return db.session.scalar(
        select(Membership)
        .where(Membership.organisation_id == organisation.id, Membership.uid == uid)
        .options(joinedload(Membership.account), joinedload(Membership.organisation))
    )


def organisations_of(account: Account) -> list[Membership]:
    """The account's memberships with their organisations, oldest first."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(Membership.account_id == account.id)
            .order_by(Membership.id)
            .options(joinedload(Membership.organisation))
        )
    )


def add_organisation(
    *, facts: OrganisationFacts, actor: Actor, now: datetime, slug: str | None = None
) -> Organisation:
    """Add an organisation; its short name is made from its name unless given.

    Raises OrganisationUnnamed, OrganisationSlugTaken and ColourNotReadable.
    """
    _check(facts)
    slug = slug or slug_from(facts.name.in_("lv")) or new_reference().lower()
    if organisation_named(slug) is not None:
        raise errors.OrganisationSlugTaken(slug)
    organisation = Organisation(slug=slug, created_at=now)
    _write(organisation, facts)
    db.session.add(organisation)
    db.session.flush()
    _note("added", organisation, actor=actor, now=now, after=_described(organisation))
    return organisation


def edit_organisation(
    *, organisation: Organisation, facts: OrganisationFacts, actor: Actor, now: datetime
) -> None:
    """Change an organisation to the facts; a new text of the privacy notice is a new version.

    Raises OrganisationUnnamed and ColourNotReadable.
    """
    _check(facts)
    before = _described(organisation)
    if facts.privacy_notice != organisation.privacy_notice:
        notices.supersede(organisation, now=now)
    _write(organisation, facts)
    db.session.flush()
    old, new = history.changed(before, _described(organisation))
    if new:
        _note("changed", organisation, actor=actor, now=now, before=old, after=new)


def facts_of(organisation: Organisation) -> OrganisationFacts:
    """What is kept about an organisation, as its form shows it."""
    return OrganisationFacts(
        name=organisation.name,
        address=organisation.address,
        email=organisation.email,
        phone=organisation.phone,
        website=organisation.website,
        data_protection_contact=organisation.data_protection_contact,
        privacy_notice=organisation.privacy_notice,
        retention_days=organisation.retention_days,
        accent_colour=organisation.accent_colour,
    )


def add_account(
    *,
    email: str,
    organisation: Organisation,
    role: StaffRole,
    actor: Actor,
    now: datetime,
    name: str = "",
    language: str = "lv",
) -> AddedAccount:
    """Let a person work for the organisation; a new account is made where there is none.

    Raises MemberAlready. No mail is written: see `invite_member`.
    """
    account = account_with(email)
    if account is None:
        account = Account(
            email=_kept(email),
            name=name,
            language=language,
            active=True,
            fs_uniquifier=uuid.uuid4().hex,
            created_at=now,
        )
        db.session.add(account)
        db.session.flush()
    elif any(each.organisation_id == organisation.id for each in account.memberships):
        raise errors.MemberAlready(account.email)
    membership = Membership(account=account, organisation=organisation, role=role)
    db.session.add(membership)
    db.session.flush()
    after = {"email": account.email, "role": role.value}
    _note_member("added", membership, actor=actor, now=now, after=after)
    return AddedAccount(membership, None if account.password else one_time_link(account))


def invite_member(
    *,
    email: str,
    organisation: Organisation,
    role: StaffRole,
    actor: Actor,
    now: datetime,
    name: str = "",
) -> AddedAccount:
    """Let a person work for the organisation and write them how to begin; raises MemberAlready.

    The link is theirs alone: who invites never sees it.
    """
    language = locale.current()
    added = add_account(
        email=email,
        organisation=organisation,
        role=role,
        actor=actor,
        now=now,
        name=name,
        language=language,
    )
    language = added.account.language
    with locale.using(language):
        subject = gettext(
            "You now work for %(organisation)s in eventreg",
            organisation=organisation.name.in_(language),
        )
    queue_message(
        "account_invitation",
        subject=subject,
        recipient=added.account.email,
        language=language,
        values={
            "organisation": organisation.name.in_(language),
            "link": added.link,
            "sign_in": absolute("security.login", lang=language),
        },
        now=now,
        reply_to=organisation.email,
    )
    return added


def change_role(*, membership: Membership, role: StaffRole, actor: Actor, now: datetime) -> None:
    """Give a member another role; raises LastOwnerStays."""
    if membership.role is role:
        return
    if membership.role is StaffRole.OWNER:
        _keep_an_owner(membership)
    before = {"role": membership.role.value}
    membership.role = role
    db.session.flush()
    _note_member(
        "changed", membership, actor=actor, now=now, before=before, after={"role": role.value}
    )


def remove_member(*, membership: Membership, actor: Actor, now: datetime) -> None:
    """Let a person work for the organisation no longer; raises LastOwnerStays."""
    if membership.role is StaffRole.OWNER:
        _keep_an_owner(membership)
    before = {"email": membership.account.email, "role": membership.role.value}
    _note_member("removed", membership, actor=actor, now=now, before=before)
    db.session.delete(membership)
    db.session.flush()
    db.session.expire(membership.account, ["memberships"])


def set_password(*, account: Account, password: str, now: datetime) -> None:
    """Give the account a password; every session and every earlier link of it ends.

    Raises PasswordTooWeak.
    """
    reasons, normal = _security.password_util.validate(password, False, user=account)
    if reasons:
        raise errors.PasswordTooWeak([str(reason) for reason in reasons])
    account.password = hash_password(normal)
    account.confirmed_at = account.confirmed_at or now
    _security.datastore.set_uniquifier(account)
    db.session.flush()


def send_link(*, email: str, now: datetime) -> None:
    """Write a one-time link to the account with that address; nothing happens without one."""
    account = account_with(email)
    if account is None or not account.active:
        return
    with locale.using(account.language):
        subject = gettext("Choose a new password for eventreg")
    queue_message(
        "account_link",
        subject=subject,
        recipient=account.email,
        language=account.language,
        values={"link": one_time_link(account)},
        now=now,
    )


def _kept(email: str) -> str:
    return email.strip().lower()


def _keep_an_owner(membership: Membership) -> None:
    """Raise LastOwnerStays unless another owner remains; two who leave at once wait in turn."""
    db.session.execute(
        select(Organisation.id)
        .where(Organisation.id == membership.organisation_id)
        .with_for_update()
    )
    owners = db.session.scalar(
        select(func.count())
        .select_from(Membership)
        .where(
            Membership.organisation_id == membership.organisation_id,
            Membership.role == StaffRole.OWNER,
            Membership.id != membership.id,
        )
    )
    if not owners:
        raise errors.LastOwnerStays


def _check(facts: OrganisationFacts) -> None:
    if not facts.name:
        raise errors.OrganisationUnnamed
    if not is_readable(facts.accent_colour):
        raise errors.ColourNotReadable


def _write(organisation: Organisation, facts: OrganisationFacts) -> None:
    for name, value in vars(facts).items():
        setattr(organisation, name, value)


def _described(organisation: Organisation) -> dict[str, Any]:
    values = {**vars(facts_of(organisation)), "notice": organisation.privacy_notice_version}
    return {
        name: dict(value) if isinstance(value, LocalText) else value
        for name, value in values.items()
    }


def _note(
    action: str,
    organisation: Organisation,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    history.record(
        action,
        actor=actor,
        now=now,
        subject="organisation",
        subject_uid=organisation.slug,
        organisation_id=organisation.id,
        before=before,
        after=after,
    )


def _note_member(
    action: str,
    membership: Membership,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    history.record(
        action,
        actor=actor,
        now=now,
        subject="membership",
        subject_uid=membership.uid,
        organisation_id=membership.organisation_id,
        before=before,
        after=after,
    )
