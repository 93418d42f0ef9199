"""What an organiser should look at before people stand before a locked door.

One list for the agenda's page, for the list of what an event still needs and for the papers: the
same person or place in two items at once, two items of one track, too little time to get from one
place to the next, a departure while a session still runs, an item on a day that is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from zoneinfo import ZoneInfo

from eventreg import clock
from eventreg.agenda.days import Agenda, Item
from eventreg.agenda.transfers import Localities, too_short
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.visits.planned import PlannedVisit


class ConflictKind(StrEnum):
    """What does not go together."""

    SPEAKER = "speaker"
    PLACE = "place"
    TRACK = "track"
    TRANSFER = "transfer"
    DEPARTURE = "departure"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Conflict:
    """A warning, not an error, about one item or two.

    `what` is the person, the place, the track or the institution that it is about. For a transfer
    `has` and `needs` are minutes.
    """

    kind: ConflictKind
    what: LocalText
    first: Item
    second: Item | None = None
    has: int = 0
    needs: int = 0

    @property
    def to_mend(self) -> Item:
        """The item that one would look at first."""
        return self.second or self.first

    def concerns(self, uid: str) -> bool:
        """Whether the item of that name is one of those in conflict."""
        return uid == self.first.uid or (self.second is not None and uid == self.second.uid)


def conflicts_in(
    agenda: Agenda, event: Event, visits: Sequence[PlannedVisit]
) -> tuple[Conflict, ...]:
    """All conflicts, in the agenda's order; an item and its own parts are never in conflict."""
    return (
        *_outside(agenda, event),
        *(
            conflict
            for first, second in combinations(agenda.everything(), 2)
            if first.occasion.overlaps(second.occasion) and second not in first.parts
            for conflict in _between(first, second)
        ),
        *(
            conflict
            for first, second in combinations(agenda.items, 2)
            if _crowd_one_track(first, second)
            for conflict in [Conflict(ConflictKind.TRACK, first.track, first, second)]
        ),
        *_transfers(agenda, visits),
        *_departures(agenda, event, visits),
    )


def _outside(agenda: Agenda, event: Event) -> Iterator[Conflict]:
    for item in agenda.items:
        if item.day is not None and not event.starts_on <= item.day <= event.ends_on:
            yield Conflict(ConflictKind.OUTSIDE, item.title, item)


def _between(first: Item, second: Item) -> Iterator[Conflict]:
    theirs = _names(second)
    for name, shown in _names(first).items():
        if name in theirs:
            yield Conflict(ConflictKind.SPEAKER, shown, first, second)
    if _texts(first.where) & _texts(second.where):
        yield Conflict(ConflictKind.PLACE, first.where, first, second)


def _crowd_one_track(first: Item, second: Item) -> bool:
    """Whether one path through the day has both at once; without a track all is one path.

    Visits run beside each other, for people choose among them.
    """
    if first.track != second.track or not first.occasion.overlaps(second.occasion):
        return False
    return not (first.visit and second.visit)


def _transfers(agenda: Agenda, visits: Sequence[PlannedVisit]) -> Iterator[Conflict]:
    localities = Localities.of(visits)
    for day in agenda.days:
        for short in too_short(day.items, localities):
            yield Conflict(
                ConflictKind.TRANSFER,
                short.second.where or short.second.title,
                short.first,
                short.second,
                has=short.has,
                needs=short.needs,
            )


def _departures(agenda: Agenda, event: Event, visits: Sequence[PlannedVisit]) -> Iterator[Conflict]:
    """Sessions that still run when people leave for a visit; visits themselves are a choice."""
    zone = ZoneInfo(event.time_zone)
    for visit in visits:
        if visit.departs_at is None:
            continue
        leaves = clock.shown_at(visit.departs_at, zone)
        for item in agenda.items:
            starts, ends = item.starts_at, item.ends_at
            if item.visit or item.is_quiet or item.day != leaves.date() or not (starts and ends):
                continue
            if starts < leaves.time() < ends:
                yield Conflict(ConflictKind.DEPARTURE, visit.host.name, item)


def _names(item: Item) -> dict[str, LocalText]:
    """The people who speak in an item; an institution may well be in two places."""
    return {
        folded(speaker.name): LocalText(lv=speaker.name, en=speaker.name)
        for speaker in item.speakers
        if speaker.name
    }


def _texts(place: LocalText) -> set[str]:
    return {folded(text) for text in place.values()}
