"""Whether anything can have changed since a document was last found true: a few small questions.

Every change is in the log (R28), so the facts of a document are the same while the log of its event
and of its organisation is. For short documents the facts themselves are as quick to gather; for
long ones this spares gathering them for each request.
"""

import threading
from collections import OrderedDict
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, or_, select

from eventreg.database import db
from eventreg.documents.fingerprints import press_state
from eventreg.documents.papers import Order
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.registration.models import Registration

LARGE = 300  # registrations; below it facts are always gathered
KEPT = 256

State = tuple[object, ...]


class Known:
    """Documents that were found true, with the state of the log then; for one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: OrderedDict[str, tuple[State, int]] = OrderedDict()

    def version(self, order: Order, state: State | None) -> int | None:
        """The version that was found true in this very state."""
        with self._lock:
            known = self._states.get(str(order))
        return known[1] if known is not None and state is not None and known[0] == state else None

    def learn(self, order: Order, state: State | None, version: int) -> None:
        """Note that the version is true in this state."""
        if state is None:
            return
        with self._lock:
            self._states[str(order)] = (state, version)
            self._states.move_to_end(str(order))
            while len(self._states) > KEPT:
                self._states.popitem(last=False)


def state_of(event: Event, *, now: datetime) -> State | None:
    """What the facts of the event's documents hang on; None for a small event.

    Ask for it before gathering, so that a change in between is found the next time. The number of
    entries is in it as well as the last one, because transactions may end in another order than
    they wrote.
    """
    people = db.session.scalar(
        select(func.count()).select_from(Registration).where(Registration.event_id == event.id)
    )
    if (people or 0) < LARGE:
        return None
    own = db.session.execute(
        select(func.count(), func.max(LogEntry.id)).where(LogEntry.event_id == event.id)
    ).one()
    around = db.session.execute(
        select(func.count(), func.max(LogEntry.id)).where(
            LogEntry.event_id.is_(None),
            or_(
                LogEntry.organisation_id == event.organisation_id,
                LogEntry.organisation_id.is_(None),
            ),
        )
    ).one()
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    return (people, *own, *around, event.status, event.published_at, today, press_state())


def known() -> Known:
    """What this process knows."""
    extensions = current_app.extensions
    made: Known = extensions.get("eventreg.known") or extensions.setdefault(
        "eventreg.known", Known()
    )
    return made
