"""The only seam to SQLAlchemy and Flask-SQLAlchemy: Base, names of constraints, sessions.

A request that only reads runs in a transaction in which the database itself refuses to write;
a writer on SQLite takes the write lock at once (`BEGIN IMMEDIATE`), so that two writers queue
instead of failing half way.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Engine, Enum, MetaData, String, event, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from eventreg.language.local_text import LocalText

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_MS = 15_000

_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; kept in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class LocalTextColumn(TypeDecorator[LocalText]):
    """A `LocalText`, kept as a JSON object from language to text."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Mapping[str, str | None] | None, dialect: Dialect
    ) -> dict[str, str]:
        return dict(value if isinstance(value, LocalText) else LocalText(value))

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> LocalText:
        return LocalText(value)


class SortKey(TypeDecorator[str]):
    """An ASCII collation key (`language.collation.sort_key`), compared byte by byte (R5)."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(
            String(collation="C") if dialect.name == "postgresql" else String()
        )


def enum_column(enum: type[StrEnum]) -> Enum:
    """A column type for a StrEnum: its values as text, held by a named CHECK."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        name=enum.__name__.lower(),
    )


class Base(DeclarativeBase):
    """The base of all models."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        LocalText: LocalTextColumn,
        dict[str, Any]: JSON,
    }


db = SQLAlchemy(metadata=Base.metadata)


def init(app: Flask) -> None:
    """Bind the database of the settings to the application."""
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            _prepare(engine)


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside refuse to write, by the database's own hand."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


def insert_unless_there(session: Session, table: type[Base], **values: Any) -> bool:
    """Add a row unless a unique key of it stands already; whether it was added.

    However many do it at once, one adds the row and nobody fails.
    """
    dialect = session.get_bind().dialect.name
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    adding = insert(table).values(**values).on_conflict_do_nothing()
    # Not every driver counts the rows of such an INSERT, but each gives back what it added.
    return session.execute(adding.returning(*inspect(table).primary_key)).first() is not None


def one_at_a_time(kind: int, number: int) -> None:
    """Wait until no other transaction holds the thing of this kind and number, and hold it.

    It is free again when the transaction ends. A writer on SQLite is alone anyway.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(kind, number)))


def has_one_writer() -> bool:
    """Whether writers queue for the whole database, as they do with SQLite."""
    return db.engine.dialect.name == "sqlite"


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event says BEGIN, not the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA secure_delete = ON")  # who is erased is not left in free pages (R22)
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = _read_only.get()
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reads)}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if _read_only.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
