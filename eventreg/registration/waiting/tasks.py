"""What the background worker does for the waiting lists: each minute, what the clock brings."""

from flask import Flask

from eventreg import clock
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.ports.tasks import TaskQueue
from eventreg.registration.waiting import ending


def init(app: Flask) -> None:
    """Name the sweep."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("waiting", sweep_lines)


def sweep_lines() -> None:
    """Let offers lapse, end what has begun, offer what is free; event by event, each by itself."""
    found = ending.events_with_lines()
    db.session.rollback()
    for event_id in found:
        ending.settle(db.session.get_one(Event, event_id), now=clock.now())
        db.session.commit()
