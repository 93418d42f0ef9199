"""What the log keeps of a report (R28)."""

from datetime import datetime
from typing import Any

from eventreg.events.models import Event
from eventreg.history.service import Actor, record


def note(
    action: str,
    event: Event,
    actor: Actor,
    now: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add an entry about the event's report."""
    record(
        action,
        actor=actor,
        now=now,
        subject="report",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
        before=before,
        after=after,
    )
