"""Background tasks on Huey, kept on SQLite or PostgreSQL by the address in `TASKS_URL`.

Huey delivers at most once, so the truth is always a row with a state; the queue carries only the
row's name, and a sweep each minute picks up what was left lying. Nothing is pickled.
"""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, cast

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import String, event, or_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventreg.database import Base, db, insert_unless_there

WAITING = "eventreg.tasks"
GATHERING_SECONDS = 1.0

log: Any = structlog.get_logger("eventreg")

Task = Callable[[str], None]
Sweep = Callable[[], None]


class Lease(Base):
    """Who did a piece of periodic work last, so that many workers do it once."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    until: Mapped[datetime]


class JsonSerializer(Serializer):
    """Messages as JSON lists: a stranger who can write to the queue cannot run code."""

    def _serialize(self, data: Message) -> bytes:
        at = data.eta.isoformat() if data.eta else None
        return json.dumps(list(data._replace(eta=at))).encode()

    def _deserialize(self, data: bytes) -> Message:
        message = Message(*json.loads(data))
        at = datetime.fromisoformat(message.eta) if message.eta else None
        return message._replace(eta=at)


class TaskQueue:
    """Tasks by name; each takes the public name of a row."""

    def __init__(self, huey: Huey, app: Flask):
        self.huey = huey
        self._app = app
        self._tasks: dict[str, Task] = {}
        self._gathering: dict[str, float] = {}
        self._telling = Lock()
        self._run = huey.task(name="run")(self._run_in_context)

    def register(self, name: str, task: Task, *, gathers: bool = False) -> None:
        """Name a task; `task` runs in an application context and commits by itself.

        One that `gathers` does all that is due, whatever row it is given: told often in a short
        time, it runs once at the beginning and then once in `GATHERING_SECONDS`.
        """
        self._tasks[name] = task
        if gathers and not self.huey.immediate:
            self._gathering[name] = 0.0

    def every_minute(self, name: str, sweep: Sweep) -> None:
        """Run `sweep` each minute by one worker of all, held by a lease."""

        def swept() -> None:
            with self._app.app_context():
                if take_lease(name, seconds=50):
                    sweep()

        self.huey.periodic_task(crontab(minute="*"), name=f"sweep_{name}")(swept)

    def enqueue(self, name: str, key: str) -> None:
        """Give a row's name to the queue, once, when the session's transaction is committed."""
        if name not in self._tasks:
            raise LookupError(f"no task named {name!r}")
        waiting = db.session.info.setdefault(WAITING, [])
        if (name, key) not in waiting:
            waiting.append((name, key))

    def send(self, name: str, key: str) -> None:
        """Give a row's name to the queue now; to a task that gathers, in its time."""
        if name not in self._gathering:
            self._run(name, key)
            return
        with self._telling:
            now, begins = time.monotonic(), self._gathering[name]
            if begins > now:  # it was told, and has not begun: it will find this row too
                return
            wait = max(0.0, begins + GATHERING_SECONDS - now)
            self._gathering[name] = now + wait
        self._run.schedule((name, key), delay=wait)

    def _run_in_context(self, name: str, key: str) -> None:
        with self._app.app_context():
            self._tasks[name](key)


def take_lease(name: str, *, seconds: int) -> bool:
    """Take the lease `name` for some seconds; False when another holds it. Commits."""
    from eventreg import clock

    now = clock.now()
    until = now + timedelta(seconds=seconds)
    insert_unless_there(db.session(), Lease, name=name, until=now - timedelta(days=1))
    taken = db.session.execute(
        update(Lease).where(Lease.name == name, or_(Lease.until <= now)).values(until=until)
    )
    db.session.commit()
    return bool(cast(Any, taken).rowcount)


def init(app: Flask, url: str, *, immediate: bool = False) -> None:
    """Give the application its queue; `immediate` runs each task in place, for tests."""
    app.extensions["eventreg.tasks"] = TaskQueue(_huey(url, immediate=immediate), app)


def queue() -> TaskQueue:
    """The application's queue."""
    return cast(TaskQueue, current_app.extensions["eventreg.tasks"])


def _huey(url: str, *, immediate: bool) -> Huey:
    options: dict[str, Any] = {
        "results": False,
        "serializer": JsonSerializer(),
        "immediate": immediate,
    }
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///"))
        file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("eventreg", filename=str(file), **options)
    return PostgresHuey("eventreg", dsn=url.replace("+psycopg", ""), **options)


# Both events also tell of savepoints, whose end decides nothing yet.
@event.listens_for(Session, "after_commit")
def _send_waiting(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for name, key in session.info.pop(WAITING, []):
        try:
            queue().send(name, key)
        except Exception as error:  # noqa: BLE001 - whatever ails the queue, the rows are committed
            log.warning("task left to the sweep", task=name, reason=type(error).__name__)


@event.listens_for(Session, "after_rollback")
def _forget_waiting(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.info.pop(WAITING, None)
