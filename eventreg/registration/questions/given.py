"""What somebody answered, as plain values: a form and a file have them alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class FileGiven:
    """A file that stands in the store under `key`; `name` is what its owner calls it."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """The answer to the question of that public name; one of the values is given, by its kind.

    `options` are the public names of the options chosen.
    """

    question: str
    text: str = ""
    number: float | None = None
    day: date | None = None
    yes: bool | None = None
    options: tuple[str, ...] = ()
    file: FileGiven | None = None

    def __bool__(self) -> bool:
        known = (self.number, self.day, self.yes, self.file)
        return bool(self.text or self.options) or any(value is not None for value in known)


Answers = tuple[GivenAnswer, ...]


def as_plain(answers: Iterable[GivenAnswer]) -> list[list[Any]]:
    """The answers as JSON values, in one order, to tell whether the same was sent again."""
    return sorted(
        [
            each.question,
            each.text,
            str(each.number),
            each.day.isoformat() if each.day else "",
            str(each.yes),
            sorted(each.options),
            each.file.key if each.file else "",
        ]
        for each in answers
        if each
    )
