"""Site visits as pages, papers and the registration form show them; plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from eventreg.agenda.occasions import Occasion
from eventreg.language.local_text import LocalText
from eventreg.visits.models import InstitutionKind


@dataclass(frozen=True, kw_only=True)
class Host:
    """A host institution as everybody may see it, without its contact person.

    Latitude and longitude are degrees (WGS 84), both or neither.
    """

    uid: str
    name: LocalText
    kind: InstitutionKind
    address: str
    territory: LocalText | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, kw_only=True)
class PlannedVisit:
    """A site visit; `occasions` are the agenda items on which it stands, earliest first.

    `capacity` and `free` are seats, None where there is no limit. `departs_at` is a moment.
    `vehicle` is the one that a person has a seat in, where the visit is shown to that person.
    """

    uid: str
    host: Host
    occasions: tuple[Occasion, ...]
    choosable: bool
    capacity: int | None
    taken: int
    free: int | None
    meeting_point: LocalText
    departs_at: datetime | None
    transport: LocalText
    accompanying: str
    good_to_know: LocalText
    vehicle: str = ""

    @property
    def is_full(self) -> bool:
        return self.free == 0

    def overlaps(self, other: "PlannedVisit") -> bool:
        """Whether nobody could take part in both (R10); unknown times overlap with nothing."""
        return any(mine.overlaps(theirs) for mine in self.occasions for theirs in other.occasions)


def overlapping(visits: Iterable[PlannedVisit]) -> tuple[tuple[PlannedVisit, PlannedVisit], ...]:
    """The pairs of visits that cannot both be chosen (R10), in the order given."""
    return tuple((one, other) for one, other in combinations(visits, 2) if one.overlaps(other))
