"""What may go wrong with an event file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from eventreg.errors import DomainError

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where in the document, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{json_path(self.path)}: {self.reason}"


class EventFileFaulty(DomainError):
    """Nothing was imported; `faults` holds everything that was found wrong."""

    status = 422

    def __init__(self, faults: Iterable[Fault]):
        super().__init__(lazy_gettext("The event file has errors; nothing was imported."))
        self.faults: Sequence[Fault] = tuple(faults)


class EventUnknown(DomainError):
    """No event has this short name."""

    status = 404

    def __init__(self, slug: str):
        super().__init__(lazy_gettext("There is no event “%(slug)s”.", slug=slug))


def json_path(path: Path) -> str:
    """The place in the document, as JSONPath writes it.

    >>> json_path(("visits", 0, "capacity"))
    '$.visits[0].capacity'
    """
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
