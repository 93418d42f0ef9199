"""Counts the statements that a request sends to the database."""

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event

from eventreg.database import db


@contextlib.contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The SELECTs that run inside the block, as a list that grows."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
