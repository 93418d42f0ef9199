"""Writing the log (R28)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from eventreg.database import db, write_row
from eventreg.history.models import ActorKind, LogEntry

BLACK = "█"


@dataclass(frozen=True)
class Actor:
    """Who acts: an account's or a registration's number, or a task or command without one."""

    kind: ActorKind
    id: int | None = None


COMMAND = Actor(ActorKind.COMMAND)
TASK = Actor(ActorKind.TASK)


def record(
    action: str,
    *,
    actor: Actor,
    now: datetime,
    subject: str,
    subject_uid: str,
    organisation_id: int | None = None,
    event_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add an entry to the log, in the transaction of the change itself.

    `action` is a verb in the past tense (`published`, `cancelled`), `subject` the table's name and
    `subject_uid` the public name of the row; `before` and `after` hold only what changed, as JSON.
    """
    write_row(
        LogEntry,
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        organisation_id=organisation_id,
        event_id=event_id,
        action=action,
        subject=subject,
        subject_uid=subject_uid,
        before=before or {},
        after=after or {},
    )


def black_out(subject: str, subject_uid: str, *, kept: Collection[str]) -> None:
    """Make everything black that the log says of a row, but the values named in `kept` (R22)."""
    about = (LogEntry.subject == subject) & (LogEntry.subject_uid == subject_uid)
    db.session.flush()
    for row in db.session.execute(
        select(LogEntry.id, LogEntry.before, LogEntry.after).where(about)
    ).all():
        db.session.execute(
            update(LogEntry)
            .where(LogEntry.id == row.id)
            .values(before=_blacked_out(row.before, kept), after=_blacked_out(row.after, kept))
        )


def _blacked_out(values: Mapping[str, Any], kept: Collection[str]) -> dict[str, Any]:
    return {name: value if name in kept else BLACK for name, value in values.items()}


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of two descriptions of a row only what differs: the old values and the new ones."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
