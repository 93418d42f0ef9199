"""All that the public page of an event shows, read in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.agenda.days import Agenda
from eventreg.agenda.service import agenda_of
from eventreg.agenda.versions.service import Published, versions_of
from eventreg.agenda.versions.wording import sentences
from eventreg.database import db
from eventreg.documents.service import PublishedDocument, published_documents
from eventreg.events.models import Event, EventStatus
from eventreg.events.registration_window import (
    RegistrationWindow,
    is_over,
    registration_window,
)
from eventreg.figures.territory_map import TerritoryMap, places_of, territory_map
from eventreg.library.service import practices_at
from eventreg.public.participation import Participation, participation_of
from eventreg.reports.signing.models import SignedFile
from eventreg.reports.signing.service import signed_in
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


@dataclass(frozen=True)
class EventPage:
    """The page's content."""

    event: Event
    window: RegistrationWindow
    is_over: bool
    is_draft: bool
    agenda: Agenda
    versions: Sequence[tuple[Published, Sequence[str]]]
    visits: Sequence[PlannedVisit]
    participation: Participation
    map: TerritoryMap | None
    documents: Sequence[PublishedDocument]
    signed: Sequence[SignedFile]
    practices: int


def load_event_page(event: Event, *, language: str, now: datetime) -> EventPage:
    """Read the page of `event`; the papers offered are those in `language`."""
    _load_surroundings(event)
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    participation = participation_of(event, language=language, today=today)
    return EventPage(
        event=event,
        window=registration_window(event, now=now),
        is_over=is_over(event, now=now),
        is_draft=event.status is EventStatus.DRAFT or event.published_at is None,
        agenda=agenda_of(event),
        versions=[
            (version, sentences(version.changes, language)) for version in versions_of(event)
        ],
        visits=visits_of(event),
        participation=participation,
        map=participation_map(event, participation, language=language),
        documents=published_documents(event, language=language),
        signed=signed_in(event, language),
        practices=practices_at(event),
    )


def _load_surroundings(event: Event) -> None:
    db.session.scalars(
        select(Event)
        .where(Event.id == event.id)
        .options(selectinload(Event.topics), joinedload(Event.series), joinedload(Event.network))
        .execution_options(populate_existing=True)
    ).one()


def participation_map(
    event: Event, participation: Participation, *, language: str
) -> TerritoryMap | None:
    """The map of the event's own day; none while nobody comes from a municipality."""
    host = event.host_territory
    return territory_map(
        day=event.starts_on,
        country=host.country if host else "LV",
        places=places_of(
            [(each.territory, each.people) for each in participation.from_territories], language
        ),
        host_code=host.code if host else None,
        language=language,
    )
