"""How far a document is, for the page that waits for it; and the wish to stop.

A note lies in a folder of this machine while a document is being made: what prints and what waits
are processes of one installation, and the note is of no use any more when either is gone.
"""

import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flask import current_app

from eventreg.documents.papers import Order
from eventreg.documents.press import Cancelled

STALE_SECONDS = 300  # a note that nobody renews was left by a process that died

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Progress:
    """So many parts or pages are done, of so many."""

    done: int
    total: int

    @property
    def per_cent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class Outcome(StrEnum):
    """How the making of a document that somebody ordered ended."""

    READY = "ready"
    FAILED = "failed"
    STOPPED = "stopped"


class Notice:
    """The note of one document while it is being made."""

    def __init__(self, path: Path, tell: Tell):
        self._path, self._tell = path, tell

    def note(self, done: int, total: int) -> None:
        """Renew the note; raises Cancelled when somebody wants no more of it."""
        self._tell(done, total)
        if not self.is_wanted():
            raise Cancelled
        self._write(done, total)

    def begin(self) -> None:
        """Leave the note, so that whoever waits sees that it is begun and may give it up."""
        self._write(0, 1)

    def is_wanted(self) -> bool:
        """Whether nobody has asked to give the document up."""
        return not self._path.with_suffix(".stop").exists()

    def _write(self, done: int, total: int) -> None:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps([done, total]), "utf-8")
            fresh.replace(self._path)

    def end(self) -> None:
        """Take the note away."""
        for suffix in (".json", ".stop"):
            with contextlib.suppress(OSError):
                self._path.with_suffix(suffix).unlink()


def notice_of(order: Order, tell: Tell) -> Notice:
    """The note to write while the document is being made; `tell` hears of the same."""
    return Notice(_path(order), tell)


def progress_of(order: Order) -> Progress | None:
    """How far the document is, or None when nobody is making it on this machine."""
    path = _path(order)
    with contextlib.suppress(OSError, ValueError):
        if path.stat().st_mtime > time.time() - STALE_SECONDS:
            return Progress(*json.loads(path.read_text("utf-8")))
    return None


def stop(order: Order) -> None:
    """Give up a document that is being made; whoever waits for it is told that it failed."""
    if progress_of(order) is not None:
        _path(order).with_suffix(".stop").touch()


def begin(order: Order) -> None:
    """Somebody orders the document anew: how it ended before says nothing any more."""
    with contextlib.suppress(OSError):
        _path(order).with_suffix(".end").unlink()


def conclude(order: Order, outcome: Outcome) -> None:
    """Leave word for the page that waits."""
    path = _path(order).with_suffix(".end")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(outcome.value, "utf-8")


def outcome_of(order: Order) -> Outcome | None:
    """How it ended; None while it is made or waits for its turn."""
    with contextlib.suppress(OSError, ValueError):
        return Outcome(_path(order).with_suffix(".end").read_text("utf-8"))
    return None


def _path(order: Order) -> Path:
    home: Path = current_app.extensions["eventreg.settings"].home
    name = hashlib.sha256(str(order).encode()).hexdigest()[:32]
    return home / "press" / "progress" / f"{name}.json"
