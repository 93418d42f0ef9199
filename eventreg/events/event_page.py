"""All that the public page of an event shows, read in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.agenda.days import Agenda
from eventreg.agenda.service import agenda_of
from eventreg.database import db
from eventreg.documents.models import Document, DocumentKind
from eventreg.events.models import Audience, Event, EventStatus
from eventreg.events.participation import Participation, participation_of
from eventreg.events.registration_window import (
    RegistrationWindow,
    is_over,
    registration_window,
)
from eventreg.reports.models import Report
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


@dataclass(frozen=True)
class OfferedDocument:
    """A paper one may take along; `latest` is the version last made, None before the first."""

    kind: DocumentKind
    latest: Document | None


@dataclass(frozen=True)
class EventPage:
    """The page's content."""

    event: Event
    window: RegistrationWindow
    is_over: bool
    is_draft: bool
    agenda: Agenda
    visits: Sequence[PlannedVisit]
    participation: Participation
    documents: Sequence[OfferedDocument]


def load_event_page(event: Event, *, language: str, now: datetime) -> EventPage:
    """Read the page of `event`; the papers offered are those in `language`."""
    _load_surroundings(event)
    return EventPage(
        event=event,
        window=registration_window(event, now=now),
        is_over=is_over(event, now=now),
        is_draft=event.status is EventStatus.DRAFT or event.published_at is None,
        agenda=agenda_of(event),
        visits=visits_of(event),
        participation=participation_of(event, language=language),
        documents=_documents(event, language),
    )


def _load_surroundings(event: Event) -> None:
    db.session.execute(
        select(Event)
        .where(Event.id == event.id)
        .options(selectinload(Event.topics), joinedload(Event.series), joinedload(Event.network))
        .execution_options(populate_existing=True)
    )


def _documents(event: Event, language: str) -> Sequence[OfferedDocument]:
    """The agenda and the list always, the report once it is published."""
    made = db.session.scalars(
        select(Document)
        .where(
            Document.event_id == event.id,
            Document.language == language,
            Document.audience == Audience.PUBLIC,
            Document.withdrawn_at.is_(None),
        )
        .order_by(Document.version, Document.id)
    )
    latest = {document.kind: document for document in made}
    report_is_out = db.session.scalar(
        select(Report.published_at.is_not(None)).where(Report.event_id == event.id)
    )
    kinds = [DocumentKind.AGENDA, DocumentKind.PARTICIPANTS]
    if report_is_out:
        kinds.insert(0, DocumentKind.REPORT)
    return [OfferedDocument(kind, latest.get(kind)) for kind in kinds]
