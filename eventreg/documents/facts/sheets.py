"""What the working papers of the day say: who signs where, who rides in what, how many eat what."""

from dataclasses import dataclass
from datetime import date, datetime

from eventreg.documents.facts.agenda import VisitTime
from eventreg.documents.facts.head import Facts, Text

BLANK_ROWS = 5  # for those who come without having registered


@dataclass(frozen=True, kw_only=True)
class SignInLine:
    """A person expected; numbers run from 1."""

    number: int
    name: str
    institution: str
    place: str


@dataclass(frozen=True, kw_only=True)
class SignInFacts(Facts):
    """The sheet that people sign: of a `day` or of the visit to `host`, with its times.

    It holds neither e-mail nor telephone: everybody who signs can read it.
    """

    day: date | None
    host: Text
    times: tuple[VisitTime, ...]
    lines: tuple[SignInLine, ...]
    blank_rows: int = BLANK_ROWS


@dataclass(frozen=True, kw_only=True)
class Passenger:
    """Somebody in a vehicle; the telephone is for the accompanying organiser only."""

    number: int
    name: str
    institution: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Ride:
    """A vehicle with its passengers; one without a name holds those not in any vehicle yet.

    `departs_at` is local time, `seats` None where there is no limit.
    """

    name: str
    seats: int | None
    meeting_point: Text
    departs_at: datetime | None
    accompanying: str
    passengers: tuple[Passenger, ...]


@dataclass(frozen=True, kw_only=True)
class VisitRides:
    """A visit and the vehicles that go there."""

    number: int
    host: Text
    address: str
    times: tuple[VisitTime, ...]
    rides: tuple[Ride, ...]

    @property
    def people(self) -> int:
        return sum(len(ride.passengers) for ride in self.rides)


@dataclass(frozen=True, kw_only=True)
class ManifestFacts(Facts):
    """Who goes on which visit in which vehicle."""

    visits: tuple[VisitRides, ...]


@dataclass(frozen=True, kw_only=True)
class Portion:
    """How many people wrote the same about food; the words of one of them."""

    words: str
    people: int


@dataclass(frozen=True, kw_only=True)
class CateringFacts(Facts):
    """How many people eat, and how many of them need what: counts only, never names (R20)."""

    days: tuple[date, ...]
    people: int
    portions: tuple[Portion, ...]

    @property
    def without_wishes(self) -> int:
        return self.people - sum(portion.people for portion in self.portions)
