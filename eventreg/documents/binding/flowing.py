"""Puts blocks onto pages: headings with their tables, rows that do not split, cards in columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from eventreg.documents.binding.shaping import NeedsLayout
from eventreg.documents.binding.stamping import Filled, Stamp, filled

MOST_LINES = 4
CARDS = ("card", "back")
MOST_KEPT = 500  # words of a slot: places come again and again, names do not
_CLOSE = 0.01  # of a pixel: what only rounding puts beyond the edge still fits


class Placed(NamedTuple):
    """A block at its place; a `repeated` one says nothing new."""

    entry: int
    stamp: Stamp
    x: float
    y: float
    words: tuple[Filled, ...]
    repeated: bool = False


class Entry(NamedTuple):
    """One block of the flow: a heading, the head of a table, a row of it, a card or its back."""

    role: str
    stamp: Stamp
    words: tuple[Filled, ...]


def _lowered(slot: Mapping[str, Any], lines: int) -> Mapping[str, Any]:
    """The slot so many lines further down, below words that took more than one."""
    moved = slot["y"] + lines * slot["leading"]
    return {**slot, "y": moved, "line": slot["line"] + lines}


_Slot = tuple[Mapping[str, Any], tuple[int, dict[str, Filled]]]


@dataclass
class Sheet:
    """The pages so far."""

    room: tuple[float, float, float, float]
    pages: list[list[Placed]] = field(default_factory=list)
    y: float = 0

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.y = self.room[1]

    @property
    def bottom(self) -> float:
        return self.room[1] + self.room[3] + _CLOSE

    @property
    def fresh(self) -> bool:
        return not self.pages or not self.pages[-1]

    def put(self, index: int, entry: Entry, *, x: float = 0, repeated: bool = False) -> None:
        """Put a block below the last one."""
        place = Placed(index, entry.stamp, self.room[0] + x, self.y, entry.words, repeated)
        self.pages[-1].append(place)
        self.y += entry.stamp.height


class Filling:
    """Fills the slots of blocks with words.

    A row's kind stands in `blocks` with as many lines as it may have: `kind/1`, `kind/2`, …; slots
    stand at the same places in all of them. `kinds` are the names of its words in their order.
    """

    def __init__(
        self, blocks: Mapping[str, Mapping[str, Any]], kinds: Mapping[str, Sequence[str]]
    ) -> None:
        self._blocks, self._kinds = blocks, kinds
        self._stamps: dict[str, Stamp] = {}
        self._slots: dict[str, list[_Slot]] = {}

    def entries(
        self, items: Sequence[Sequence[Any]], laid: Mapping[str, str]
    ) -> tuple[list[Entry], list[int]]:
        """The blocks with their words, and the places of the rows that need WeasyPrint.

        `laid` names the blocks that were laid out for single rows.
        """
        found: list[Entry] = []
        hard: list[int] = []
        for index, (role, kind, *words) in enumerate(items):
            if not words:
                found.append(Entry(role, self._stamp(kind), ()))
            elif str(index) in laid:
                found.append(self._alone(role, kind, words[0], laid[str(index)]))
            else:
                try:
                    found.append(self._entry(role, kind, words[0]))
                except NeedsLayout:
                    hard.append(index)
        return found, hard

    def _stamp(self, name: str) -> Stamp:
        if name not in self._stamps:
            self._stamps[name] = Stamp(self._blocks[name])
        return self._stamps[name]

    def _entry(self, role: str, kind: str, words: Sequence[str]) -> Entry:
        slots = self._slots.get(kind) or self._known(kind)
        lines = 1
        said = []
        lower: dict[int, int] = {}  # cells whose words have taken more lines than in the block
        for slot, (index, made) in slots:
            text = words[index]
            more = lower.get(slot["cell"], 0) if slot["kind"] == "text" else 0
            each = filled(_lowered(slot, more), text, MOST_LINES) if more else made.get(text)
            if each is None:
                each = filled(slot, text, MOST_LINES)
                if len(made) < MOST_KEPT:
                    made[text] = each
            said.append(each)
            if slot["kind"] == "text" and not slot["lines"]:
                lines = max(lines, slot["line"] + more + each.lines)
                if each.lines > 1:
                    lower[slot["cell"]] = more + each.lines - 1
        return Entry(role, self._stamp(self._tall_enough(kind, lines)), tuple(said))

    def _alone(self, role: str, kind: str, words: Sequence[str], name: str) -> Entry:
        """A row that was laid out by itself; only its links are still to be filled in."""
        stamp = self._stamp(name)
        order = list(self._kinds[kind])
        said = (filled(slot, words[order.index(slot["name"])], MOST_LINES) for slot in stamp.slots)
        return Entry(role, stamp, tuple(said))

    def _known(self, kind: str) -> list["_Slot"]:
        order = {name: index for index, name in enumerate(self._kinds[kind])}
        slots = self._stamp(f"{kind}/1").slots
        self._slots[kind] = [(slot, (order[slot["name"]], {})) for slot in slots]
        return self._slots[kind]

    def _tall_enough(self, kind: str, lines: int) -> str:
        for taller in range(lines, MOST_LINES + 1):
            if f"{kind}/{taller}" in self._blocks:
                return f"{kind}/{taller}"
        if f"{kind}/1" in self._blocks and f"{kind}/2" not in self._blocks:
            return f"{kind}/1"  # a card is as tall as it is
        raise NeedsLayout("more lines than the block has room for")


def flow(found: Sequence[Entry], room: tuple[float, float, float, float]) -> list[list[Placed]]:
    """All blocks on pages, each with the content area `room` (x, y, width, height)."""
    sheet = Sheet(room)
    for start, end in _stretches(found):
        if found[start].role in CARDS:
            _flow_cards(sheet, found, start, end)
        else:
            _flow_table(sheet, found, start, end)
    return sheet.pages


def _stretches(found: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """What is kept together by nature: a heading with its table, or cards of one side."""
    start = 0
    for index in range(1, len(found) + 1):
        ends = index == len(found) or found[index].role == "heading" or _turns(found, index)
        if ends or (found[index].role == "head" and found[index - 1].role == "row"):
            if start < index:
                yield start, index
            start = index


def _turns(found: Sequence[Entry], index: int) -> bool:
    """Whether fronts end there and backs begin, or the other way round."""
    before, after = found[index - 1].role, found[index].role
    return before != after and before in CARDS and after in CARDS


def _flow_cards(sheet: Sheet, found: Sequence[Entry], start: int, end: int) -> None:
    stamp = found[start].stamp
    columns = max(int((sheet.room[2] + _CLOSE) / stamp.width), 1)
    for index in range(start, end):
        column = (index - start) % columns
        if index == start or (column == 0 and sheet.y + stamp.height > sheet.bottom):
            sheet.turn()
        top = sheet.y
        # Turned over at its long edge, a sheet has its first column on the right.
        place = columns - 1 - column if found[index].role == "back" else column
        sheet.put(index, found[index], x=place * stamp.width)
        if column < columns - 1 and index < end - 1:
            sheet.y = top


def _flow_table(sheet: Sheet, found: Sequence[Entry], start: int, end: int) -> None:
    first = next(i for i in range(start, end) if found[i].role == "row")
    head = first - 1 if first > start and found[first - 1].role == "head" else None
    gap = 0.0
    together = sum(entry.stamp.height for entry in found[start : min(first + 2, end)])
    if found[start].role == "heading":
        gap = found[start].stamp.before
        together += found[start].stamp.after
    if not sheet.pages:
        sheet.turn()
        sheet.y += gap
    elif sheet.fresh or sheet.y + gap + together > sheet.bottom:
        sheet.turn()
    else:
        sheet.y += gap
    for index in range(start, first):
        sheet.put(index, found[index])
        if found[index].role == "heading":
            sheet.y += found[index].stamp.after
    for index in range(first, end):
        if not _fits(sheet, found, index, first, end):
            sheet.turn()
            if head is not None:
                sheet.put(head, found[head], repeated=True)
        sheet.put(index, found[index])


def _fits(sheet: Sheet, found: Sequence[Entry], index: int, first: int, end: int) -> bool:
    """Whether the row stays on this page; the last row of a table is not left alone."""
    if index < first + 2:
        return True
    needed = found[index].stamp.height
    if index == end - 2:
        needed += found[end - 1].stamp.height
    return sheet.y + needed <= sheet.bottom
