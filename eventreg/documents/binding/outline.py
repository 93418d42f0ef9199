"""Bookmarks of a document that is bound from parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventreg.documents.binding.pdf_file import PdfFile, text_string


@dataclass(frozen=True)
class Bookmark:
    """A heading: `page` is the page's object, `x` and `y` points from its lower left corner."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass
class _Entry:
    number: int
    bookmark: Bookmark
    children: list["_Entry"] = field(default_factory=list)

    def count(self) -> int:
        return sum(1 + child.count() for child in self.children)


def put_outline(file: PdfFile, bookmarks: Sequence[Bookmark]) -> int | None:
    """Add the outline; its object, or None when there is nothing in it."""
    if not bookmarks:
        return None
    root = _Entry(file.reserve(), bookmarks[0])  # the root itself is never shown
    open_ones = [(0, root)]
    for bookmark in bookmarks:
        while open_ones[-1][0] >= bookmark.level:
            open_ones.pop()
        entry = _Entry(file.reserve(), bookmark)
        open_ones[-1][1].children.append(entry)
        open_ones.append((bookmark.level, entry))
    _put_children(file, root)
    file.put(
        root.number,
        b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>"
        % (root.children[0].number, root.children[-1].number, root.count()),
    )
    return root.number


def _put_children(file: PdfFile, parent: _Entry) -> None:
    last = len(parent.children) - 1
    for index, entry in enumerate(parent.children):
        bookmark = entry.bookmark
        parts = [b"<</Title%s/Parent %d 0 R" % (text_string(bookmark.label), parent.number)]
        parts.append(b"/Dest[%d 0 R/XYZ %.2f %.2f 0]" % (bookmark.page, bookmark.x, bookmark.y))
        if index:
            parts.append(b"/Prev %d 0 R" % parent.children[index - 1].number)
        if index < last:
            parts.append(b"/Next %d 0 R" % parent.children[index + 1].number)
        if entry.children:
            parts.append(
                b"/First %d 0 R/Last %d 0 R/Count %d"
                % (entry.children[0].number, entry.children[-1].number, entry.count())
            )
        file.put(entry.number, b"".join([*parts, b">>"]))
        _put_children(file, entry)
