"""The agenda as pages, papers and calendar files show it: days, what runs side by side, parts.

Plain values, so that nobody who shows them can change the database or ask it for more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import chain, pairwise
from typing import TypeVar

from eventreg.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.wording import QUIET_KINDS
from eventreg.language import dates
from eventreg.language.local_text import LocalText
from eventreg.visits.models import InstitutionKind


class Direction(StrEnum):
    """Where an item moves among its neighbours."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who speaks, leads or receives; a person, an institution or both."""

    role: SpeakerRole
    name: str
    job: LocalText
    institution: LocalText


@dataclass(frozen=True, kw_only=True)
class VisitedHost:
    """The institution that an item of the agenda visits; `visit_uid` names the site visit."""

    visit_uid: str
    name: LocalText
    kind: InstitutionKind
    address: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """A thing that happens; `parts` are what it consists of, one level deep."""

    uid: str
    kind: ItemKind
    occasion: Occasion
    position: int
    title: LocalText
    text: LocalText
    place: LocalText
    address: str
    track: LocalText
    speakers: tuple[Speaker, ...]
    visit: VisitedHost | None
    parts: tuple["Item", ...] = ()

    @property
    def where(self) -> LocalText:
        """The place; for a visit whose place is not named, the institution."""
        return self.visit.name if self.visit and not self.place else self.place

    @property
    def where_address(self) -> str:
        """The address that belongs to `where`."""
        return self.visit.address if self.visit and not self.address else self.address

    @property
    def is_quiet(self) -> bool:
        """Whether it only parts the day, such as a meal or a transfer."""
        return self.kind in QUIET_KINDS

    @property
    def day(self) -> date | None:
        return self.occasion.day

    @property
    def starts_at(self) -> time | None:
        return self.occasion.starts_at

    @property
    def ends_at(self) -> time | None:
        return self.occasion.ends_at


# A plain value or a row of the database: both have a uid, a position and a start.
AnyItem = TypeVar("AnyItem", bound=Item | AgendaItem)


@dataclass(frozen=True)
class Slot:
    """What runs at the same time: one item, or several side by side."""

    items: tuple[Item, ...]

    @property
    def is_parallel(self) -> bool:
        return len(self.items) > 1

    @property
    def starts_at(self) -> time | None:
        return self.items[0].starts_at

    @property
    def ends_at(self) -> time | None:
        """The common end; of parallel items the latest, unknown when one of them is."""
        ends = [item.ends_at for item in self.items]
        known = [end for end in ends if end is not None]
        return max(known) if len(known) == len(ends) else None


@dataclass(frozen=True)
class Day:
    """A day of the event with what happens on it; `date` is None where the day is not yet known.

    `number` counts from the event's first day; None for an unknown day.
    """

    number: int | None
    date: date | None
    slots: tuple[Slot, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The day's items in order, without their parts."""
        return tuple(item for slot in self.slots for item in slot.items)

    def heading(self, language: str) -> str | None:
        """The heading in words: "1. diena – 2017. gada 21. novembris, otrdiena"."""
        if self.number is None or self.date is None:
            return None
        return dates.day_heading(self.number, self.date, language)


@dataclass(frozen=True)
class Agenda:
    """What happens at an event, day by day; what has no day yet comes last."""

    days: tuple[Day, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order, without their parts."""
        return tuple(item for day in self.days for item in day.items)

    def everything(self) -> Iterator[Item]:
        """All items, each followed by its parts."""
        for item in self.items:
            yield item
            yield from item.parts


def in_order(items: Iterable[AnyItem]) -> list[AnyItem]:
    """One day's items: known times in their order, the others where the organiser put them (R14).

    An item without a time stays behind the item that it was placed after.
    """
    untimed_first: list[AnyItem] = []
    runs: list[list[AnyItem]] = []
    for item in sorted(items, key=lambda each: each.position):
        if item.starts_at is not None:
            runs.append([item])
        else:
            (runs[-1] if runs else untimed_first).append(item)
    runs.sort(key=lambda run: run[0].starts_at or time.min)
    return [*untimed_first, *chain.from_iterable(runs)]


def may_change_places(one: AnyItem, other: AnyItem) -> bool:
    """Whether neighbours may change places: not when their times say which comes first."""
    return one.starts_at is None or other.starts_at is None or one.starts_at == other.starts_at


def moves_in(agenda: Agenda) -> dict[str, frozenset[Direction]]:
    """Where each item and each part may move among its neighbours, by uid."""
    found: dict[str, frozenset[Direction]] = {}
    for day in agenda.days:
        for neighbours in (day.items, *(item.parts for item in day.items)):
            found |= {item.uid: frozenset() for item in neighbours}
            for upper, lower in pairwise(neighbours):
                if may_change_places(upper, lower):
                    found[upper.uid] |= {Direction.DOWN}
                    found[lower.uid] |= {Direction.UP}
    return found


def side_by_side(items: Iterable[Item]) -> tuple[Slot, ...]:
    """Items in order, those of the same time put together."""
    slots: list[list[Item]] = []
    for item in items:
        if slots and _runs_beside(item, slots[-1]):
            slots[-1].append(item)
        else:
            slots.append([item])
    return tuple(Slot(tuple(slot)) for slot in slots)


def in_days(
    items: Sequence[Item], *, starts_on: date, ends_on: date, with_empty_days: bool = False
) -> Agenda:
    """The agenda of an event that lasts from `starts_on` to `ends_on`.

    `with_empty_days` keeps days on which nothing is planned yet, for those who plan.
    """
    known = {item.day for item in items if item.day is not None}
    if with_empty_days:
        known |= set(days_between(starts_on, ends_on))
    days = [_day(day, items, number=(day - starts_on).days + 1) for day in sorted(known)]
    if any(item.day is None for item in items):
        days.append(_day(None, items, number=None))
    return Agenda(tuple(days))


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def _day(day: date | None, items: Iterable[Item], *, number: int | None) -> Day:
    of_the_day = in_order(item for item in items if item.day == day)
    return Day(number, day, side_by_side(of_the_day))


def _runs_beside(item: Item, slot: list[Item]) -> bool:
    first = slot[0]
    if item.starts_at != first.starts_at:
        return False
    if item.starts_at is not None and item.ends_at == first.ends_at:
        return True
    tracks = {other.track for other in slot}
    return bool(item.track) and all(tracks) and item.track not in tracks
