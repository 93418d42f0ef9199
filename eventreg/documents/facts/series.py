"""What the report over a series of meetings says."""

from dataclasses import dataclass
from datetime import date

from eventreg.documents.facts.head import Facts, Text
from eventreg.documents.facts.participants import MapFrame, PlaceCount
from eventreg.documents.facts.report import Contribution, EarlierProposal


@dataclass(frozen=True, kw_only=True)
class SeriesMeeting:
    """A meeting: where and when, how many came, from how many municipalities, to how many hosts."""

    title: Text
    starts_on: date
    ends_on: date
    place: Text
    people: int
    municipalities: int
    visits: int


@dataclass(frozen=True, kw_only=True)
class PlaceByYear:
    """How many came from a municipality of today, in each of the years."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, kw_only=True)
class FormerPlace:
    """A unit that is no more, and the one of today under which it is counted (R4)."""

    name: str
    today: str


@dataclass(frozen=True, kw_only=True)
class SeriesPractice:
    """A good practice and the meeting at which it was given."""

    said: Contribution
    event: Text
    year: int


@dataclass(frozen=True, kw_only=True)
class SeriesProposal:
    """A proposal, what became of it, and the year of its meeting."""

    said: EarlierProposal
    year: int


@dataclass(frozen=True, kw_only=True)
class SeriesTopic:
    """What was given on a topic; what has none comes last under an empty one."""

    topic: Text
    practices: tuple[SeriesPractice, ...] = ()
    proposals: tuple[SeriesProposal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SeriesFacts(Facts):
    """The whole report; `event` in its head is the series from its first day to its last.

    `undecided` are units divided since, which count under none of today's.
    """

    meetings: tuple[SeriesMeeting, ...]
    years: tuple[int, ...]
    places: tuple[PlaceByYear, ...]
    undecided: tuple[PlaceByYear, ...]
    former: tuple[FormerPlace, ...]
    map: MapFrame
    marks: tuple[PlaceCount, ...]
    practices: tuple[SeriesTopic, ...]
    proposals: tuple[SeriesTopic, ...]

    @property
    def people(self) -> int:
        """How many came to all meetings; whoever came twice counts twice."""
        return sum(meeting.people for meeting in self.meetings)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that have something to say, in their order."""
        filled = {
            "meetings": self.meetings,
            "places": self.places or self.undecided,
            "practices": self.practices,
            "proposals": self.proposals,
        }
        return tuple(name for name, says in filled.items() if says)
