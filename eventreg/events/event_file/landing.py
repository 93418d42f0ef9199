"""What an import knows while it is under way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_

from eventreg.agenda.models import AgendaItem
from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.events.event_file.consistency import placed
from eventreg.events.event_file.errors import EventFileFaulty, Fault, Path
from eventreg.events.event_file.shape import EventFile
from eventreg.events.event_file.territory import TerritoryShape
from eventreg.events.models import Event, Topic
from eventreg.registration.models import Delegation, Registration
from eventreg.registration.questions.models import Question, QuestionOption
from eventreg.territories.models import Territory
from eventreg.visits.models import HostInstitution, SiteVisit, Vehicle


@dataclass
class Landing:
    """A file on its way into the database; `event` is new or the one that stood already.

    The dictionaries hold the rows by the keys of the file. `takes` are the places that people get,
    each with the place in the file that says so; `releases` those that they give back.
    """

    file: EventFile
    event: Event
    now: datetime
    is_new: bool
    territories: dict[tuple[str, str], Territory] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    institutions: dict[str, HostInstitution] = field(default_factory=dict)
    visits: dict[str, SiteVisit] = field(default_factory=dict)
    vehicles: dict[str, Vehicle] = field(default_factory=dict)
    items: dict[str, AgendaItem] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    options: dict[str, QuestionOption] = field(default_factory=dict)
    delegations: dict[str, Delegation] = field(default_factory=dict)
    people: dict[str, Registration] = field(default_factory=dict)
    takes: list[tuple[Limited, Path]] = field(default_factory=list)
    releases: list[Limited] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, reason: str) -> None:
        self.faults.append(Fault(path, reason))

    def stop_on_faults(self) -> None:
        """Raise EventFileFaulty when anything was found wrong so far."""
        if self.faults:
            raise EventFileFaulty(self.faults)

    def territory(self, shape: TerritoryShape | None) -> Territory | None:
        """The territory that the file names."""
        return self.territories[shape.country, shape.code] if shape else None

    def find_territories(self) -> None:
        """Look up every territory of the file; each must stand on the event's first day (R1)."""
        named = list(_territories(self.file))
        codes = {(shape.country, shape.code) for _path, shape in named}
        rows = db.session.scalars(
            select(Territory).where(tuple_(Territory.country, Territory.code).in_(sorted(codes)))
        )
        self.territories = {(row.country, row.code): row for row in rows}
        for path, shape in named:
            self._check(path, shape)

    def rows_by_key(self, model: Any, keys: Mapping[str, Path], **owner: Any) -> dict[str, Any]:
        """The rows that have these keys already; one that belongs to another owner is a fault."""
        rows = db.session.scalars(select(model).where(model.uid.in_(keys))).all()
        found = {}
        for row in rows:
            if all(getattr(row, name) == value for name, value in owner.items()):
                found[row.uid] = row
            else:
                reason = f"{row.uid!r} is the key of something else in this installation"
                self.fault((*keys[row.uid], "key"), reason)
        return found

    def _check(self, path: Path, shape: TerritoryShape) -> None:
        row = self.territories.get((shape.country, shape.code))
        day = self.file.starts_on
        if row is None:
            self.fault(path, f"there is no territory {shape.code} in {shape.country}")
        elif not row.is_valid_on(day):
            self.fault(path, f"{row.name.in_('lv')} ({shape.code}) did not stand on {day}")
        elif shape.name and shape.name not in row.name.values():
            self.fault(path, f"{shape.code} is {row.name.in_('lv')}, not {shape.name}")


def keys(name: str, shapes: Sequence[Any] | None) -> dict[str, Path]:
    """The keys of a list of the file, each with its place."""
    return {shape.key: path for path, shape in placed(name, shapes)}


def assign(row: Any, shape: Any, names: Iterable[str]) -> None:
    """Give the row the values that it has under the same name as the file."""
    for name in names:
        setattr(row, name, getattr(shape, name))


def _territories(file: EventFile) -> Iterator[tuple[Path, TerritoryShape]]:
    if file.host_territory is not None:
        yield ("host_territory",), file.host_territory
    for name in ("institutions", "invitations", "registrations", "contributions"):
        for path, each in placed(name, getattr(file, name)):
            if each.territory is not None:
                yield (*path, "territory"), each.territory
