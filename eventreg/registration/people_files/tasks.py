"""What the background worker does for imports: forgets those that nobody finished."""

from flask import Flask

from eventreg import clock
from eventreg.database import db
from eventreg.ports.tasks import TaskQueue, take_lease
from eventreg.registration.people_files import importing

HOUR_SECONDS = 60 * 60


def init(app: Flask) -> None:
    """Name the sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("people_imports", forget_imports)


def forget_imports() -> None:
    """Forget imports of yesterday, every hour; their files go with the next sweep of files."""
    if take_lease("people_imports", seconds=HOUR_SECONDS - 60):
        importing.forget_old(now=clock.now())
        db.session.commit()
