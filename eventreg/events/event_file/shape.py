"""The shape of an event file: what the event is, what happens, who hosts.

This is the one place that says it: reading, writing and the published schema follow from it. The
order of the fields is the order in the file. A field without a default must be there, be it null:
what nobody knows is said to be unknown, not left out.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from eventreg.agenda.models import ItemKind, SpeakerRole
from eventreg.events.event_file.evaluation import EvaluationShape
from eventreg.events.event_file.people import ContributionShape, RegistrationShape, ReportShape
from eventreg.events.event_file.questions import QuestionShape
from eventreg.events.event_file.territory import TerritoryShape
from eventreg.events.event_file.values import (
    NO_NUL,
    ClockTime,
    Day,
    Email,
    Key,
    Language,
    Line,
    LocalLine,
    LocalName,
    LocalParagraphs,
    Moment,
    OfferHours,
    Phone,
    Places,
    PostalAddress,
    ReminderDays,
    Shape,
    Slug,
    TopicKey,
    Zone,
)
from eventreg.events.models import Admission, Audience, EventStatus
from eventreg.language.local_text import LocalText
from eventreg.visits.models import InstitutionKind

FORMAT: Literal["eventreg.event/1"] = "eventreg.event/1"
NOTHING = LocalText()

VehicleName = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=NO_NUL)]


class OrganisationShape(Shape):
    """The body that runs the event; one that exists already stays as it is."""

    slug: Annotated[Slug, StringConstraints(max_length=60)]
    name: LocalName
    address: LocalLine = NOTHING
    email: Email = ""
    phone: Phone = ""
    website: PostalAddress = ""
    data_protection_contact: LocalLine = NOTHING
    privacy_notice: LocalParagraphs = NOTHING
    privacy_notice_version: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    retention_days: Annotated[int, Field(ge=1, le=36_500)] = 730
    accent_colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")] = "#7a1f2b"


class NamedShape(Shape):
    """A series or a network of the organisation."""

    key: Key
    name: LocalName


class TopicShape(Shape):
    """A topic of the organisation."""

    key: TopicKey
    name: LocalName


class ContactShape(Shape):
    """Whom to ask."""

    name: Line = ""
    email: Email = ""
    phone: Phone = ""


class InstitutionShape(Shape):
    """A place that receives visitors."""

    key: Key
    name: LocalName
    kind: InstitutionKind
    territory: TerritoryShape | None = None
    address: PostalAddress = ""
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    contact: ContactShape = ContactShape()


class VehicleShape(Shape):
    """A bus or car of a visit; place and time are given where they differ from the visit's own."""

    key: Key
    name: VehicleName
    capacity: Places
    granted_beyond: Places = 0
    meeting_point: LocalLine = NOTHING
    departs_at: Moment | None = None
    accompanying: Line = ""


class VisitShape(Shape):
    """A site visit; when it takes place is said by the agenda items that name it."""

    key: Key
    institution: Annotated[Key, Field(description="The key of an institution of this file.")]
    capacity: Places | None
    granted_beyond: Places = 0
    choosable: bool = True
    meeting_point: LocalLine = NOTHING
    departs_at: Moment | None = None
    transport: LocalParagraphs = NOTHING
    accompanying: Line = ""
    good_to_know: LocalParagraphs = NOTHING
    vehicles: tuple[VehicleShape, ...] = ()


class SpeakerShape(Shape):
    """Who speaks, leads or receives; a person, an institution or both."""

    role: SpeakerRole
    name: Line = ""
    job: LocalLine = NOTHING
    institution: LocalLine = NOTHING


class _Named(Shape):
    key: Key
    kind: ItemKind


class _Dated(_Named):
    day: Day | None


class _Happening(Shape):
    starts_at: ClockTime | None
    ends_at: ClockTime | None
    title: LocalName
    text: LocalParagraphs = NOTHING
    track: LocalLine = NOTHING
    place: LocalLine = NOTHING
    address: PostalAddress = ""
    visit: Annotated[Key | None, Field(description="The key of a visit of this file.")] = None
    speakers: tuple[SpeakerShape, ...] = ()


class PartShape(_Happening, _Named):
    """A part of an agenda item, on the item's day."""


class AgendaItemShape(_Happening, _Dated):
    """A thing that happens, in the local time of the event; items of a day stand in their order."""

    parts: tuple[PartShape, ...] = ()


class InvitationShape(Shape):
    """Places offered to a territory, or without one to an institution; `quota` is null when open.

    One that `reserves` keeps its whole quota free at the event; what is unused is given back to all
    after the deadline when it `releases`.
    """

    key: Key
    territory: TerritoryShape | None = None
    institution: Line = ""
    quota: Places | None
    granted_beyond: Places = 0
    reserves: bool = False
    releases: bool = False
    invited_at: Moment | None = None
    answer_until: Moment | None = None
    reminded_at: Moment | None = None
    refused_at: Moment | None = None
    refusal: Annotated[str, StringConstraints(max_length=500, pattern=NO_NUL)] = ""
    released_at: Moment | None = None
    coordinator_name: Line = ""
    coordinator_email: Email = ""
    language: Language = "lv"
    link_version: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class EventFile(Shape):
    """An event with all that belongs to it."""

    format: Literal["eventreg.event/1"]
    slug: Slug
    status: EventStatus
    organisation: OrganisationShape
    series: NamedShape | None = None
    network: NamedShape | None = None
    title: LocalName
    kind: LocalLine = NOTHING
    aim: LocalParagraphs = NOTHING
    description: LocalParagraphs = NOTHING
    summary: LocalParagraphs = NOTHING
    notice: LocalParagraphs = NOTHING
    starts_on: Day
    ends_on: Day
    time_zone: Zone
    host_territory: TerritoryShape | None
    place: LocalLine = NOTHING
    address: PostalAddress = ""
    capacity: Places | None
    granted_beyond: Places = 0
    admission: Admission = Admission.OPEN
    list_audience: Audience = Audience.PUBLIC
    registration_opens_at: Moment | None = None
    registration_closes_at: Moment | None = None
    changes_freeze_at: Moment | None = None
    waiting_list: bool = True
    offer_hours: OfferHours = 48
    reminder_days: ReminderDays | None = 3
    working_language: LocalLine = NOTHING
    practical: LocalParagraphs = NOTHING
    photo_notice: LocalParagraphs = NOTHING
    funding: LocalParagraphs = NOTHING
    contact: ContactShape = ContactShape()
    topics: tuple[TopicShape, ...] = ()
    further_topics: Annotated[
        tuple[TopicShape, ...],
        Field(description="Topics that only contributions are about, not the event."),
    ] = ()
    institutions: tuple[InstitutionShape, ...] = ()
    visits: tuple[VisitShape, ...] = ()
    agenda: tuple[AgendaItemShape, ...] = ()
    invitations: tuple[InvitationShape, ...] = ()
    questions: tuple[QuestionShape, ...] = ()
    evaluation: EvaluationShape | None = None
    published_at: Moment | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
    registrations: Annotated[
        tuple[RegistrationShape, ...] | None,
        Field(description="People; null where the file is without them."),
    ] = None
    contributions: tuple[ContributionShape, ...] | None = None
    report: ReportShape | None = None
