"""`eventreg` with the guard of places switched off, to show that the storm would break it (R7).

Places are taken as a naive programme does it: what is free is looked up when the request begins,
and later, when the registration is written, counted on from what was seen. No CHECK stands behind
it. Only the harness can start this, in a folder that it has made for itself.
"""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from flask import Flask, g, has_request_context, request
from sqlalchemy import event, text, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from benchmarks.load.installation import UNGUARDED
from eventreg import app as application
from eventreg import capacity, cli
from eventreg.capacity import Limited
from eventreg.commands.frame import transaction
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration import places
from eventreg.settings import Settings

MARK = "eventreg-load-"
# Between looking and writing, as when answers are checked or a page is made.
PAUSE_SECONDS = 0.6


def switch_off() -> None:
    """Replace the guard in this process and in those it starts; raises SystemExit elsewhere."""
    home = Path(os.environ.get(UNGUARDED) or "/")
    if not home.name.startswith(MARK) or os.environ.get("EVENTREG_HOME") != str(home):
        raise SystemExit("only the load harness switches the guard off, in a folder of its own")
    create_app = application.create_app

    def create_unguarded(settings: Settings) -> Flask:
        app = create_app(settings)
        app.before_request_funcs.setdefault(None, []).insert(0, _look)
        return app

    application.create_app = create_unguarded
    capacity.take_place = _take_what_was_free
    places.take_place = _take_what_was_free  # type: ignore[attr-defined]
    Limited.free = property(_seen_free)  # type: ignore[assignment, method-assign]
    event.listen(Engine, "connect", _without_checks)


def drop_checks() -> None:
    """Take the last wall away; SQLite is told so on every connection instead."""
    with transaction():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ALTER TABLE event DROP CONSTRAINT ck_event_within_capacity"))


def _look() -> None:
    """What this request believes from now on."""
    connection = db.engine.raw_connection()  # in no transaction of the request's own
    cursor = connection.cursor()
    cursor.execute("SELECT id, capacity - taken FROM event")
    g.seen = dict(cursor.fetchall())
    connection.close()
    if request.form.get("step") == "send":
        time.sleep(PAUSE_SECONDS)


def _seen_free(limit: Limited) -> int | None:
    if limit.capacity is None:
        return None
    looked = isinstance(limit, Event) and has_request_context() and "seen" in g
    return max(0, g.seen[limit.id] if looked else limit.capacity - limit.taken)


def _take_what_was_free(session: Session, limit: Limited, places: int = 1) -> bool:
    free = _seen_free(limit)
    if free is not None and free < places:
        return False
    table = type(limit)
    session.execute(
        update(table)
        .where(table.id == limit.id)
        .values(taken=table.taken + places)
        .execution_options(synchronize_session=False)
    )
    session.expire(limit, ["taken"])
    return True


def _without_checks(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA ignore_check_constraints = ON")


if __name__ == "__main__":
    switch_off()
    cli.main()
