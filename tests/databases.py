"""The two databases every persistence test runs on: real ones, each test finding them as new."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from eventreg.database import Base, db

KINDS = ("sqlite", "postgresql")

Rows = Mapping[sa.Table, Sequence[Mapping[str, Any]]]


class TestDatabase(ABC):
    """A database of one worker: its schema comes from the migrations, once."""

    __test__ = False
    url: str

    def migrate(self, app: Flask) -> None:
        """Make the schema, the first time in a run."""
        with app.app_context():
            try:
                upgrade()
                self._remember()
            finally:
                db.engine.dispose()

    @abstractmethod
    def _remember(self) -> None:
        """Note the state that every test begins with."""

    @abstractmethod
    def reset(self, app: Flask) -> None:
        """Back to the state after the migrations."""


class SqliteDatabase(TestDatabase):
    """A file; a test begins with a copy of the migrated one."""

    def __init__(self, folder: Path):
        self._file = folder / "eventreg.sqlite3"
        self._template = folder / "template.sqlite3"
        self.url = f"sqlite:///{self._file}"

    def _remember(self) -> None:
        with db.engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
        db.engine.dispose()  # the last connection to close brings the journal into the file
        shutil.copyfile(self._file, self._template)

    def reset(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self._template, self._file)


class PostgresqlDatabase(TestDatabase):
    """A database on the server of the run; a test's rows are deleted after it.

    Emptying tables takes a tenth of the time of copying a template.
    """

    def __init__(self, server: str, name: str):
        address = sa.make_url(server)
        self._server = sa.create_engine(
            address.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )
        with self._server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
        self.url = address.set(database=name).render_as_string(hide_password=False)

    def _remember(self) -> None:
        tables = sa.inspect(db.engine).get_table_names()
        self._empty = "; ".join(
            f'DELETE FROM "{table}"' for table in tables if table != "alembic_version"
        )

    def reset(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()
            with db.engine.begin() as connection:
                # As a replica neither foreign keys nor the log's own guard are asked.
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                connection.exec_driver_sql(self._empty)
            db.engine.dispose()


def rows_of(*names: str) -> Rows:
    """All rows of the tables, as they are committed."""
    tables = [Base.metadata.tables[name] for name in names]
    with db.engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in tables
        }


def put_rows(rows: Rows) -> None:
    """Put rows with their numbers into empty tables, and commit all that the test has prepared."""
    for table, content in rows.items():
        db.session.execute(table.insert(), list(content))
        if db.engine.dialect.name == "postgresql":  # else the next row would be number 1 again
            highest = max(row["id"] for row in content)
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            db.session.execute(sa.select(sa.func.setval(sequence, highest)))
    db.session.commit()
