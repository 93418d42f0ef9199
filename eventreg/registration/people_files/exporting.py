"""Taking people out as a file; every time is in the log (R28)."""

from datetime import datetime

from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.language import locale
from eventreg.registration.people_files.table import Shown, people_table
from eventreg.registration.people_files.writing import FileKind, written


def export_people(
    *,
    event: Event,
    kind: FileKind,
    with_needs: bool,
    actor: Actor,
    now: datetime,
    shown: Shown | None = None,
) -> bytes:
    """Everybody of an event, or just those `shown`, as a file in the language of the page.

    `with_needs` adds what people need on the day: for those who arrange it (R20).
    """
    table = people_table(event, with_needs=with_needs, shown=shown)
    language = locale.current()
    title = event.slug if kind is FileKind.JSON else event.title.in_(language)
    record(
        "people exported",
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
        after={"file": kind.value, "people": len(table.rows), "with_needs": with_needs},
    )
    return written(table, kind, title=title, language=language)
