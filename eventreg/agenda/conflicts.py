"""What an organiser should look at: the same person or place in two items at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from eventreg.agenda.days import Agenda, Item
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded


class ConflictKind(StrEnum):
    """What is in two places, or used twice, at once."""

    SPEAKER = "speaker"
    PLACE = "place"


@dataclass(frozen=True)
class Conflict:
    """A warning, not an error: two items at overlapping times share `what`."""

    kind: ConflictKind
    what: LocalText
    first: Item
    second: Item


def conflicts_in(agenda: Agenda) -> tuple[Conflict, ...]:
    """All conflicts, in the agenda's order; an item and its own parts are never in conflict."""
    return tuple(
        conflict
        for first, second in combinations(agenda.everything(), 2)
        if first.occasion.overlaps(second.occasion) and second not in first.parts
        for conflict in _between(first, second)
    )


def _between(first: Item, second: Item) -> Iterator[Conflict]:
    theirs = _names(second)
    for name, shown in _names(first).items():
        if name in theirs:
            yield Conflict(ConflictKind.SPEAKER, shown, first, second)
    if _texts(first.where) & _texts(second.where):
        yield Conflict(ConflictKind.PLACE, first.where, first, second)


def _names(item: Item) -> dict[str, LocalText]:
    """The people who speak in an item; an institution may well be in two places."""
    return {
        folded(speaker.name): LocalText(lv=speaker.name, en=speaker.name)
        for speaker in item.speakers
        if speaker.name
    }


def _texts(place: LocalText) -> set[str]:
    return {folded(text) for text in place.values()}
