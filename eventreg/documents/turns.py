"""One at a time, over all threads, processes and machines of an installation.

On PostgreSQL the database keeps the turn, on SQLite a locked file does; both let go by themselves
when a process dies.
"""

import contextlib
import fcntl
import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from eventreg.database import db

# Threads of this process queue here first, so that at most one of them holds a connection.
_THREADS = tuple(threading.Lock() for _ in range(64))


@contextlib.contextmanager
def one_at_a_time(name: str, *, folder: Path) -> Iterator[None]:
    """Wait until nobody else is inside under this `name`; `folder` is for the locked files."""
    digest = hashlib.sha256(name.encode()).digest()
    with _THREADS[digest[0] % len(_THREADS)]:
        if db.engine.dialect.name == "postgresql":
            with _kept_by_the_database(int.from_bytes(digest[:8], "big", signed=True)):
                yield
        else:
            with _kept_by_a_file(folder / f"{digest.hex()[:32]}.lock"):
                yield


@contextlib.contextmanager
def _kept_by_the_database(key: int) -> Iterator[None]:
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": key})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})


@contextlib.contextmanager
def _kept_by_a_file(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
