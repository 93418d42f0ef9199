"""Which migrations the database has had, and which it lacks."""

import re
from dataclasses import dataclass

from sqlalchemy import inspect, text

from eventreg.database import db, reading
from eventreg.errors import DomainError
from eventreg.paths import MIGRATIONS

_REVISION = re.compile(r'^revision\s*=\s*"([^"]+)"', re.MULTILINE)


class NotMigrated(DomainError):
    """The database is not of this version."""

    def __init__(self, standing: "Standing"):
        if standing.is_empty:
            message = "The database is empty. Run: eventreg db upgrade"
        elif standing.is_newer:
            message = "The database is of a newer version than this program."
        else:
            message = "The database is of an older version. Run: eventreg db upgrade"
        super().__init__(message)


@dataclass(frozen=True)
class Standing:
    """The last migration that the database had (None for an empty one) and the newest there is."""

    database: str | None
    program: str
    known: frozenset[str]

    @property
    def is_current(self) -> bool:
        return self.database == self.program

    @property
    def is_empty(self) -> bool:
        return self.database is None

    @property
    def is_newer(self) -> bool:
        return self.database is not None and self.database not in self.known


def standing() -> Standing:
    """Where the database stands; does not load the library that migrates."""
    known = revisions()
    return Standing(_of_the_database(), known[-1], frozenset(known))


def revisions() -> list[str]:
    """The migrations of this version in their order; their files are numbered."""
    files = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    return [_REVISION.findall(file.read_text(encoding="utf-8"))[0] for file in files]


def require_current() -> None:
    """Raise NotMigrated unless the database is of this version."""
    found = standing()
    if not found.is_current:
        raise NotMigrated(found)


def migrate(revision: str) -> None:
    """Bring the database to a revision; "base" empties it, "head" is this version."""
    import logging

    import flask_migrate

    logging.getLogger("alembic").setLevel(logging.WARNING)
    if revision == "base":
        flask_migrate.downgrade(revision=revision)
    else:
        flask_migrate.upgrade(revision=revision)


def _of_the_database() -> str | None:
    """Read on a connection of its own, so that the caller's transaction is left alone."""
    with reading(), db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) if found else None
