"""Inviting single persons by mail, with what is known filled in already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event, NetworkMember
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor, record
from eventreg.language.collation import sort_key
from eventreg.registration.application import email_key
from eventreg.registration.delegations import links
from eventreg.registration.delegations.errors import (
    DeadlinePassed,
    InvitationAnswered,
    InvitationLapsed,
    InvitedAlready,
)
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.delegations.service import require_open
from eventreg.registration.delegations.told import Letter, tell_invited
from eventreg.registration.models import Affiliation, ParticipantRole, Registration
from eventreg.territories.models import Territory


class PersonAnswer(StrEnum):
    """What has become of a person's invitation."""

    SILENT = "silent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who is invited and what is known of the person; all but the address may be missing."""

    email: str
    first_name: str = ""
    last_name: str = ""
    position: str = ""
    institution: str = ""
    affiliation: Affiliation | None = None
    territory: Territory | None = None
    role: ParticipantRole = ParticipantRole.EXPERT
    language: str = "lv"

    @classmethod
    def member(cls, member: NetworkMember) -> "Invited":
        """A member of a network, who comes for the municipality."""
        return cls(
            email=member.email,
            first_name=member.first_name,
            last_name=member.last_name,
            position=member.position,
            institution=member.institution,
            affiliation=Affiliation.MUNICIPALITY,
            territory=member.territory,
            language=member.language,
        )


def invitations_of(event: Event) -> Sequence[PersonalInvitation]:
    """The event's invited persons in order of names (R5)."""
    rows = db.session.scalars(
        select(PersonalInvitation)
        .where(PersonalInvitation.event_id == event.id)
        .options(
            joinedload(PersonalInvitation.territory), joinedload(PersonalInvitation.registration)
        )
    )
    return sorted(
        rows, key=lambda each: (sort_key(f"{each.last_name} {each.first_name}", "lv"), each.id)
    )


def invitation_named(event: Event, uid: str) -> PersonalInvitation | None:
    """An invitation to this event; one to another event is not found."""
    return db.session.scalar(
        select(PersonalInvitation)
        .where(PersonalInvitation.event_id == event.id, PersonalInvitation.uid == uid)
        .options(joinedload(PersonalInvitation.registration))
    )


def answer_of(invitation: PersonalInvitation, *, now: datetime) -> PersonAnswer:
    """What has become of the invitation."""
    if is_accepted(invitation):
        return PersonAnswer.ACCEPTED
    if invitation.refused_at is not None:
        return PersonAnswer.DECLINED
    return PersonAnswer.LAPSED if _is_late(invitation, now) else PersonAnswer.SILENT


def is_accepted(invitation: PersonalInvitation) -> bool:
    """Whether a registration that stands came of it."""
    return invitation.registration is not None and invitation.registration.is_active


def invite(
    *,
    event: Event,
    people: Sequence[Invited],
    answer_until: datetime | None,
    actor: Actor,
    now: datetime,
) -> Sequence[PersonalInvitation]:
    """Invite people; each gets one mail with one link. All or none.

    Raises InvitationsNotOpen, DeadlinePassed and InvitedAlready.
    """
    require_open(event, now=now)
    if answer_until is not None and answer_until <= now:
        raise DeadlinePassed
    known = set(
        db.session.scalars(
            select(PersonalInvitation.email_key).where(PersonalInvitation.event_id == event.id)
        )
    )
    made = []
    for person in people:
        if email_key(person.email) in known:
            raise InvitedAlready(person.email)
        known.add(email_key(person.email))
        made.append(_invite(event, person, answer_until, actor, now))
    return made


def send_again(invitation: PersonalInvitation, *, actor: Actor, now: datetime) -> None:
    """Send the link again; raises InvitationsNotOpen and InvitationAnswered."""
    _require_silent(invitation, now)
    _log("invitation sent again", invitation, actor, now)
    tell_invited(invitation, Letter.PERSON_INVITED, now=now)


def remind(invitation: PersonalInvitation, *, actor: Actor, now: datetime) -> None:
    """Remind a person; raises InvitationsNotOpen and InvitationAnswered."""
    _require_silent(invitation, now)
    invitation.reminded_at = now
    _log("reminded", invitation, actor, now)
    tell_invited(invitation, Letter.PERSON_REMINDER, now=now)
    db.session.flush()


def remind_silent(*, event: Event, actor: Actor, now: datetime) -> int:
    """Remind all who have not answered and still can; tells how many."""
    require_open(event, now=now)
    found = silent(event, now=now)
    for invitation in found:
        remind(invitation, actor=actor, now=now)
    return len(found)


def withdraw(invitation: PersonalInvitation, *, actor: Actor, now: datetime) -> None:
    """Take the invitation back: its link is dead; a registration that came of it stays."""
    _log("invitation withdrawn", invitation, actor, now)
    db.session.delete(invitation)
    db.session.flush()


def refuse(invitation: PersonalInvitation, *, now: datetime) -> None:
    """The person does not come; raises InvitationAnswered when there is a registration."""
    if is_accepted(invitation):
        raise InvitationAnswered
    if invitation.refused_at is None:
        invitation.refused_at = now
        _log("invitation refused", invitation, Actor(ActorKind.PARTICIPANT), now)
    db.session.flush()


def require_acceptable(invitation: PersonalInvitation, *, now: datetime) -> None:
    """Raise InvitationAnswered or InvitationLapsed unless the person can accept now."""
    if is_accepted(invitation):
        raise InvitationAnswered
    if _is_late(invitation, now):
        raise InvitationLapsed


def accepted(invitation: PersonalInvitation, registration: Registration, *, now: datetime) -> None:
    """Note the registration that came of the invitation; it makes a refusal void."""
    invitation.registration, invitation.refused_at = registration, None
    _log("invitation accepted", invitation, Actor(ActorKind.PARTICIPANT, registration.id), now)
    db.session.flush()


def silent(event: Event, *, now: datetime) -> Sequence[PersonalInvitation]:
    """Those who have neither accepted nor refused, while they still can."""
    return db.session.scalars(
        select(PersonalInvitation)
        .where(
            PersonalInvitation.event_id == event.id,
            PersonalInvitation.refused_at.is_(None),
            PersonalInvitation.registration_id.is_(None),
            or_(PersonalInvitation.answer_until.is_(None), PersonalInvitation.answer_until > now),
        )
        .order_by(PersonalInvitation.id)
    ).all()


def known_of(invitation: PersonalInvitation) -> Mapping[str, Any]:
    """What is known of the person, as the data of the public form."""
    return {
        "first_name": invitation.first_name,
        "last_name": invitation.last_name,
        "email": invitation.email,
        "position": invitation.position,
        "institution": invitation.institution,
        "affiliation": invitation.affiliation.value if invitation.affiliation else None,
        "territory": str(invitation.territory_id or ""),
        "role": invitation.role.value,
        "invitation": links.invitation_token(invitation),
    }


def _invite(
    event: Event, person: Invited, until: datetime | None, actor: Actor, now: datetime
) -> PersonalInvitation:
    invitation = PersonalInvitation(
        event=event,
        email_key=email_key(person.email),
        invited_at=now,
        answer_until=until,
        **{each.name: getattr(person, each.name) for each in fields(person)},
    )
    db.session.add(invitation)
    db.session.flush()
    _log("invited", invitation, actor, now)
    tell_invited(invitation, Letter.PERSON_INVITED, now=now)
    return invitation


def _is_late(invitation: PersonalInvitation, now: datetime) -> bool:
    return invitation.answer_until is not None and now >= invitation.answer_until


def _require_silent(invitation: PersonalInvitation, now: datetime) -> None:
    require_open(invitation.event, now=now)
    if is_accepted(invitation):
        raise InvitationAnswered


def _log(action: str, invitation: PersonalInvitation, actor: Actor, now: datetime) -> None:
    """The log names the invitation by its public name alone: nothing in it is to be erased."""
    record(
        action,
        actor=actor,
        now=now,
        subject="personal_invitation",
        subject_uid=invitation.uid,
        organisation_id=invitation.event.organisation_id,
        event_id=invitation.event_id,
    )
