"""What the log keeps of contributions: what was done, never what was written (R28)."""

from datetime import datetime

from eventreg.contributions.models import Contribution, ContributionState
from eventreg.history.service import Actor, record


def note(
    action: str,
    contribution: Contribution,
    *,
    actor: Actor,
    now: datetime,
    before: ContributionState | None = None,
) -> None:
    """Add an entry; `before` is the state that it has left."""
    event = contribution.event
    record(
        action,
        subject="contribution",
        subject_uid=contribution.uid,
        actor=actor,
        now=now,
        organisation_id=event.organisation_id,
        event_id=event.id,
        before={"state": before.value} if before else {},
        after={"kind": contribution.kind.value, "state": contribution.state.value},
    )
