"""What the background worker does for answers: removes the files that nobody needs."""

from flask import Flask

from eventreg import clock
from eventreg.database import db
from eventreg.ports.tasks import TaskQueue, take_lease
from eventreg.registration.questions import uploads

HOUR_SECONDS = 60 * 60


def init(app: Flask) -> None:
    """Name the sweeps."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("answer_files", remove_files)


def remove_files() -> None:
    """Remove discarded files at once, and every hour those that were never sent."""
    if uploads.delete_discarded():
        db.session.commit()
    if take_lease("unsent_files", seconds=HOUR_SECONDS - 60):
        uploads.delete_forgotten(now=clock.now())
    db.session.rollback()
