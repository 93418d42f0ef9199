"""Invitations and members of networks are forgotten with the person, or with the event (R22)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import delete, or_, select

from eventreg.database import db
from eventreg.events.models import Event, NetworkMember
from eventreg.history.models import LogEntry
from eventreg.history.service import Actor, black_out, record
from eventreg.messages.models import Message
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.delegations.told import Letter
from eventreg.registration.models import Delegation

# What the log may go on saying of an invitation or a member who is forgotten.
KEPT_IN_LOG = frozenset(
    {
        *("territory", "quota", "reserves", "releases", "answer_until", "language", "places"),
        *("people", "number", "refused"),
    }
)
_NAMED_IN = ("delegation", "network_member")


def forget_person(key: str) -> set[str]:
    """Forget whom the address `key` is of as coordinator, invited person and member of networks.

    An invitation of a municipality stays, without coordinator, and its link is dead. Returns the
    names that were kept.
    """
    names = set[str]()
    for delegation in db.session.scalars(
        select(Delegation).where(sa.func.lower(Delegation.coordinator_email) == key)
    ):
        names.add(delegation.coordinator_name)
        _forget_coordinator(delegation)
    for invitation in db.session.scalars(
        select(PersonalInvitation).where(PersonalInvitation.email_key == key)
    ):
        names.add(f"{invitation.first_name} {invitation.last_name}".strip())
        db.session.delete(invitation)
    for member in db.session.scalars(select(NetworkMember).where(NetworkMember.email_key == key)):
        names.add(f"{member.first_name} {member.last_name}")
        db.session.delete(member)
    db.session.flush()
    for subject, uid in _logged_with(key):
        black_out(subject, uid, kept=KEPT_IN_LOG)
    return names - {""}


def invitations_due(event: Event) -> Sequence[PersonalInvitation | Delegation]:
    """What an event's retention forgets: invited persons, and the coordinators of delegations."""
    coordinators = db.session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event.id, Delegation.coordinator_email != "")
        .order_by(Delegation.id)
    ).all()
    people = db.session.scalars(
        select(PersonalInvitation)
        .where(PersonalInvitation.event_id == event.id)
        .order_by(PersonalInvitation.id)
    ).all()
    return [*coordinators, *people]


def forget_invitations(
    due: Iterable[PersonalInvitation | Delegation], event: Event, *, actor: Actor, now: datetime
) -> None:
    """Forget what is due, the mails about it too; that an institution was invited stays."""
    number = 0
    for each in due:
        number += 1
        if isinstance(each, PersonalInvitation):
            db.session.delete(each)
        else:
            _forget_coordinator(each)
            black_out("delegation", each.uid, kept=KEPT_IN_LOG)
    if not number:
        return
    letters = [letter.value for letter in Letter]
    db.session.execute(
        delete(Message).where(Message.event_id == event.id, Message.template.in_(letters))
    )
    db.session.flush()
    record(
        "invitations forgotten",
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
        after={"number": number},
    )


def _forget_coordinator(delegation: Delegation) -> None:
    delegation.coordinator_name = delegation.coordinator_email = delegation.refusal = ""
    delegation.link_version += 1


def _logged_with(key: str) -> Sequence[tuple[str, str]]:
    """The invitations and members whose log names the address, also those that are no more."""
    text = [sa.func.lower(sa.cast(side, sa.Text)) for side in (LogEntry.before, LogEntry.after)]
    found = db.session.execute(
        select(LogEntry.subject, LogEntry.subject_uid)
        .where(
            LogEntry.subject.in_(_NAMED_IN),
            or_(*(side.contains(f'"{key}"', autoescape=True) for side in text)),
        )
        .distinct()
        .order_by(LogEntry.subject, LogEntry.subject_uid)
    )
    return [(row.subject, row.subject_uid) for row in found]
