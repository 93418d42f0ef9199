"""Numbered migrations: up, down, up again, and no difference from the models."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from eventreg.app import create_app
from eventreg.database import Base, db
from eventreg.paths import MIGRATIONS
from eventreg.registration.models import Registration
from tests.databases import PostgresqlDatabase
from tests.factories import a_registration, an_open_event
from tests.settings import settings_for


@pytest.fixture
def empty_app(
    tmp_path: Path, database_kind: str, request: pytest.FixtureRequest, worker_id: str
) -> Iterator[Flask]:
    """An application whose database has not a single table."""
    url = f"sqlite:///{tmp_path}/empty.sqlite3"
    if database_kind == "postgresql":
        server = request.getfixturevalue("servers").postgresql()
        url = PostgresqlDatabase(server, f"empty_{worker_id}").url
    app = create_app(settings_for(tmp_path, DATABASE_URL=url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_the_migrations_make_just_what_the_models_say(empty_app):
    upgrade()

    assert tables() == Base.metadata.tables.keys()
    assert differences() == []


def test_the_migrations_make_every_check(empty_app):
    upgrade()

    inspector = sa.inspect(db.engine)
    for name, table in Base.metadata.tables.items():
        made = {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(name)}
        asked = {_final_name(each): each for each in _checks(table)}
        assert made.keys() == asked.keys(), name
        assert {each: _words(text) for each, text in made.items()} == {
            each: _words(_in_sql(check)) for each, check in asked.items()
        }, name


def test_rows_outlive_a_table_that_is_made_anew(app, session):
    registration = a_registration(event=an_open_event())
    session.commit()
    downgrade(revision="0002")
    upgrade()

    assert session.get(Registration, registration.id).event.offer_hours == 48


def test_the_migrations_can_be_undone_and_done_again(empty_app):
    upgrade()
    downgrade(revision="base")
    assert tables() == set()

    upgrade()
    assert tables() == Base.metadata.tables.keys()


def test_the_migrations_can_be_undone_with_rows_in_the_tables(latvia, session):
    downgrade(revision="base")
    upgrade()

    assert differences() == []


def test_the_migrations_form_one_line_numbered_in_order():
    script = ScriptDirectory(str(MIGRATIONS))
    line = [revision.revision for revision in script.walk_revisions()][::-1]

    assert len(script.get_heads()) == 1
    assert line == [f"{number:04}" for number in range(1, len(line) + 1)]


def test_the_file_of_a_migration_begins_with_its_number():
    names = [path.name for path in (MIGRATIONS / "versions").glob("*.py")]

    assert [name for name in names if not re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name)] == []


def test_every_constraint_has_a_name_of_the_house():
    nameless = [
        f"{table.name}: {constraint!r}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if not re.match(rf"(pk|uq|ck|fk)_{table.name}(_|$)", _final_name(constraint))
    ]

    assert nameless == []


def _final_name(constraint: sa.Constraint) -> str:
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect().identifier_preparer.format_constraint(constraint) or ""


def _checks(table: sa.Table) -> list[sa.CheckConstraint]:
    return [each for each in table.constraints if isinstance(each, sa.CheckConstraint)]


def _in_sql(check: sa.CheckConstraint) -> str:
    return str(check.sqltext.compile(compile_kwargs={"literal_binds": True}))


def _words(sql: str) -> set[str]:
    """The texts that a CHECK names: a state that only the model knows would be refused."""
    return set(re.findall(r"'([a-z_]+)'", sql))
