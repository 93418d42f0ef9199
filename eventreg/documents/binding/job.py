"""Binding one document, in the renderer's process: parts in, a whole PDF out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventreg.documents.binding.flowing import Entry, Filling, Placed, flow
from eventreg.documents.binding.merging import Merged, Shard, alpha_states
from eventreg.documents.binding.outline import Bookmark, put_outline
from eventreg.documents.binding.pdf_file import PdfFile, references, text_string, uri_string
from eventreg.documents.binding.stamping import Stamp, operators_at
from eventreg.documents.binding.typefaces import faces, named_faces, resource_name

SCALE = 0.75  # points in a CSS pixel
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Part:
    """A part of the document: `shard` counts the shards, `flow` are blocks on pages."""

    shard: int | None
    found: Sequence[Entry] = ()
    pages: Sequence[Sequence[Placed]] = ()
    labels: Mapping[str, Any] | None = None


class Frames:
    """What stands in the margins of each page: one frame for the first page, one for the rest."""

    def __init__(self, frames: Sequence[Mapping[str, Any]], words: str):
        self._frames = frames
        self._stamps = [Stamp.of_frame(frame) for frame in frames]
        self._words = words

    @property
    def room(self) -> tuple[float, float, float, float]:
        """The room for contents on the pages after the first."""
        x, y, width, height = self._frames[-1]["content"]
        return x, y, width, height

    @property
    def size(self) -> tuple[float, float]:
        return self._frames[-1]["width"], self._frames[-1]["height"]

    def operators(self, page: int, pages: int) -> bytes:
        """The margins of page `page`, counted from 1."""
        which = min(page, len(self._frames)) - 1
        words = self._words.replace("%(pages)s", str(pages)).replace("%(page)s", str(page))
        slots = [operators_at(slot, words) for slot in self._frames[which]["slots"]]
        painted = self._stamps[which].framed(slots)
        return turned(painted, self._frames[which]["height"])


def turned(operators: bytes, height: float) -> bytes:
    """Operators in CSS pixels from the top of the page, as PDF has them."""
    return b"q 1 0 0 -1 0 %.4f cm %.2f 0 0 %.2f 0 0 cm\n%s\nQ" % (
        height * SCALE,
        SCALE,
        SCALE,
        operators,
    )


def bind(
    head: Mapping[str, Any], blobs: Sequence[bytes], tell: Tell
) -> tuple[dict[str, Any], list[bytes]]:
    """The whole document; or, under `hard`, the rows that WeasyPrint must lay out first."""
    frames = Frames(head["frames"], head["page_words"])
    shards = [
        Shard(blobs[part["shard"]], part["noted"], part["pageless"])
        for part in head["parts"]
        if "shard" in part
    ]
    parts: list[Part] = []
    count = 0
    for part in head["parts"]:
        if "shard" in part:
            parts.append(Part(count))
            count += 1
            continue
        filling = Filling(part["blocks"], part["kinds"])
        found, hard = filling.entries(part["items"], part["laid"])
        if hard:
            return {"ok": True, "hard": hard}, []
        pages = flow(found, frames.room)
        parts.append(Part(None, found, pages, part["labels"]))
    pdf, pages_made = _Bound(shards, parts, frames, tell).written()
    return {"ok": True, "pages": pages_made}, [pdf]


class _Bound:
    """One document on its way: the merged shards, and the file that is written."""

    def __init__(
        self, shards: Sequence[Shard], parts: Sequence[Part], frames: Frames, tell: Tell
    ) -> None:
        self._shards, self._parts, self._frames, self._tell = shards, parts, frames, tell
        self._merged = Merged(shards)
        self._total = sum(
            len(part.pages) if part.shard is None else len(self._merged.pages[part.shard])
            for part in parts
        )
        self._kids: list[int] = []
        self._pages: list[int] = []
        self._bookmarks: list[Bookmark] = []

    def written(self) -> tuple[bytes, int]:
        """The PDF and the number of its pages."""
        self._frame_shards()
        base = self._merged.base
        file = PdfFile(first=self._merged.size)
        self._merged.export(file)
        tree = base.Root.Pages.objgen[0]
        stamper = Stamper(file, self._merged, self._frames, tree=tree, total=self._total)
        for part in self._parts:
            self._add(part, stamper)
        stamper.put_resources()
        for name in sorted(self._merged.used):
            number = self._merged.fonts[name]
            faces()[name].put_into(file, number, self._merged.spoken.get(name, {}))
        self._put_tree(file, stamper, tree)
        return file.written(root=base.Root.objgen[0], info=base.trailer.Info.objgen[0]), self._total

    def _frame_shards(self) -> None:
        page = 1
        for part in self._parts:
            if part.shard is None:
                page += len(part.pages)
                continue
            for each in self._merged.pages[part.shard]:
                self._merged.add_frame(each, self._frames.operators(page, self._total))
                page += 1

    def _add(self, part: Part, stamper: "Stamper") -> None:
        if part.shard is not None:
            self._pages += [page.obj.objgen[0] for page in self._merged.pages[part.shard]]
            self._kids += self._merged.kids[part.shard]
            self._bookmarks += self._merged.places(self._shards, part.shard)
            return
        for placed in part.pages:
            self._pages.append(
                stamper.page(placed, part.found, len(self._pages) + 1, part.labels or {})
            )
            self._tell(len(self._pages), self._total)
        stamper.close_table()
        self._kids += stamper.take_kids()
        self._bookmarks += stamper.take_bookmarks()

    def _put_tree(self, file: PdfFile, stamper: "Stamper", tree: int) -> None:
        root = self._merged.base.Root
        tags, document = root.StructTreeRoot.objgen[0], self._merged.document
        file.put(
            tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self._total, references(self._pages))
        )
        file.put(
            document,
            b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (tags, references(self._kids)),
        )
        entered = [*self._merged.parents, *stamper.parents]
        numbers = b" ".join(b"%d %s" % pair for pair in entered)
        file.put(root.StructTreeRoot.ParentTree.objgen[0], b"<</Nums[%s]>>" % numbers)
        outline = put_outline(file, self._bookmarks)
        more = b"/Outlines %d 0 R/PageMode/UseOutlines" % outline if outline else b""
        file.put(root.objgen[0], root.unparse(resolved=True).rstrip()[:-2] + more + b">>")


class Stamper:
    """Stamps pages of blocks into a file, with their tags."""

    def __init__(
        self, file: PdfFile, merged: Merged, frames: Frames, *, tree: int, total: int
    ) -> None:
        self._file, self._merged, self._frames = file, merged, frames
        self._tree, self._total = tree, total
        self._resources = file.reserve()
        self._states: dict[str, dict[str, float]] = {}
        self._key = merged.next_key
        self._document = merged.document
        self._table: tuple[int, int, list[int], list[int]] | None = None
        self._kids: list[int] = []
        self._bookmarks: list[Bookmark] = []
        self._looked: set[int] = set()
        self._annotations: list[int] = []
        self.parents: list[tuple[int, bytes]] = []

    def page(
        self, placed: Sequence[Placed], found: Sequence[Entry], at: int, labels: Mapping[str, Any]
    ) -> int:
        """Print one page; its object."""
        number = self._file.reserve()
        painted: list[bytes] = []
        owners: list[int] = []
        height = self._frames.size[1]
        for place in placed:
            self._note_states(place.stamp)
            if place.repeated:
                painted.append(place.stamp.artifact(place.x, place.y))
                continue
            mark = len(owners)
            painted.append(place.stamp.content(place.x, place.y, mark=mark, filled=place.words))
            owners += self._tag(place, found[place.entry].role, number, mark)
            if str(place.entry) in labels:
                level, label = labels[str(place.entry)]
                top = (height - place.y) * SCALE
                self._bookmarks.append(Bookmark(level, label, number, place.x * SCALE, top))
        frame = self._frames.operators(at, self._total)
        self._states.update(alpha_states(frame))
        content = turned(b"\n".join(painted), height) + b"\n" + frame
        self._merged.used |= named_faces(content)
        self._put_page(number, self._file.add_stream(b"", content))
        self._annotations = []
        self.parents.append((self._key, b"[%s]" % references(owners)))
        self._key += 1
        return number

    def _put_page(self, number: int, contents: int) -> None:
        width, height = (side * SCALE for side in self._frames.size)
        box = b"[0 0 %.4f %.4f]" % (width, height)
        links = self._annotations
        annotations = b"/Annots[%s]" % references(links) if links else b""
        self._file.put(
            number,
            b"<</Type/Page/Parent %d 0 R/MediaBox%s/TrimBox%s/BleedBox%s/Resources %d 0 R"
            b"/Contents %d 0 R/StructParents %d/Tabs/S%s>>"
            % (self._tree, box, box, box, self._resources, contents, self._key, annotations),
        )

    def _tag(self, place: Placed, role: str, page: int, mark: int) -> list[int]:
        parent = self._parent(role)
        first = self._file.reserve_many(place.stamp.elements + place.stamp.annotations)
        objects, owners = place.stamp.structure(
            first, parent=parent, page=page, mark=mark, filled=place.words
        )
        self._file.put_for_good(first, objects)
        if place.stamp.annotations:
            self._put_links(place, first)
        if role in ("head", "row") and self._table:
            _, _, heads, rows = self._table
            (heads if role == "head" else rows).append(first)
        else:
            self._kids.append(first)
        return owners

    def _put_links(self, place: Placed, first: int) -> None:
        height = self._frames.size[1]
        links = place.stamp.links(place.x, place.y, place.words)
        for offset, (element, address, (left, top, right, bottom)) in enumerate(links):
            number = first + place.stamp.elements + offset
            text = text_string(address)
            self._file.put(
                number,
                b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]"
                b"/Contents%s/A<</Type/Action/S/URI/URI(%s)>>/StructParent %d>>"
                % (
                    left * SCALE,
                    (height - bottom) * SCALE,
                    right * SCALE,
                    (height - top) * SCALE,
                    text,
                    uri_string(address),
                    self._key,
                ),
            )
            self.parents.append((self._key, b"%d 0 R" % (first + element)))
            self._key += 1
            self._annotations.append(number)

    def _parent(self, role: str) -> int:
        """Where a block belongs in the tag tree; a head opens a table, a heading closes it."""
        if role == "head":
            self.close_table()
            self._table = (self._file.reserve_many(3), self._document, [], [])
            self._kids.append(self._table[0])
            return self._table[0] + 1
        if role == "row" and self._table:
            return self._table[0] + 2
        self.close_table()
        return self._document

    def close_table(self) -> None:
        """Put the table of the rows so far."""
        if self._table is None:
            return
        table, above, heads, rows = self._table
        file = self._file
        file.put(table, b"<</S/Table/P %d 0 R/K[%d 0 R %d 0 R]>>" % (above, table + 1, table + 2))
        file.put(table + 1, b"<</S/THead/P %d 0 R/K[%s]>>" % (table, references(heads)))
        file.put(table + 2, b"<</S/TBody/P %d 0 R/K[%s]>>" % (table, references(rows)))
        self._table = None

    def take_kids(self) -> list[int]:
        """The elements below the document that came since the last time."""
        kids, self._kids = self._kids, []
        return kids

    def take_bookmarks(self) -> list[Bookmark]:
        """The bookmarks that came since the last time."""
        bookmarks, self._bookmarks = self._bookmarks, []
        return bookmarks

    def put_resources(self) -> None:
        """Put what all stamped pages name: fonts and opacities."""
        fonts = b"".join(
            b"/%s %d 0 R" % (resource_name(name).encode(), number)
            for name, number in sorted(self._merged.fonts.items())
            if name in self._merged.used
        )
        states = b"".join(
            b"/%s<<%s %g>>" % (name.encode(), key.encode(), value)
            for name, state in sorted(self._states.items())
            for key, value in state.items()
        )
        self._file.put(self._resources, b"<</Font<<%s>>/ExtGState<<%s>>>>" % (fonts, states))

    def _note_states(self, stamp: Stamp) -> None:
        if id(stamp) not in self._looked:
            self._looked.add(id(stamp))
            self._states.update(alpha_states(stamp.painted))
