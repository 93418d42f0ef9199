"""What the background worker does: reminds when it is time."""

from flask import Flask
from sqlalchemy import select

from eventreg import clock
from eventreg.contributions.reminding.models import ContributionReminders
from eventreg.contributions.reminding.service import remind
from eventreg.database import db
from eventreg.ports.tasks import TaskQueue


def init(app: Flask) -> None:
    """Name the sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("contribution_reminders", remind_where_due)


def remind_where_due() -> None:
    """Write the reminders that are due; each event is a transaction of its own."""
    unfinished = select(ContributionReminders.event_id).where(
        ContributionReminders.second_at.is_(None)
    )
    for number in db.session.scalars(unfinished).all():
        standing = db.session.get(
            ContributionReminders, number, with_for_update=True, populate_existing=True
        )
        if standing is not None:
            remind(standing, now=clock.now())
        db.session.commit()
