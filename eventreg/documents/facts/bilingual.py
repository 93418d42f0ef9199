"""The facts of a paper in two languages: what differs stands beside what is said first."""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from eventreg.documents.facts.head import Facts, Text

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True)
class BothTexts(Text):
    """A text, and what it says in another language."""

    second: str = ""
    second_language: str = ""


def paired(first: F, other: F) -> F:
    """The facts of one paper, gathered in two languages, as one; the first one's language leads."""
    found: F = _paired(first, other)
    return found


def _paired(first: Any, other: Any) -> Any:
    if isinstance(first, Text):
        if first.language == other.language:
            return first
        return BothTexts(first.text, first.language, other.text, other.language)
    if isinstance(first, tuple) and len(first) == len(other):
        return tuple(map(_paired, first, other))
    if is_dataclass(first) and not isinstance(first, type):
        both = {
            each.name: _paired(getattr(first, each.name), getattr(other, each.name))
            for each in fields(first)
        }
        return replace(first, **both)
    return first
