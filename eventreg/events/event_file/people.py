"""The shape of an event file: people, what they contributed, the report.

Practical needs (diet, access) are never part of a file: they are seen only by those who arrange
them and are erased first (R20).
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from eventreg.contributions.models import (
    ContributionKind,
    ContributionState,
    Naming,
    ProposalStatus,
)
from eventreg.events.event_file.questions import AnswerShape
from eventreg.events.event_file.territory import TerritoryShape
from eventreg.events.event_file.values import (
    NO_NUL,
    Day,
    Email,
    Key,
    Language,
    Line,
    LocalLine,
    LocalName,
    LocalParagraphs,
    LocalTextIn,
    Moment,
    Phone,
    Shape,
    TopicKey,
)
from eventreg.identity import READABLE
from eventreg.language.local_text import LocalText
from eventreg.registration.models import (
    Affiliation,
    ChoiceState,
    ConsentPurpose,
    ParticipantRole,
    RegistrationState,
)
from eventreg.reports.models import ReportStatus

NOTHING = LocalText()

Name = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]
Reference = Annotated[str, StringConstraints(pattern=rf"^[{READABLE}]{{4}}-[{READABLE}]{{4}}$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Markdown = Annotated[LocalText, LocalTextIn(longest=20_000)]


class ChosenVisitShape(Shape):
    """A seat on a visit, or the wish for one; who waits stands in line by `queue_order`."""

    visit: Annotated[Key, Field(description="The key of a visit of this file.")]
    state: ChoiceState
    created_at: Moment | None = None
    queue_order: Moment | None = None
    offer_until: Moment | None = None
    vehicle: Annotated[
        Key | None, Field(description="The key of a vehicle of the visit, who has a seat in one.")
    ] = None
    placed_by_hand: bool = False


class ConsentShape(Shape):
    """A consent with its exact wording (R21)."""

    purpose: ConsentPurpose
    wording: Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=NO_NUL)]
    language: Language
    given_at: Moment | None = None
    withdrawn_at: Moment | None = None


class RegistrationShape(Shape):
    """A person's place at the event; a `sample` is made up for a demonstration."""

    key: Key
    reference: Reference | None = None
    state: RegistrationState
    role: ParticipantRole = ParticipantRole.EXPERT
    first_name: Name
    last_name: Name
    position: Line = ""
    institution: Line = ""
    affiliation: Affiliation
    territory: TerritoryShape | None = None
    invitation: Annotated[Key | None, Field(description="The key of an invitation.")] = None
    email: Annotated[Email, Field(description="Empty for somebody made anonymous.")]
    phone: Phone = ""
    language: Language
    sample: bool = False
    visits: tuple[ChosenVisitShape, ...] = ()
    consents: tuple[ConsentShape, ...] = ()
    answers: tuple[AnswerShape, ...] = ()
    notice_version: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    link_version: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    calendar_sequence: Count = 0
    created_at: Moment | None = None
    updated_at: Moment | None = None
    cancelled_at: Moment | None = None
    acknowledged_at: Moment | None = None
    queue_order: Annotated[
        Moment | None, Field(description="The place in the waiting list: since when.")
    ] = None
    offer_until: Annotated[
        Moment | None, Field(description="Until when an offered place is kept.")
    ] = None
    party: Annotated[
        Key | None, Field(description="The same for people who want to come together.")
    ] = None
    handovers: Count = 0


class ContributionShape(Shape):
    """A good practice, an opinion, a problem or a proposal."""

    key: Key
    kind: ContributionKind
    state: ContributionState
    topic: TopicKey | None = None
    visit: Key | None = None
    agenda_item: Key | None = None
    territory: TerritoryShape | None = None
    registration: Key | None = None
    merged_into: Annotated[
        Key | None, Field(description="The contribution of this file that speaks for it too.")
    ] = None
    naming: Naming = Naming.NOT_NAMED
    author: Line = ""
    institution: Line = ""
    title: LocalName
    text: LocalParagraphs = NOTHING
    place: LocalLine = NOTHING
    problem: LocalParagraphs = NOTHING
    solution: LocalParagraphs = NOTHING
    took_part: LocalParagraphs = NOTHING
    result: LocalParagraphs = NOTHING
    needed_to_repeat: LocalParagraphs = NOTHING
    contact: LocalLine = NOTHING
    level: Annotated[str, StringConstraints(pattern=r"^(local|national)?$")] = ""
    addressee: LocalLine = NOTHING
    due_on: Day | None = None
    proposal_status: ProposalStatus | None = None
    answer: Annotated[LocalParagraphs, Field(description="Of the proposal's addressee.")] = NOTHING
    answered_on: Day | None = None
    sample: bool = False
    created_at: Moment | None = None


class SectionShape(Shape):
    """What was made of a section of the report: a standard one by its name, or an added one."""

    section: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
    title: Annotated[LocalLine, Field(description="Of a section that was added.")] = NOTHING
    text: Annotated[Markdown, Field(description="In Markdown.")] = NOTHING
    hidden: bool = False


class ReportShape(Shape):
    """The requisites of the final report and its sections.

    Where it is `arranged`, the sections stand in the file as they are printed, all of them.
    """

    status: ReportStatus = ReportStatus.DRAFT
    place_of_issue: LocalLine = NOTHING
    dated_on: Day | None = None
    number: Annotated[str, StringConstraints(max_length=60, pattern=NO_NUL)] = ""
    signatory_name: Line = ""
    signatory_job: LocalLine = NOTHING
    published_at: Moment | None = None
    arranged: bool = False
    sections: tuple[SectionShape, ...] = ()
