"""What organisers see happened to an invitation, and the log of what they take out."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.history.service import Actor, record
from eventreg.registration.delegations.wording import HAPPENINGS
from eventreg.registration.models import Delegation
from eventreg.registration.wording import ACTORS


class Happening(NamedTuple):
    """A line of an invitation's history: when, what, by whom, why."""

    at: datetime
    what: str
    who: str
    why: str


def history_of(delegation: Delegation) -> Sequence[Happening]:
    """What happened to an invitation, latest first."""
    entries = db.session.scalars(
        select(LogEntry)
        .where(LogEntry.subject == "delegation", LogEntry.subject_uid == delegation.uid)
        .order_by(LogEntry.id.desc())
    )
    return [
        Happening(
            entry.at,
            str(HAPPENINGS.get(entry.action, entry.action)),
            str(ACTORS[entry.actor_kind]),
            str(entry.after.get("reason", "")),
        )
        for entry in entries
    ]


def log_download(event: Event, *, actor: Actor, now: datetime) -> None:
    """Add to the log that the invitations were taken out as a file."""
    record(
        "invitations exported",
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
    )
