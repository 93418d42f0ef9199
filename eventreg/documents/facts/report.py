"""What the final report says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventreg.documents.facts.agenda import Day, Item, WithVisits, sessions
from eventreg.documents.facts.head import NOTHING, Facts, Text
from eventreg.documents.facts.participants import MapFrame, PlaceCount


class Section(StrEnum):
    """The sections of the report in their order; an empty one is left out."""

    GENERAL = "general"
    AIM = "aim"
    PARTICIPANTS = "participants"
    COURSE = "course"
    GOOD_PRACTICES = "good_practices"
    OPINIONS = "opinions"
    PROBLEMS = "problems"
    PROPOSALS = "proposals"
    CONCLUSIONS = "conclusions"


@dataclass(frozen=True, kw_only=True)
class NumberedSection:
    """A section that is printed; `number` runs over the printed ones only."""

    key: Section
    number: int


@dataclass(frozen=True, kw_only=True)
class Requisites:
    """What makes the report a document: who issues it, where, when, under which number."""

    status: str
    place_of_issue: Text
    dated_on: date | None
    number: str
    signatory_name: str
    signatory_job: Text


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A good practice, an opinion, a problem or a proposal, as accepted.

    `author` and `institution` are empty unless the author allowed them. `source` is the visit or
    session it came from.
    """

    title: Text
    text: Text
    topic: Text
    source: Text
    territory: str
    author: str
    institution: str
    sample: bool
    place: Text = NOTHING
    problem: Text = NOTHING
    solution: Text = NOTHING
    took_part: Text = NOTHING
    result: Text = NOTHING
    needed_to_repeat: Text = NOTHING
    contact: Text = NOTHING
    level: str = ""
    addressee: Text = NOTHING
    due_on: date | None = None
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class ByTopic:
    """Contributions of one topic; those without a topic come last under an empty one."""

    topic: Text
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, kw_only=True)
class GroupCount:
    """How many people one group of participants has."""

    key: str
    people: int


@dataclass(frozen=True, kw_only=True)
class Participation:
    """Who came, in numbers alone."""

    total: int
    groups: tuple[GroupCount, ...]
    places: tuple[PlaceCount, ...]
    institutions: int
    map: MapFrame

    @property
    def municipalities(self) -> int:
        return len(self.places)


@dataclass(frozen=True, kw_only=True)
class ReportFacts(Facts, WithVisits):
    """The whole report."""

    requisites: Requisites
    sections: tuple[NumberedSection, ...]
    working_language: Text
    aim: Text
    tasks: Text
    topics: tuple[Text, ...]
    summary: Text
    participation: Participation
    course: Text
    days: tuple[Day, ...]
    undated: tuple[Item, ...]
    good_practices: tuple[ByTopic, ...]
    opinions: tuple[ByTopic, ...]
    problems: tuple[ByTopic, ...]
    proposals: tuple[Contribution, ...]
    conclusions: Text
    agenda_url: str
    participants_url: str
    samples: bool

    @property
    def sessions(self) -> tuple[Item, ...]:
        """The undated items that people came for, apart from the site visits."""
        return sessions(self.undated)

    @property
    def draft(self) -> bool:
        """A report is a draft until it is final, whatever the event is."""
        return self.event.draft or self.requisites.status != "final"


def numbered(filled: dict[Section, bool]) -> tuple[NumberedSection, ...]:
    """The sections that have something to say, numbered in their order."""
    kept = [section for section in Section if filled.get(section)]
    return tuple(
        NumberedSection(key=section, number=number) for number, section in enumerate(kept, start=1)
    )
