"""Looking through every table for what still points to a person."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from eventreg.database import Base, db


@dataclass(frozen=True)
class Trace:
    """A text that still holds one of the words looked for."""

    table: str
    column: str
    row: str
    word: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.column} holds “{self.word}”"


def find_traces(words: Iterable[str]) -> list[Trace]:
    """Every place in the database that holds one of the words, without regard to case."""
    wanted = [word for word in words if word.strip()]
    return [
        trace
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if _holds_text(column.type)
        for word in wanted
        for trace in _traces(table, column, word)
    ]


def _holds_text(kind: sa.types.TypeEngine[Any]) -> bool:
    if isinstance(kind, sa.TypeDecorator):
        return _holds_text(kind.impl_instance)
    return isinstance(kind, sa.String | sa.JSON)


def _traces(table: sa.Table, column: sa.Column[str], word: str) -> Iterator[Trace]:
    text = sa.cast(column, sa.Text)
    key = next(iter(table.primary_key.columns))
    # JSON may keep letters as escapes; SQLite lowers ASCII only.
    exact = {word, json.dumps(word)[1:-1]}
    lower = {word.lower(), json.dumps(word.lower())[1:-1]}
    found = sa.or_(
        *(text.contains(form, autoescape=True) for form in sorted(exact)),
        *(sa.func.lower(text).contains(form, autoescape=True) for form in sorted(lower)),
    )
    for row in db.session.scalars(sa.select(key).where(found).order_by(key)):
        yield Trace(table.name, column.name, str(row), word)
