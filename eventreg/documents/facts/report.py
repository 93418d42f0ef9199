"""What the final report says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from eventreg.documents.facts.agenda import Day, Item, WithVisits, sessions
from eventreg.documents.facts.head import NOTHING, Facts, Text
from eventreg.documents.facts.participants import MapFrame, PlaceCount
from eventreg.reports.blocks import Block, What, all_blocks
from eventreg.reports.standard import StandardSection

Section = StandardSection


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an organiser wrote in a section; another `language` than the paper's is marked."""

    blocks: tuple[Block, ...] = ()
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.blocks)


@dataclass(frozen=True, kw_only=True)
class NumberedSection:
    """A section that is printed; `number` runs over the printed ones only.

    A `title` has only one that was added; the standard ones are named by their `key`.
    """

    key: str
    number: int
    title: Text = NOTHING
    written: Written = field(default_factory=Written)

    @property
    def compiled(self) -> bool:
        """Whether something is compiled beside what is written."""
        return self.key in set(Section)


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number with its name, in the paper's language.

    `more` are the numbers beside it, None where there is none; `day` is when it came to that.
    """

    name: str
    number: int
    more: tuple[int | None, ...] = ()
    day: date | None = None

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The numbers of its row in a table."""
        return (self.number, *self.more)


@dataclass(frozen=True, kw_only=True)
class Series:
    """Counts that can be placed by name, as a figure and as a table (R3).

    `more` are the headings of the numbers beside each; with `against` the first of them is the
    whole that the number is a part of.
    """

    name: str
    title: str
    of: str
    head: str
    counts: tuple[Count, ...]
    more: tuple[str, ...] = ()
    against: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of its table."""
        return (self.head, self.of, *self.more)


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """A question of the evaluation: how many answered it, and each answer with its number.

    `mean` is that of a scale from 1 to 5; other questions have none.
    """

    question: Text
    answers: int
    counts: tuple[Count, ...]
    mean: float | None = None


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What people thought: `answered` of the `invited`; only what five or more answered (R24)."""

    answered: int
    invited: int
    questions: tuple[Evaluated, ...]


@dataclass(frozen=True, kw_only=True)
class EarlierProposal:
    """What an earlier event had proposed, and what became of it; it names nobody."""

    title: Text
    addressee: Text
    due_on: date | None
    status: str
    answer: Text
    answered_on: date | None


@dataclass(frozen=True, kw_only=True)
class EarlierEvent:
    """An earlier event of the same series or network with its proposals."""

    title: Text
    starts_on: date
    ends_on: date
    proposals: tuple[EarlierProposal, ...]


@dataclass(frozen=True, kw_only=True)
class Requisites:
    """What makes the report a document: who issues it, where, when, under which number."""

    status: str
    place_of_issue: Text
    dated_on: date | None
    number: str
    signatory_name: str
    signatory_job: Text
    signed: bool = False


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture in the file store under `key`, re-encoded; `alt` says what is seen in it.

    `name` is that by which it can be placed in what is written.
    """

    key: str
    alt: Text
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A good practice, an opinion, a problem or a proposal, as accepted.

    `author` and `institution` are empty unless the author allowed them. `source` is the visit or
    session it came from, `key` the name by which the author can still be asked.
    """

    title: Text
    text: Text
    topic: Text
    source: Text
    territory: str
    author: str
    institution: str
    sample: bool
    key: str = ""
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
    photos: tuple[Photo, ...] = ()


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
    topics: tuple[Text, ...]
    summary: Text
    participation: Participation
    days: tuple[Day, ...]
    undated: tuple[Item, ...]
    good_practices: tuple[ByTopic, ...]
    opinions: tuple[ByTopic, ...]
    problems: tuple[ByTopic, ...]
    proposals: tuple[Contribution, ...]
    agenda_url: str
    participants_url: str
    samples: bool
    series: tuple[Series, ...] = ()
    placed: tuple[Photo, ...] = ()
    evaluation: Evaluation | None = None
    earlier: tuple[EarlierEvent, ...] = ()

    @property
    def sessions(self) -> tuple[Item, ...]:
        """The undated items that people came for, apart from the site visits."""
        return sessions(self.undated)

    @property
    def figures_placed(self) -> frozenset[str]:
        """The figures that stand where somebody placed them, and so nowhere else."""
        return frozenset(
            block.name
            for section in self.sections
            for block in all_blocks(section.written.blocks)
            if block.what is What.FIGURE
        )

    @property
    def photos(self) -> tuple[Photo, ...]:
        """All photos: those placed in what is written, then those that stand with a text."""
        groups = (*self.good_practices, *self.opinions, *self.problems)
        given = [one for group in groups for one in group.contributions]
        with_texts = (photo for one in (*given, *self.proposals) for photo in one.photos)
        return (*self.placed, *with_texts)

    @property
    def draft(self) -> bool:
        """A report is a draft until it is final, whatever the event is."""
        return self.event.draft or self.requisites.status != "final"


def with_contributions(
    facts: ReportFacts, change: Callable[[Contribution], Contribution]
) -> ReportFacts:
    """The facts with each contribution changed."""

    def changed(groups: tuple[ByTopic, ...]) -> tuple[ByTopic, ...]:
        return tuple(
            replace(group, contributions=tuple(map(change, group.contributions)))
            for group in groups
        )

    return replace(
        facts,
        good_practices=changed(facts.good_practices),
        opinions=changed(facts.opinions),
        problems=changed(facts.problems),
        proposals=tuple(map(change, facts.proposals)),
    )


def numbered(
    sections: Iterable[str], written: Mapping[str, Written] | None = None
) -> tuple[NumberedSection, ...]:
    """The sections numbered in this order, with what is written in them."""
    said = written or {}
    return tuple(
        NumberedSection(key=str(key), number=number, written=said.get(key, Written()))
        for number, key in enumerate(sections, start=1)
    )
