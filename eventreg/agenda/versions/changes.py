"""What changed from one state of an agenda to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from eventreg.agenda.versions.content import Content, Kept, items_in


class ChangeKind(StrEnum):
    """In which way an item changed."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    PLACE = "place"
    TRACK = "track"
    SPEAKERS = "speakers"


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise; `was` and `now` are the item before and after.

    Of an item that was added both are the new one, of a removed one both the old one.
    """

    kind: ChangeKind
    was: Kept
    now: Kept

    @property
    def visits(self) -> frozenset[str]:
        """The site visits whose people it touches; none where it touches everybody."""
        if not self.was.visit or not self.now.visit:
            return frozenset()
        return frozenset({self.was.visit, self.now.visit})


def changes_between(old: Content, new: Content) -> tuple[Change, ...]:
    """All changes: first what is new or otherwise, in the new order, then what is gone."""
    before, after = items_in(old), items_in(new)
    return (
        *(change for uid, now in after.items() for change in _of_item(before.get(uid), now)),
        *(Change(ChangeKind.REMOVED, was, was) for uid, was in before.items() if uid not in after),
    )


def _of_item(was: Kept | None, now: Kept) -> Iterator[Change]:
    if was is None:
        yield Change(ChangeKind.ADDED, now, now)
        return
    differing = {
        ChangeKind.RENAMED: was.title != now.title,
        ChangeKind.MOVED: was.occasion != now.occasion,
        ChangeKind.PLACE: (was.place, was.address) != (now.place, now.address),
        ChangeKind.TRACK: was.track != now.track,
        ChangeKind.SPEAKERS: was.speakers != now.speakers,
    }
    for kind, differs in differing.items():
        if differs:
            yield Change(kind, was, now)
