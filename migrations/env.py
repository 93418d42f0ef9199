"""Runs the migrations on the application's own database."""

import contextlib
from collections.abc import Iterator
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from eventreg.database import Base, LocalTextColumn, SortKey, UtcDateTime

PLAIN_TYPES = {
    UtcDateTime: "sa.DateTime(timezone=True)",
    LocalTextColumn: "sa.JSON()",
    SortKey: 'sa.String().with_variant(sa.String(collation="C"), "postgresql")',
}


def render_item(kind: str, item: Any, _autogen_context: Any) -> str | Literal[False]:
    """Write our own column types as plain ones: a migration must outlive the code."""
    if kind == "type" and type(item) in PLAIN_TYPES:
        return PLAIN_TYPES[type(item)]
    return False


@contextlib.contextmanager
def _tables_may_be_rebuilt(connection: sa.Connection) -> Iterator[None]:
    """On SQLite a changed table is made anew and the old one dropped: its children must stay."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys = OFF")  # heeded only outside of a transaction
    try:
        yield
        if orphans := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"rows without their parents after the migration: {orphans[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def run() -> None:
    """Upgrade or downgrade in one transaction."""
    engine: sa.Engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, _tables_may_be_rebuilt(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
