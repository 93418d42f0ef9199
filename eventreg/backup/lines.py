"""Rows of a table as JSON lines, the same for every database."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

_READ = {datetime: datetime.fromisoformat, date: date.fromisoformat, time: time.fromisoformat}


def to_line(row: Mapping[str, Any]) -> bytes:
    """A row as a line; moments in UTC."""
    values = {name: _plain(value) for name, value in row.items()}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes, table: sa.Table, *, aware: bool) -> dict[str, Any]:
    """A line as the values that the table takes; `aware` where its moments carry a zone."""
    given = json.loads(line)
    return {
        column.name: _value(given[column.name], column, aware=aware)
        for column in table.columns
        if column.name in given
    }


def parents_first(rows: Iterable[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    """Rows of a table that refers to itself, each after the one it refers to."""
    waiting = list(rows)
    ordered: list[dict[str, Any]] = []
    known: set[Any] = {None}
    while waiting:
        ready = [row for row in waiting if row[column] in known]
        if not ready:
            raise ValueError(f"rows refer to each other in a circle by {column}")
        ordered += ready
        known |= {row["id"] for row in ready}
        waiting = [row for row in waiting if row["id"] not in known]
    return ordered


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value


def _value(value: Any, column: sa.Column[Any], *, aware: bool) -> Any:
    if value is None or isinstance(column.type, sa.JSON):
        return value
    read = _READ.get(column.type.python_type)
    if read is None:
        return value
    found = read(value)
    if isinstance(found, datetime) and not aware:
        return found.astimezone(UTC).replace(tzinfo=None)
    return found
