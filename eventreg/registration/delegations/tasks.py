"""What the background worker does for invitations: reminders and unused places, each once."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from eventreg import clock
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.history.service import TASK
from eventreg.ports.tasks import TaskQueue
from eventreg.registration import quotas
from eventreg.registration.delegations import inviting, service
from eventreg.registration.models import Delegation

# How long before the deadline those who have not answered are reminded.
REMINDED_BEFORE = timedelta(days=3)
# Nobody is reminded sooner than this after the invitation.
NOT_BEFORE = timedelta(days=1)


def init(app: Flask) -> None:
    """Name the sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("invitations", look_after)


def look_after() -> None:
    """Remind whoever is silent shortly before the deadline, give back what is unused after it.

    Each event is a transaction of its own.
    """
    now = clock.now()
    events = db.session.scalars(
        select(Event.id)
        .where(Event.status == EventStatus.PUBLISHED, Event.ends_on >= now.date())
        .order_by(Event.id)
    ).all()
    db.session.rollback()
    for event_id in events:
        event = db.session.get(Event, event_id)
        if event is not None:
            remind_of(event, now=now)
            release_of(event, now=now)
        db.session.commit()


def remind_of(event: Event, *, now: datetime) -> None:
    """Remind each who is silent and whose deadline is near, once."""
    for delegation in service.silent(event, now=now):
        if _is_due(delegation.invited_at, delegation.answer_until, delegation.reminded_at, now):
            service.remind(delegation, actor=TASK, now=now)
    for invitation in inviting.silent(event, now=now):
        if _is_due(invitation.invited_at, invitation.answer_until, invitation.reminded_at, now):
            inviting.remind(invitation, actor=TASK, now=now)


def release_of(event: Event, *, now: datetime) -> None:
    """Give back the unused places of those whose deadline has passed, where that was chosen."""
    due = db.session.scalars(
        select(Delegation)
        .where(
            Delegation.event_id == event.id,
            Delegation.reserves,
            Delegation.releases,
            Delegation.answer_until <= now,
        )
        .order_by(Delegation.id)
    ).all()
    for delegation in due:
        quotas.release_quota(delegation, actor=TASK, now=now)


def _is_due(
    invited: datetime | None, until: datetime | None, reminded: datetime | None, now: datetime
) -> bool:
    if invited is None or until is None or reminded is not None:
        return False
    return now >= until - REMINDED_BEFORE and now >= invited + NOT_BEFORE
