"""What the log says of moves, and how the latest one is read back from it to be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from eventreg.agenda.models import AgendaItem
from eventreg.agenda.occasions import Occasion
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history import service as history
from eventreg.history.models import LogEntry
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText

PLACED, SHIFTED = "placed", "shifted"
SUBJECT = "agenda_item"
MOST_STEPS = 500

Place = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One item's part in a move: where it was, and where it is since."""

    uid: str
    before: Place
    after: Place

    @property
    def occasion(self) -> Occasion:
        """When it was before."""
        return _occasion(self.before)

    @property
    def track(self) -> LocalText:
        """Its track before."""
        return LocalText(self.before["track"])

    @property
    def behind(self) -> str | None:
        """Behind which item it stood."""
        behind: str | None = self.before["behind"]
        return behind


@dataclass(frozen=True)
class Move:
    """The latest change of the agenda where that was a move; `entry` is its number in the log."""

    entry: int
    action: str
    steps: tuple[Step, ...]


def place_of(item: AgendaItem, behind: str | None) -> dict[str, Any]:
    """Where an item stands: day, times, track, and behind which other."""
    return {
        "day": item.day.isoformat() if item.day else None,
        "starts_at": item.starts_at.isoformat("minutes") if item.starts_at else None,
        "ends_at": item.ends_at.isoformat("minutes") if item.ends_at else None,
        "track": dict(item.track),
        "behind": behind,
    }


def is_still(place: Place, item: AgendaItem) -> bool:
    """Whether the item stands where the move had put it; the order may be another."""
    return place_of(item, place["behind"]) == place


def note(
    action: str, item: AgendaItem, *, before: Place, after: Place, actor: Actor, now: datetime
) -> None:
    """Write the move into the log (R28)."""
    item.event.updated_at = now
    history.record(
        action,
        actor=actor,
        now=now,
        subject=SUBJECT,
        subject_uid=item.uid,
        organisation_id=item.event.organisation_id,
        event_id=item.event_id,
        before=dict(before),
        after=dict(after),
    )


def last_move(event: Event) -> Move | None:
    """The latest change of the event's agenda; None where it was no move, or there is none."""
    about = (LogEntry.event_id == event.id) & (LogEntry.subject == SUBJECT)
    last = db.session.scalars(
        select(LogEntry).where(about).order_by(LogEntry.id.desc()).limit(1)
    ).first()
    if last is None or last.action not in (PLACED, SHIFTED):
        return None
    together = db.session.scalars(
        select(LogEntry)
        .where(
            about,
            LogEntry.action == last.action,
            LogEntry.at == last.at,
            LogEntry.actor_kind == last.actor_kind,
            LogEntry.actor_id == last.actor_id,
        )
        .order_by(LogEntry.id.desc())
        .limit(MOST_STEPS if last.action == SHIFTED else 1)
    )
    steps: dict[str, Step] = {}
    for entry in together:
        if entry.subject_uid in steps:
            break  # an earlier move of the same moment
        steps[entry.subject_uid] = Step(entry.subject_uid, entry.before, entry.after)
    return Move(last.id, last.action, tuple(reversed(steps.values())))


def _occasion(place: Place) -> Occasion:
    return Occasion(
        day=date.fromisoformat(place["day"]) if place["day"] else None,
        starts_at=time.fromisoformat(place["starts_at"]) if place["starts_at"] else None,
        ends_at=time.fromisoformat(place["ends_at"]) if place["ends_at"] else None,
    )
