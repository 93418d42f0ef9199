"""What the agenda says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from eventreg.documents.facts.head import Facts, Text


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who leads, speaks or receives; a person, or an institution without a person's name."""

    role: str
    name: str
    job: Text
    institution: Text


@dataclass(frozen=True, kw_only=True)
class Item:
    """A thing that happens, with its parts in order; a quiet one only parts the day.

    `host_kind` says what kind of institution is visited.
    """

    kind: str
    title: Text
    text: Text
    starts_at: time | None
    ends_at: time | None
    place: Text
    address: str
    people: tuple[Person, ...]
    parts: tuple["Item", ...]
    track: Text
    quiet: bool
    host_kind: str = ""

    @property
    def has_people(self) -> bool:
        return bool(self.people) or any(part.people for part in self.parts)

    @property
    def has_place(self) -> bool:
        return bool(self.place) or bool(self.address)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a day's table; more than one item stand side by side in parallel tracks."""

    starts_at: time | None
    ends_at: time | None
    items: tuple[Item, ...]

    @property
    def is_parallel(self) -> bool:
        return len(self.items) > 1


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of the event; `number` counts from 1."""

    number: int
    day: date
    rows: tuple[Row, ...]

    @property
    def sessions(self) -> tuple[Item, ...]:
        """What people came for, apart from the site visits."""
        return sessions(item for row in self.rows for item in row.items)

    @property
    def has_people(self) -> bool:
        return any(item.has_people for row in self.rows for item in row.items)

    @property
    def has_places(self) -> bool:
        return any(item.has_place for row in self.rows for item in row.items)


def sessions(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that are neither site visits nor only part the day."""
    return tuple(item for item in items if not item.quiet and item.kind != "site_visit")


@dataclass(frozen=True, kw_only=True)
class VisitTime:
    """When a visit takes place, as far as the agenda says."""

    day: date
    starts_at: time | None
    ends_at: time | None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A site visit; `departs_at` is local time."""

    number: int
    host: Text
    kind: str
    territory: str
    address: str
    times: tuple[VisitTime, ...]
    meeting_point: Text
    departs_at: datetime | None
    transport: Text
    seats: int | None
    accompanying: str
    good_to_know: Text

    @property
    def says_more_than_its_name(self) -> bool:
        details = (self.address, self.times, self.seats, self.accompanying, self.good_to_know)
        return self.has_departure or any(map(bool, details))

    @property
    def has_departure(self) -> bool:
        return bool(self.meeting_point) or self.departs_at is not None or bool(self.transport)


@dataclass(frozen=True, kw_only=True)
class Practical:
    """Practical matters."""

    text: Text
    working_language: Text
    contact_name: str
    contact_email: str
    contact_phone: str

    def __bool__(self) -> bool:
        known = (self.text, self.working_language, self.contact_name, self.contact_email)
        return any(map(bool, (*known, self.contact_phone)))


@dataclass(frozen=True, kw_only=True)
class WithVisits:
    """A document that shows the site visits; empty columns of their table are left out."""

    visits: tuple[Visit, ...]

    @property
    def visits_have_times(self) -> bool:
        return any(visit.times for visit in self.visits)

    @property
    def visits_have_departures(self) -> bool:
        return any(visit.has_departure for visit in self.visits)

    @property
    def visits_have_seats(self) -> bool:
        return any(visit.seats is not None for visit in self.visits)


@dataclass(frozen=True, kw_only=True)
class AgendaFacts(Facts, WithVisits):
    """The whole agenda; `undated` are the items that have no day yet."""

    aim: Text
    days: tuple[Day, ...]
    undated: tuple[Item, ...]
    practical: Practical
    photo_notice: Text

    @property
    def has_visit_table(self) -> bool:
        """Whether the visits say more than the agenda items in which they already stand."""
        on_agenda = {item.title for item in self.undated}
        return any(
            visit.says_more_than_its_name or visit.host not in on_agenda for visit in self.visits
        )
