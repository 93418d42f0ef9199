"""What the background worker does for privacy: once a day."""

from flask import Flask

from eventreg import clock
from eventreg.accounts import branding, tries
from eventreg.contributions.photos import forgetting as photos
from eventreg.database import db
from eventreg.history.service import TASK
from eventreg.ports.tasks import TaskQueue, take_lease
from eventreg.privacy import stored
from eventreg.privacy.retention import forget_due
from eventreg.web import once

DAY_SECONDS = 24 * 60 * 60


def init(app: Flask) -> None:
    """Name the sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("retention", forget_once_a_day)


def forget_once_a_day() -> None:
    """Forget what is due; of all workers one does so, once a day."""
    if not take_lease("retention_of_the_day", seconds=DAY_SECONDS - 60):
        return
    now = clock.now()
    forget_due(actor=TASK, now=now)
    tries.forget_past(now=now)
    once.forget_past(now=now)
    db.session.commit()
    stored.delete_withdrawn()
    branding.delete_replaced(now=now)
    photos.delete_orphans(now=now)
    db.session.rollback()
    stored.empty_journal()
