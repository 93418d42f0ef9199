"""Which facts a kind of document is made of, and for whom it is made."""

from datetime import datetime

from sqlalchemy import select

from eventreg.database import db
from eventreg.documents.facts.head import Facts
from eventreg.documents.gather.agenda import agenda_facts
from eventreg.documents.gather.event import is_draft
from eventreg.documents.gather.participants import participant_facts
from eventreg.documents.gather.report import report_facts
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Audience, Event
from eventreg.reports.models import Report

FILE_NAMES = {
    "lv": {
        DocumentKind.AGENDA: "darba-kartiba",
        DocumentKind.PARTICIPANTS: "dalibnieku-saraksts",
        DocumentKind.REPORT: "nosleguma-zinojums",
    },
    "en": {
        DocumentKind.AGENDA: "agenda",
        DocumentKind.PARTICIPANTS: "list-of-participants",
        DocumentKind.REPORT: "final-report",
    },
}


def compiled(
    event: Event, *, kind: DocumentKind, language: str, audience: Audience, now: datetime
) -> Facts:
    """The facts of a document at this moment, in a fixed number of statements."""
    if kind is DocumentKind.PARTICIPANTS:
        return participant_facts(event, language=language, audience=audience, now=now)
    if kind is DocumentKind.AGENDA:
        return agenda_facts(event, language=language, now=now)
    return report_facts(event, language=language, now=now)


def offered_kinds(event: Event) -> tuple[DocumentKind, ...]:
    """What everybody may take: the list only where it is public, the report once it is out."""
    if is_draft(event):
        return ()
    kinds = [DocumentKind.AGENDA]
    if event.list_audience is Audience.PUBLIC:
        kinds.append(DocumentKind.PARTICIPANTS)
    if _report_is_out(event):
        kinds.append(DocumentKind.REPORT)
    return tuple(kinds)


def is_offered(event: Event, kind: DocumentKind, audience: Audience) -> bool:
    """Whether the document may be given to this audience, which is not staff."""
    if audience is Audience.PUBLIC:
        return kind in offered_kinds(event)
    to_participants = event.list_audience is not Audience.ORGANISERS
    return audience is Audience.PARTICIPANTS and to_participants and not is_draft(event)


def is_kept(event: Event, kind: DocumentKind) -> bool:
    """Whether the document becomes a numbered version; what is not out yet is only shown."""
    return not is_draft(event) and (kind is not DocumentKind.REPORT or _report_is_out(event))


def file_name(slug: str, kind: DocumentKind, language: str, version: int | None) -> str:
    """A name a person can read: `limbazi-2017-dalibnieku-saraksts.pdf`."""
    number = f"-v{version}" if version else ""
    return f"{slug}-{FILE_NAMES[language][kind]}{number}.pdf"


def _report_is_out(event: Event) -> bool:
    return bool(
        db.session.scalar(
            select(Report.published_at.is_not(None)).where(Report.event_id == event.id)
        )
    )
