"""What desk notes come to, in whatever order they arrive.

Two desks may note the same person while neither has a network. Each note carries the moment at
which it was made: the latest says whether the person is there, and of the check-ins since the last
undoing the first one counts. So every desk ends with the same, and a note sent twice is one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Protocol, TypeVar

from sqlalchemy import ColumnElement, delete, func, select, update

from eventreg.attendance.models import Attendance, DeskNote
from eventreg.database import db, insert_unless_there


class Noted(Protocol):
    """What a note must tell to be merged."""

    uid: str
    present: bool
    at: datetime


Note = TypeVar("Note", bound=Noted)
Row = TypeVar("Row", Attendance, DeskNote)


@dataclass(frozen=True)
class Where:
    """A day of the event or one of its visits, by its number."""

    day: date | None = None
    visit_id: int | None = None

    def of(self, table: type[Attendance] | type[DeskNote]) -> ColumnElement[bool]:
        """The rows of this day or visit."""
        if self.visit_id is not None:
            return table.visit_id == self.visit_id
        return table.day == self.day

    def values(self) -> dict[str, date | int | None]:
        """What a row of it says."""
        return {"day": self.day, "visit_id": self.visit_id}


def deciding(notes: Iterable[Note]) -> Note | None:
    """The check-in that counts, or None when the person is not there.

    Does not depend on the order given; of notes of one moment the name decides.
    """
    latest_first = sorted(notes, key=lambda note: (note.at, note.uid), reverse=True)
    since_undone = list(takewhile(lambda note: note.present, latest_first))
    return since_undone[-1] if since_undone else None


def latest(people: Sequence[int], *, where: Where) -> Mapping[int, datetime]:
    """The moment of the last note of each of these registrations that has any."""
    found = db.session.execute(
        select(DeskNote.registration_id, func.max(DeskNote.at))
        .where(DeskNote.registration_id.in_(people), where.of(DeskNote))
        .group_by(DeskNote.registration_id)
    )
    return {number: at for number, at in found}  # noqa: C416 - rows are no pairs to the checker


def keep(
    notes: Sequence[DeskNote], *, where: Where
) -> tuple[frozenset[str], Mapping[int, DeskNote | None]]:
    """Keep those of the notes that are new, and let the attendance follow.

    The caller holds the event's queue, so that nobody else merges meanwhile. Returns the names of
    those that are new, and of each registration the check-in that counts.
    """
    new = frozenset(note.uid for note in notes if _add(note))
    people = {note.registration_id for note in notes}
    standing: dict[int, list[DeskNote]] = {number: [] for number in people}
    for note in db.session.scalars(
        select(DeskNote).where(DeskNote.registration_id.in_(people), where.of(DeskNote))
    ):
        standing[note.registration_id].append(note)
    counts = {number: deciding(found) for number, found in standing.items()}
    _follow(counts, where)
    return new, counts


def carry_over(*, kept: int, other: int) -> None:
    """Let one registration have the presence and the notes of another, which is of one person.

    The caller holds the event's queue. Where both were noted, their notes come to what they would
    have come to for one person; presence without notes stays with the earlier moment.
    """
    own = {(each.day, each.visit_id): each for each in _rows_of(Attendance, kept)}
    for each in _rows_of(Attendance, other):
        mine = own.get((each.day, each.visit_id))
        if mine is None:
            each.registration_id = kept
        else:
            mine.noted_at = min(mine.noted_at, each.noted_at)
            db.session.delete(each)
    db.session.flush()
    db.session.execute(
        update(DeskNote).where(DeskNote.registration_id == other).values(registration_id=kept)
    )
    places: dict[Where, list[DeskNote]] = {}
    for note in _rows_of(DeskNote, kept):
        places.setdefault(Where(note.day, note.visit_id), []).append(note)
    for where, found in places.items():
        _follow({kept: deciding(found)}, where)


def _rows_of(table: type[Row], registration: int) -> Sequence[Row]:
    return db.session.scalars(select(table).where(table.registration_id == registration)).all()


def _add(note: DeskNote) -> bool:
    names = (column.key for column in DeskNote.__table__.columns)
    values = {name: getattr(note, name) for name in names}
    return insert_unless_there(db.session(), DeskNote, **values)


def _follow(counts: Mapping[int, DeskNote | None], where: Where) -> None:
    """Write the attendance that the notes come to."""
    here = {
        each.registration_id: each
        for each in db.session.scalars(
            select(Attendance).where(Attendance.registration_id.in_(counts), where.of(Attendance))
        )
    }
    for number, note in counts.items():
        if note is None:
            continue
        row = here.get(number) or Attendance(registration_id=number, **where.values())
        row.noted_at, row.account_id = note.at, note.account_id
        db.session.add(row)
    gone = [number for number, note in counts.items() if note is None]
    db.session.execute(
        delete(Attendance).where(Attendance.registration_id.in_(gone), where.of(Attendance))
    )
    db.session.flush()
