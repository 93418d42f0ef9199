"""What the background worker does for documents: the first version is there before anybody asks."""

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import select

from eventreg import clock
from eventreg.database import db, reading
from eventreg.documents.compiling import offered_kinds
from eventreg.documents.models import Document, DocumentKind
from eventreg.documents.ordering import TASK, make_ordered
from eventreg.documents.press import RenderingFailed
from eventreg.documents.service import paper
from eventreg.events.models import Audience, Event, EventStatus
from eventreg.language.local_text import LANGUAGES
from eventreg.ports.tasks import TaskQueue
from eventreg.web.logging import log

Missing = tuple[Event, DocumentKind, str]

AT_ONCE = 20  # papers of one sweep, so that other work of the worker is not kept waiting

# What could not be printed is tried again when somebody asks for it, not every minute.
_failed: set[tuple[int, DocumentKind, str]] = set()


def init(app: Flask) -> None:
    """Name the sweep and what organisers order."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.register(TASK, make_ordered)
    queue.every_minute("first_versions", print_first_versions)


def print_first_versions() -> None:
    """Print papers that events offer and nobody has asked for yet."""
    with reading():
        for event, kind, language in list(_missing())[:AT_ONCE]:
            try:
                paper(
                    event,
                    kind=kind,
                    language=language,
                    audience=Audience.PUBLIC,
                    now=clock.now(),
                )
            except RenderingFailed as error:
                _failed.add((event.id, kind, language))
                log.error("paper not printed", of=event.slug, kind=kind, reason=str(error))
        db.session.rollback()


def _missing() -> Iterator[Missing]:
    """What is offered and has no version at all; a withdrawn one counts as asked for."""
    made = {
        tuple(row)
        for row in db.session.execute(
            select(Document.event_id, Document.kind, Document.language).where(
                Document.audience == Audience.PUBLIC
            )
        )
    }
    shown = db.session.scalars(
        select(Event)
        .where(Event.published_at.is_not(None), Event.status != EventStatus.DRAFT)
        .order_by(Event.starts_on.desc(), Event.id)
    ).all()
    for event in shown:
        for kind in offered_kinds(event):
            for language in LANGUAGES:
                key = (event.id, kind, language)
                if key not in made | _failed:
                    yield event, kind, language
