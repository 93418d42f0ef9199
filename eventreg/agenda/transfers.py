"""Whether there is time to get from one place to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from math import asin, ceil, cos, radians, sin, sqrt

from eventreg.agenda.days import Item
from eventreg.agenda.models import ItemKind
from eventreg.language.search import folded
from eventreg.visits.planned import PlannedVisit

# A careful guess, so that a warning means something: roads are a third longer than the straight
# line, a coach makes 60 km an hour, and everybody has to get out and in.
EARTH_KM = 6371.0
DETOUR = 1.3
KM_A_MINUTE = 1.0
GETTING_IN_AND_OUT = 5
MINUTES_A_DAY = 24 * 60

Point = tuple[float, float]


@dataclass(frozen=True)
class Short:
    """Two items that follow each other at different places; `has` and `needs` are minutes."""

    first: Item
    second: Item
    has: int
    needs: int


@dataclass(frozen=True)
class Localities:
    """Where the institutions of the visits are, by the visit's public name."""

    points: Mapping[str, Point]

    @classmethod
    def of(cls, visits: Iterable[PlannedVisit]) -> "Localities":
        """The known points: latitude and longitude in degrees."""
        return cls(
            {
                visit.uid: (visit.host.latitude, visit.host.longitude)
                for visit in visits
                if visit.host.latitude is not None and visit.host.longitude is not None
            }
        )

    def needed(self, first: Item, second: Item) -> int:
        """How many minutes it takes at least; 0 where they may be at the same place."""
        here, there = self._point(first), self._point(second)
        if first.visit and second.visit and first.visit.visit_uid == second.visit.visit_uid:
            return 0
        if here and there:
            km = kilometres(here, there) * DETOUR
            return GETTING_IN_AND_OUT + ceil(km / KM_A_MINUTE) if km > 0 else 0
        one, other = folded(first.where_address), folded(second.where_address)
        return GETTING_IN_AND_OUT if one and other and one != other else 0

    def _point(self, item: Item) -> Point | None:
        return self.points.get(item.visit.visit_uid) if item.visit else None


def too_short(items: Sequence[Item], localities: Localities) -> Iterator[Short]:
    """The pairs of a day's items, one after the other, between which the time does not suffice.

    What parts the day (a transfer, a break without an address) counts as time to get there.
    """
    placed = [item for item in items if _is_somewhere(item)]
    for second in placed:
        for first in _just_before(second, placed):
            has, needs = _gap(first.ends_at, second.starts_at), localities.needed(first, second)
            if has < needs:
                yield Short(first, second, has, needs)


def kilometres(here: Point, there: Point) -> float:
    """The distance along the earth between two points given in degrees."""
    (lat, lon), (other_lat, other_lon) = (tuple(map(radians, point)) for point in (here, there))
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _is_somewhere(item: Item) -> bool:
    if item.starts_at is None or item.ends_at is None or item.kind is ItemKind.TRANSFER:
        return False
    return bool(item.visit or item.where_address)


def _just_before(second: Item, placed: Sequence[Item]) -> list[Item]:
    """What ends last before it on the same path; several where they run side by side."""
    earlier = [
        item
        for item in placed
        if item.ends_at and second.starts_at and item.ends_at <= second.starts_at
        if not item.track or not second.track or item.track == second.track
    ]
    last = max((item.ends_at for item in earlier if item.ends_at), default=None)
    return [item for item in earlier if item.ends_at == last]


def _gap(ends: time | None, starts: time | None) -> int:
    """Minutes from the end of one to the start of the other; what is unknown is long enough."""
    if ends is None or starts is None:
        return MINUTES_A_DAY
    return (starts.hour - ends.hour) * 60 + starts.minute - ends.minute
