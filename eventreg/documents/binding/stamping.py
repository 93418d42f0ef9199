"""Prints captured blocks with other words in their slots: operators and structure, as bytes."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import segno

from eventreg.documents.binding.pdf_file import text_string
from eventreg.documents.binding.shaping import NeedsLayout, broken, number, operators, shaped
from eventreg.documents.binding.typefaces import HYPHEN

_STEP = 0.94  # by which a text that is too long is set smaller, again and again
_ARTIFACT = b"/Artifact <</Type/Pagination>> BDC"
_FORMAT = b"%%"
_SPACES = re.compile(r"[ \t\n\r\f]+")  # what HTML shows as one space


Box = tuple[float, float, float, float]


class Filled(NamedTuple):
    """A slot's words, ready to be shown; `alt` describes a picture."""

    operators: bytes
    lines: int = 1
    alt: str = ""
    link: str = ""
    box: Box = (0, 0, 0, 0)  # of the link, from the upper left


class Stamp:
    """One captured block. Places are in CSS pixels of the page, as WeasyPrint has them."""

    def __init__(self, block: Mapping[str, Any]):
        self.height: float = block["height"]
        self.width: float = block["width"]
        self.before: float = block["before"]
        self.after: float = block["after"]
        self.slots: list[dict[str, Any]] = block["slots"]
        self._x, self._y = block["x"], block["y"]
        self._tagged, self._order = _content(block["pieces"], tagged=True)
        self._bare, self._bare_order = _content(block["pieces"], tagged=False)
        self.marks = sum(kind == "m" for kind, _ in self._order)
        nodes = list(_flattened(block["tree"], self.slots, block["pieces"]))
        self.elements = len(nodes)
        self.annotations = sum(node.head == b"/Link" for node in nodes)
        self._elements, self._spec = _compiled(nodes)
        self._links = [index for index, node in enumerate(nodes) if node.head == b"/Link"]
        self._alts = [(index, node.alt) for index, node in enumerate(nodes) if node.alt is not None]
        owners = {kid: index for index, node in enumerate(nodes) for own, kid in node.kids if own}
        self._owners = [owners[mark] for mark in range(self.marks)]

    def content(self, x: float, y: float, *, mark: int, filled: Sequence[Filled]) -> bytes:
        """The operators that paint the block at a place; its marks are counted from `mark`."""
        values: list[bytes | int] = [number(x - self._x), number(y - self._y)]
        for kind, index in self._order:
            values.append(mark + index if kind == "m" else filled[index].operators)
        return self._tagged % tuple(values)

    @classmethod
    def of_frame(cls, frame: Mapping[str, Any]) -> "Stamp":
        """The margins of a page: painted where they stand, and all of it an artifact."""
        return cls({"x": 0, "y": 0, "before": 0, "after": 0, "tree": [], **frame})

    @property
    def painted(self) -> bytes:
        """The operators as they are before anything is filled in."""
        return self._tagged

    def framed(self, slots: Sequence[bytes]) -> bytes:
        """The operators of a frame, all of it artifacts, with the operators of its slots."""
        values: list[bytes] = [b"0", b"0"]
        values += [slots[index] for _, index in self._bare_order]
        return self._bare % tuple(values)

    def links(self, x: float, y: float, filled: Sequence[Filled]) -> list[tuple[int, str, Box]]:
        """The place of each link's element among the others, its address, and where it stands.

        Each link's annotation has a number after those of the elements, in this order.
        """
        linked = [each for each in filled if each.link]
        dx, dy = x - self._x, y - self._y
        return [
            (
                index,
                each.link,
                (each.box[0] + dx, each.box[1] + dy, each.box[2] + dx, each.box[3] + dy),
            )
            for index, each in zip(self._links, linked, strict=True)
        ]

    def artifact(self, x: float, y: float) -> bytes:
        """The operators of a block without slots that only repeats what was said before."""
        return self._bare % (number(x - self._x), number(y - self._y))

    def structure(
        self, first: int, *, parent: int, page: int, mark: int, filled: Sequence[Filled]
    ) -> tuple[list[bytes], list[int]]:
        """The structure elements, numbered from `first`, and the element of each mark."""
        numbers = (first, mark, page, parent)
        made = self._elements % tuple([numbers[which] + more for which, more in self._spec])
        objects = made.split(b"\0")
        for index, slot in self._alts:
            objects[index] = objects[index].replace(b"/P ", _alt(filled[slot].alt) + b"/P ", 1)
        return objects, [first + owner for owner in self._owners]


@dataclass
class _Node:
    head: bytes
    parent: int | None
    kids: list[tuple[bool, int]]
    alt: int | None = None


def _moved(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


_FIRST, _MARK, _PAGE, _PARENT = range(4)


def _compiled(nodes: Sequence[_Node]) -> tuple[bytes, list[tuple[int, int]]]:
    """The elements as one format, and which number, with how much added, goes to each place."""
    parts = []
    spec: list[tuple[int, int]] = []
    links = 0
    for node in nodes:
        spec.append((_PARENT, 0) if node.parent is None else (_FIRST, node.parent))
        spec.append((_PAGE, 0))
        kids = []
        for is_mark, index in node.kids:
            kids.append(b"%d" if is_mark else b"%d 0 R")
            spec.append((_MARK if is_mark else _FIRST, index))
        if node.head == b"/Link":
            kids.append(b"<</Type/OBJR/Obj %d 0 R>>")
            spec.append((_FIRST, len(nodes) + links))
            links += 1
        head = node.head.replace(b"%", _FORMAT)
        parts.append(b"<</S" + head + b"/P %d 0 R/Pg %d 0 R/K[" + b" ".join(kids) + b"]>>")
    return b"\0".join(parts), spec


def _alt(text: str) -> bytes:
    return b"/Alt" + text_string(text)


def _flattened(
    tree: Sequence[Mapping[str, Any]], slots: Sequence[Mapping[str, Any]], pieces: Sequence[Any]
) -> Iterator[_Node]:
    pictured = _pictured(slots, pieces)
    nodes: list[_Node] = []

    def add(element: Mapping[str, Any], parent: int | None) -> int:
        index = len(nodes)
        node = _Node(head=_head(element), parent=parent, kids=[])
        nodes.append(node)
        for kid in element["K"]:
            if isinstance(kid, int):
                node.kids.append((True, kid))
                node.alt = pictured.get(kid, node.alt)
            else:
                node.kids.append((False, add(kid, index)))
        if "Alt" in element and node.alt is None:
            node.head += _alt(element["Alt"])
        return index

    for root in tree:
        add(root, None)
    yield from nodes


def _pictured(slots: Sequence[Mapping[str, Any]], pieces: Sequence[Any]) -> dict[int, int]:
    """Which slot's description belongs to the element with which mark."""
    found = {}
    mark = -1
    for piece in pieces:
        if piece[0] == "b":
            mark += 1
        elif piece[0] == "s" and slots[piece[1]]["kind"] == "code":
            found[mark] = piece[1]
    return found


def _head(element: Mapping[str, Any]) -> bytes:
    head = str(element["S"]).encode()
    if "Lang" in element:
        head += b"/Lang" + text_string(element["Lang"])
    if "A" in element:
        about = "".join(f"/{key} {value}" for key, value in sorted(element["A"].items()))
        head += b"/A<<%s>>" % about.encode()
    return head


def _content(pieces: Sequence[Any], *, tagged: bool) -> tuple[bytes, list[tuple[str, int]]]:
    parts = [b"q 1 0 0 1 %s %s cm"]
    order: list[tuple[str, int]] = []
    mark = 0
    for kind, *rest in pieces:
        if kind == "o":
            parts.append(rest[0].encode("latin-1").replace(b"%", _FORMAT))
        elif kind == "b" and tagged:
            parts.append(rest[0].encode() + b" <</MCID %d>> BDC")
            order.append(("m", mark))
            mark += 1
        elif kind in ("a", "b"):
            parts.append(_ARTIFACT)
        elif kind == "s":
            parts.append(b"%s")
            order.append(("s", rest[0]))
        else:
            parts.append(b"EMC")
    parts.append(b"Q")
    return b"\n".join(parts), order


def filled(slot: Mapping[str, Any], text: str, most: int) -> Filled:
    """The words of a slot in at most `most` lines; raises NeedsLayout when they do not fit.

    A slot with a least size is set smaller until its text fits.
    """
    if slot["kind"] == "code":
        return _code(slot, text)
    if not text.isprintable() or not text.isascii() or "  " in text:
        text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ").replace(HYPHEN, "-")
    if not text:
        return Filled(b"", 0)
    if not slot["least"] and not slot["link"] and slot["align"] == "left":
        made = shaped(text, slot["face"])
        if made.width * slot["size"] <= slot["room"] * 1000:
            place = (number(slot["x"]), number(slot["y"]))
            return Filled(b"BT 1 0 0 -1 %s %s Tm %s ET" % (*place, operators(made, slot["size"])))
    most = slot["lines"] or most - slot["line"]
    size = slot["size"]
    while True:
        try:
            # The smaller, the more lines in the same room; the smallest breaks anywhere.
            room, lines_most = slot["room"] * 1000 / size, int(most * slot["size"] / size + 0.01)
            last = not slot["least"] or size * _STEP < slot["least"]
            lines = broken(text, slot["face"], room, max(lines_most, 1), last)
        except NeedsLayout:
            size *= _STEP
            if size < (slot["least"] or slot["size"]):
                raise
        else:
            return _told(slot, text, lines, size)


def _told(slot: Mapping[str, Any], text: str, lines: Sequence[str], size: float) -> Filled:
    shown = _shown(slot, lines, size)
    if not slot["link"]:
        return Filled(shown, len(lines))
    wide = max(shaped(line, slot["face"]).width for line in lines) * size / 1000
    top = slot["y"] - size
    box = (slot["x"], top, slot["x"] + wide, top + slot["leading"] * len(lines))
    return Filled(shown, len(lines), link=slot["link"] + text, box=box)


def _shown(slot: Mapping[str, Any], lines: Sequence[str], size: float) -> bytes:
    parts = [b"BT"]
    leading = slot["leading"] * size / slot["size"]
    top = slot["y"]
    if slot["least"]:  # what is set smaller stays in the middle of the room it has
        top += (slot["lines"] * slot["leading"] - len(lines) * leading) / 2
        top -= (slot["leading"] - leading) / 2
    for index, line in enumerate(lines):
        made = shaped(line, slot["face"])
        moved = {"left": 0.0, "center": 0.5, "right": 1.0}[slot["align"]]
        x = slot["x"] - moved * made.width * size / 1000
        parts.append(b"1 0 0 -1 %s %s Tm" % (number(x), number(top + index * leading)))
        parts.append(operators(made, size))
    parts.append(b"ET")
    return b"\n".join(parts)


def _code(slot: Mapping[str, Any], address: str) -> Filled:
    """A QR code of an address; the words before a line break describe it."""
    alt, _, content = address.rpartition("\n")
    rows = list(segno.make(content, error="m", micro=False).matrix)
    side = slot["width"] / len(rows)
    parts = [b"q 0.11 0.13 0.15 rg"]
    for y, row in enumerate(rows):
        for start, length in _dark(row):
            parts.append(
                b"%s %s %s %s re"
                % (
                    number(slot["x"] + start * side),
                    number(slot["y"] + y * side),
                    number(length * side),
                    number(side),
                )
            )
    parts.append(b"f Q")
    return Filled(b"\n".join(parts), alt=alt or content)


def _dark(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The dark stretches of a row: where each starts, and how long it is."""
    start = None
    for index, module in enumerate([*row, 0]):
        if module and start is None:
            start = index
        elif not module and start is not None:
            yield start, index - start
            start = None


def operators_at(slot: Mapping[str, Any], text: str) -> bytes:
    """The operators that show a text in a slot, on one line however long it is."""
    return _shown(slot, (text,), slot["size"])
