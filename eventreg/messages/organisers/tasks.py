"""What the background worker does each minute for those who come and those who organise."""

from flask import Flask

from eventreg import clock
from eventreg.database import db, reading
from eventreg.messages.organisers import occasions, service
from eventreg.ports.tasks import TaskQueue
from eventreg.registration.reminders import remind_participants


def init(app: Flask) -> None:
    """Enter the occasions, name the sweep."""
    occasions.init()
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.every_minute("notices", tell_what_is_due)


def tell_what_is_due() -> None:
    """Give notices, digests and reminders that are due; each event is a transaction of its own."""
    now = clock.now()
    with reading():
        coming = service.coming_events(now=now)
        db.session.rollback()
    for event_id in coming:
        given = service.given_of(event_id, now=now)
        if given is not None:
            service.give_notices(given)
            service.give_digest(given)
            remind_participants(given.event, now=now)
        db.session.commit()
