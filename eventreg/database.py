"""The only seam to SQLAlchemy and Flask-SQLAlchemy: Base, names of constraints, sessions.

A request that only reads runs in a transaction in which the database itself refuses to write;
a writer on SQLite takes the write lock at once (`BEGIN IMMEDIATE`), so that two writers queue
instead of failing half way.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, NamedTuple

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    DateTime,
    Engine,
    Enum,
    Insert,
    MetaData,
    String,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import MANYTOONE, DeclarativeBase, Session, make_transient_to_detached
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
        return LocalText.kept(value or {})


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


def end_reading(session: Session) -> None:
    """End a transaction that has only read; unlike after a rollback, what was read stays known."""
    session.expire_on_commit = False
    try:
        session.commit()
    finally:
        session.expire_on_commit = True


def insert_unless_there(session: Session, table: type[Base], **values: Any) -> bool:
    """Add a row unless a unique key of it stands already; whether it was added.

    However many do it at once, one adds the row and nobody fails.
    """
    dialect = session.get_bind().dialect.name
    insert_of: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    adding = insert_of(table).values(**values).on_conflict_do_nothing()
    # Not every driver counts the rows of such an INSERT, but each gives back what it added.
    return session.execute(adding.returning(*inspect(table).primary_key)).first() is not None


def write_row(table: type[Base], **values: Any) -> None:
    """Add a row in the transaction of the session, which itself does not learn of it.

    For rows that are written often and that nobody looks at before the transaction ends.
    """
    db.session.connection().execute(_shape(table).insert, values)


def add_at_once(row: Base) -> None:
    """Write a new row by one plain statement; the session knows it from then on as if it were read.

    It costs a fraction of a flush, which works out what depends on what. What the row refers to
    stands in the database already; what hangs on it is flushed later.
    """
    given, shape = vars(row), _shape(type(row))
    for name, (number, of) in shape.references.items():
        if given.get(name) is not None:
            given[number] = getattr(given[name], of)
    values = dict.fromkeys(shape.null_unless_given)
    values |= {name: given[name] for name in shape.columns if name in given}
    written: Any = db.session.connection().execute(shape.insert, values)
    known = {**written.last_inserted_params(), **written.inserted_primary_key._asdict()}
    given.update({name: known[name] for name in shape.columns if name in known})
    make_transient_to_detached(row)
    db.session.add(row)


class _Shape(NamedTuple):
    """What is known of a table to write a row: its statement, the column behind each reference."""

    insert: Insert
    columns: Sequence[str]
    null_unless_given: Sequence[str]
    references: Mapping[str, tuple[str, str]]


@cache
def _shape(model: type[Base]) -> _Shape:
    mapper = inspect(model)
    columns = dict(mapper.columns.items())
    return _Shape(
        insert=insert(model),
        columns=list(columns),
        null_unless_given=[
            name
            for name, column in columns.items()
            if column.default is None and column.server_default is None and not column.primary_key
        ],
        references={
            each.key: (str(own.key), str(of.key))
            for each in mapper.relationships
            if each.direction is MANYTOONE
            for own, of in each.local_remote_pairs
        },
    )


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
