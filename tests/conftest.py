"""The house of the tests: both databases, an application, a checking client, a clock that stands.

A test that asks for `app` (or for anything that asks for it) runs on SQLite and on PostgreSQL;
`@pytest.mark.database("sqlite")` above it names one where the other could show nothing new.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventreg import clock
from eventreg.app import create_app
from eventreg.database import Base, db, write_row
from eventreg.history import service as history
from eventreg.log.actions import ACTIONS
from eventreg.log.fields import LABELS
from tests.client import CheckingClient
from tests.databases import (
    KINDS,
    PostgresqlDatabase,
    Rows,
    SqliteDatabase,
    TestDatabase,
    put_rows,
    rows_of,
)
from tests.factories import NOON
from tests.mail_server import MailServer
from tests.servers import Servers
from tests.settings import settings_for

servers_key = pytest.StashKey[Servers]()


def pytest_configure(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith("EVENTREG_")]:
        del os.environ[name]
    folder = getattr(config, "workerinput", {}).get("servers")
    config.stash[servers_key] = Servers(Path(folder) if folder else None)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["servers"] = str(node.config.stash[servers_key].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[servers_key].stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("database")
        metafunc.parametrize(
            "database_kind", marker.args if marker else KINDS, indirect=True, scope="session"
        )


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Servers:
    """The servers of this run."""
    return request.config.stash[servers_key]


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`."""
    return str(request.param)


@pytest.fixture(scope="session")
def applications(
    tmp_path_factory: pytest.TempPathFactory, servers: Servers, worker_id: str
) -> Callable[[str], tuple[Flask, TestDatabase]]:
    """An application and its migrated database for each kind, made when first asked for."""
    made: dict[str, tuple[Flask, TestDatabase]] = {}

    def of_kind(kind: str) -> tuple[Flask, TestDatabase]:
        if kind not in made:
            home = tmp_path_factory.mktemp(kind)
            database: TestDatabase = (
                SqliteDatabase(home)
                if kind == "sqlite"
                else PostgresqlDatabase(servers.postgresql(), f"eventreg_{worker_id}")
            )
            app = create_app(settings_for(home, DATABASE_URL=database.url))
            app.test_client_class = CheckingClient
            database.migrate(app)
            made[kind] = app, database
        return made[kind]

    return of_kind


def written_with_words(table: type[Base], **values: Any) -> None:
    """Write an entry of the log, for whose action and details the log's page has words."""
    subject, action = values["subject"], values["action"]
    assert action in ACTIONS.get(subject, {}), f"the log has no words for {subject}: {action}"
    if subject != "report":  # whose sections an organiser names
        unnamed = {*values["before"], *values["after"]} - LABELS.keys()
        assert not unnamed, f"the log has no words for {subject}: {unnamed}"
    write_row(table, **values)


@pytest.fixture
def app(
    applications: Callable[[str], tuple[Flask, TestDatabase]],
    database_kind: str,
    servers: Servers,
    time_stands: Callable[[datetime], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:
    """The application on an empty, migrated database; an application context is open."""
    app, database = applications(database_kind)
    monkeypatch.setattr(history, "write_row", written_with_words)
    monkeypatch.setattr(CheckingClient, "checker", staticmethod(servers.html_checker))
    with app.app_context():
        yield app
        db.session.remove()
    database.reset(app)
    for folder in ("mail", "files"):
        shutil.rmtree(app.extensions["eventreg.settings"].home / folder, ignore_errors=True)


@pytest.fixture
def session(app: Flask) -> Session:
    """The test's own database session; the client commits it before each request."""
    return db.session  # type: ignore[return-value]


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Nobody's browser."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture(scope="session")
def loaded_latvia() -> dict[str, Rows]:
    """The rows of Latvia by kind of database, once a test has loaded them."""
    return {}


@pytest.fixture
def latvia(app: Flask, database_kind: str, loaded_latvia: dict[str, Rows]) -> None:
    """Latvia's territories of 2009, 2021 and 2025 in the database.

    Loaded from the shipped files the first time, as a copy of those rows from then on: that takes a
    tenth of the time.
    """
    from eventreg.territories.loading import ensure_latvia

    if database_kind in loaded_latvia:
        put_rows(loaded_latvia[database_kind])
        return
    ensure_latvia(now=clock.now())
    db.session.commit()
    loaded_latvia[database_kind] = rows_of("territory", "territory_succession")


@pytest.fixture
def time_stands(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock, which stands at NOON: `time_stands(NOON + timedelta(days=1))`."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(NOON)
    return at


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server on loopback that keeps what it is given."""
    with closing(MailServer()) as server:
        yield server
