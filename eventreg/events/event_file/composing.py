"""From the database to an event file."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.accounts.models import Organisation
from eventreg.agenda.models import AgendaItem, AgendaSpeaker
from eventreg.contributions.models import Contribution
from eventreg.database import db
from eventreg.events.event_file import composing_evaluation, composing_people, composing_questions
from eventreg.events.event_file.errors import EventUnknown
from eventreg.events.event_file.shape import (
    FORMAT,
    AgendaItemShape,
    ContactShape,
    EventFile,
    InstitutionShape,
    InvitationShape,
    NamedShape,
    OrganisationShape,
    PartShape,
    SpeakerShape,
    TopicShape,
    VehicleShape,
    VisitShape,
)
from eventreg.events.event_file.territory import territory_shape
from eventreg.events.models import Event, Network, Series, Topic
from eventreg.language.collation import sort_key
from eventreg.registration.models import Delegation
from eventreg.visits.models import HostInstitution, SiteVisit, Vehicle
from eventreg.visits.vehicles.service import vehicles_by_visit

_OWN_TO_INVITATIONS = {"key", "territory", "quota"}
_OF_COORDINATORS = ("coordinator_name", "coordinator_email", "refusal")


def event_of(slug: str) -> Event:
    """The event with that short name; raises EventUnknown."""
    event = db.session.scalar(select(Event).where(Event.slug == slug))
    if event is None:
        raise EventUnknown(slug)
    return event


def compose(event: Event, *, with_people: bool) -> EventFile:
    """The event as a file.

    Without people it has no registrations, no coordinator's address, and of contributions only the
    authors who may be named. Practical needs are in no file (R20).
    """
    visits, vehicles = _visits(event), vehicles_by_visit(event)
    contributions = composing_people.contributions_of(event)
    return EventFile(
        format=FORMAT,
        organisation=organisation_shape(event.organisation),
        series=_named(event.series),
        network=_named(event.network),
        host_territory=territory_shape(event.host_territory),
        contact=ContactShape(
            name=event.contact_name, email=event.contact_email, phone=event.contact_phone
        ),
        topics=tuple(_topic(topic) for topic in event.topics),
        further_topics=_further_topics(event, contributions),
        institutions=_institutions(visits),
        visits=tuple(_visit(visit, vehicles.get(visit.uid, ())) for visit in visits),
        agenda=_agenda(event),
        invitations=_invitations(event, with_people=with_people),
        questions=composing_questions.questions(event),
        evaluation=composing_evaluation.compose(event),
        registrations=composing_people.registrations(event) if with_people else None,
        contributions=tuple(
            composing_people.contribution(each, with_people=with_people) for each in contributions
        )
        or None,
        report=composing_people.report(event),
        **{name: getattr(event, name) for name in SAME_NAME},
    )


# Fields of the file that the table has under the same name.
SAME_NAME = (
    *("slug", "status", "title", "kind", "aim", "description", "summary", "notice"),
    *("starts_on", "ends_on", "time_zone", "place", "address", "capacity", "granted_beyond"),
    *(
        "admission",
        "list_audience",
        "registration_opens_at",
        "registration_closes_at",
        "changes_freeze_at",
        "waiting_list",
        "offer_hours",
        "reminder_days",
    ),
    *("working_language", "practical", "photo_notice", "funding"),
    *("published_at", "created_at", "updated_at"),
)


def organisation_shape(organisation: Organisation) -> OrganisationShape:
    """How the file names the body that runs the event."""
    return OrganisationShape(
        **{name: getattr(organisation, name) for name in OrganisationShape.model_fields}
    )


def _named(row: Series | Network | None) -> NamedShape | None:
    return NamedShape(key=row.uid, name=row.name) if row else None


def _topic(topic: Topic) -> TopicShape:
    return TopicShape(key=topic.key, name=topic.name)


def _further_topics(event: Event, contributions: Sequence[Contribution]) -> tuple[TopicShape, ...]:
    topics = {each.topic for each in contributions if each.topic} - set(event.topics)
    return tuple(_topic(topic) for topic in sorted(topics, key=lambda topic: topic.id))


def _visits(event: Event) -> Sequence[SiteVisit]:
    return db.session.scalars(
        select(SiteVisit)
        .where(SiteVisit.event_id == event.id)
        .order_by(SiteVisit.position, SiteVisit.id)
        .options(joinedload(SiteVisit.host_institution).joinedload(HostInstitution.territory))
    ).all()


def _institutions(visits: Iterable[SiteVisit]) -> tuple[InstitutionShape, ...]:
    hosts = {visit.host_institution.uid: visit.host_institution for visit in visits}
    return tuple(institution_shape(host) for host in hosts.values())


def institution_shape(host: HostInstitution) -> InstitutionShape:
    """How the file names a place that receives visitors."""
    return InstitutionShape(
        key=host.uid,
        name=host.name,
        kind=host.kind,
        territory=territory_shape(host.territory),
        address=host.address,
        latitude=host.latitude,
        longitude=host.longitude,
        contact=ContactShape(
            name=host.contact_name, email=host.contact_email, phone=host.contact_phone
        ),
    )


def _visit(visit: SiteVisit, vehicles: Sequence[Vehicle]) -> VisitShape:
    same = set(VisitShape.model_fields) - {"key", "institution", "vehicles"}
    return VisitShape(
        key=visit.uid,
        institution=visit.host_institution.uid,
        vehicles=tuple(_vehicle(vehicle) for vehicle in vehicles),
        **{name: getattr(visit, name) for name in same},
    )


def _vehicle(vehicle: Vehicle) -> VehicleShape:
    same = set(VehicleShape.model_fields) - {"key"}
    return VehicleShape(key=vehicle.uid, **{name: getattr(vehicle, name) for name in same})


def _agenda(event: Event) -> tuple[AgendaItemShape, ...]:
    rows = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.event_id == event.id)
        .order_by(AgendaItem.day, AgendaItem.position, AgendaItem.id)
        .options(joinedload(AgendaItem.visit), selectinload(AgendaItem.speakers))
    ).all()
    known = [row for row in rows if row.day is not None]
    unknown = [row for row in rows if row.day is None]
    parts: dict[int | None, list[AgendaItem]] = {}
    for row in (*known, *unknown):
        parts.setdefault(row.parent_id, []).append(row)
    return tuple(
        AgendaItemShape(
            day=row.day,
            parts=tuple(PartShape(**_happening(part)) for part in parts.get(row.id, ())),
            **_happening(row),
        )
        for row in parts.get(None, ())
    )


def _happening(row: AgendaItem) -> dict[str, Any]:
    same = set(PartShape.model_fields) - {"key", "visit", "speakers"}
    return {
        "key": row.uid,
        "visit": row.visit.uid if row.visit else None,
        "speakers": tuple(_speaker(speaker) for speaker in row.speakers),
        **{name: getattr(row, name) for name in same},
    }


def _speaker(row: AgendaSpeaker) -> SpeakerShape:
    return SpeakerShape(role=row.role, name=row.name, job=row.job, institution=row.institution)


def _invitations(event: Event, *, with_people: bool) -> tuple[InvitationShape, ...]:
    rows = db.session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event.id)
        .options(joinedload(Delegation.territory))
    )
    return tuple(_invitation(row, with_people=with_people) for row in sorted(rows, key=_invited))


def _invited(row: Delegation) -> tuple[str, ...]:
    """Municipalities first, each in its order."""
    unit = row.territory
    if unit is None:
        return ("~", sort_key(row.institution, "lv"), row.uid)
    return (unit.country, unit.sort_lv, unit.code)


def _invitation(row: Delegation, *, with_people: bool) -> InvitationShape:
    same = set(InvitationShape.model_fields) - _OWN_TO_INVITATIONS
    shape = InvitationShape(
        key=row.uid,
        territory=territory_shape(row.territory),
        quota=row.capacity,
        **{name: getattr(row, name) for name in same},
    )
    return shape if with_people else shape.model_copy(update=dict.fromkeys(_OF_COORDINATORS, ""))
