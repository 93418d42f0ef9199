"""Merges the pages that WeasyPrint laid out in parts, with their tags, links and fonts.

pikepdf copies the objects; what holds the whole together (pages, tag tree, outline, fonts) is
written anew by `job`. The order matters: pages first, then the tags that point to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from eventreg.documents.binding.outline import Bookmark
from eventreg.documents.binding.pdf_file import PdfFile
from eventreg.documents.binding.typefaces import faces, named_faces, resource_name

ANCHOR = "anchor:"


@dataclass(frozen=True)
class Shard:
    """A part as a PDF, and what its renderer noted: anchors, bookmarks, fonts (see `shards`)."""

    pdf: bytes
    noted: Mapping[str, Any]
    pageless: bool = False  # the file's title and standards, but no page of its own


class Merged:
    """All shards in one file, still open; `kids` and `parents` are their part of the tag tree."""

    def __init__(self, shards: Sequence[Shard]):
        self._sources = [pikepdf.open(BytesIO(shard.pdf)) for shard in shards]
        self.base = self._sources[0]
        self.fonts = {name: self._reserved() for name in faces()}
        self.used: set[str] = set()
        self.spoken: dict[str, dict[int, str]] = {}
        self.parents: list[tuple[int, bytes]] = []
        self.kids: list[list[int]] = []
        self.pages: list[list[pikepdf.Page]] = []
        self._dropped: set[int] = set()
        self._next_key = 0
        for source, shard in zip(self._sources, shards, strict=True):
            if shard.pageless:
                self._leave_empty()
            else:
                self._take(source, shard.noted)
        self.document = _number(self.base.Root.StructTreeRoot.K[0])
        self._link(shards)

    @property
    def next_key(self) -> int:
        """The first key of the parent tree that is free."""
        return self._next_key

    def places(self, shards: Sequence[Shard], part: int) -> list[Bookmark]:
        """The bookmarks of a shard."""
        pages = self.pages[part]
        if shards[part].pageless:
            return []
        return [
            Bookmark(level, label, _number(pages[page].obj), x, y)
            for level, label, page, x, y in shards[part].noted["bookmarks"]
        ]

    def add_frame(self, page: pikepdf.Page, operators: bytes) -> None:
        """Paint over a page what belongs to its place in the document."""
        before = self.base.make_stream(b"q")
        after = self.base.make_stream(b"Q\n" + operators)
        page.obj.Contents = Array([before, page.obj.Contents, after])
        resources = page.obj.Resources
        for name in named_faces(operators):
            font = self.base.get_object(self.fonts[name], 0)
            resources.Font[Name("/" + resource_name(name))] = font
            self.used.add(name)
        for name, state in alpha_states(operators).items():
            resources.ExtGState[Name("/" + name)] = Dictionary(state)

    def export(self, file: PdfFile) -> None:
        """Put all objects into the file that is being written, but for those made anew."""
        unused = {number for name, number in self.fonts.items() if name not in self.used}
        for item in self.base.objects:
            number = item.objgen[0]
            if number in self._dropped or number in unused:
                continue
            if isinstance(item, pikepdf.Stream):
                entries = pikepdf.Dictionary(dict(item.stream_dict.items()))
                if Name.Length in entries:
                    del entries[Name.Length]
                file.put_raw_stream(number, entries.unparse()[2:-2], item.read_raw_bytes())
            else:
                file.put(number, item.unparse(resolved=True))

    @property
    def size(self) -> int:
        """How many object numbers are taken."""
        return len(self.base.objects) + 1

    def _reserved(self) -> int:
        return _number(self.base.make_indirect(Dictionary(Type=Name.Font)))

    def _take(self, source: pikepdf.Pdf, noted: Mapping[str, Any]) -> None:
        if source is self.base:
            pages = list(self.base.pages)
            tags = self.base.Root.StructTreeRoot
        else:
            start = len(self.base.pages)
            self.base.pages.extend(source.pages)
            pages = list(self.base.pages)[start:]
            tags = self.base.copy_foreign(source.Root.StructTreeRoot)
            self._dropped.update({_number(tags), _number(tags.K[0]), _number(tags.ParentTree)})
        self.pages.append(pages)
        self.kids.append([_number(kid) for kid in tags.K[0].K])
        document = self.base.Root.StructTreeRoot.K[0]
        for kid in tags.K[0].K:
            kid.P = document
        self._renumber(pages, tags.ParentTree.Nums)
        self._share_fonts(pages, noted)

    def _leave_empty(self) -> None:
        for page in self.base.pages:
            self._dropped.update({_number(page.obj), _number(page.obj.Contents)})
        self._dropped.update(_number(kid) for kid in self.base.Root.StructTreeRoot.K[0].K)
        self.pages.append([])
        self.kids.append([])

    def _renumber(self, pages: Sequence[pikepdf.Page], numbers: Any) -> None:
        of_key = {int(numbers[i]): i + 1 for i in range(0, len(numbers), 2)}
        for page in pages:
            index = of_key[int(page.obj.StructParents)]
            page.obj.StructParents = self._entered(numbers[index].unparse())
            for link in page.obj.get("/Annots", []):
                if "/StructParent" in link:
                    index = of_key[int(link.StructParent)]
                    owner = b"%d 0 R" % _number(numbers[index])
                    link.StructParent = self._entered(owner)

    def _entered(self, value: bytes) -> int:
        key = self._next_key
        self.parents.append((key, value))
        self._next_key += 1
        return key

    def _share_fonts(self, pages: Sequence[pikepdf.Page], noted: Mapping[str, Any]) -> None:
        fonts = pages[0].obj.Resources.Font
        for key, face in noted["fonts"].items():
            name = Name("/" + key)
            if name in fonts:
                self._drop_font(fonts[name])
                fonts[name] = self.base.get_object(self.fonts[face], 0)
                self.used.add(face)
            spoken = self.spoken.setdefault(face, {})
            for glyph, text in noted["spoken"][key].items():
                spoken.setdefault(int(glyph), text)

    def _drop_font(self, font: Any) -> None:
        below = font.DescendantFonts[0]
        parts = (font, below, below.FontDescriptor, below.FontDescriptor.FontFile2, font.ToUnicode)
        self._dropped.update(_number(part) for part in parts if part.is_indirect)

    def _link(self, shards: Sequence[Shard]) -> None:
        """Turn links to anchors, in whatever part they are, into places on pages."""
        places: dict[str, Array] = {}
        for pages, shard in zip(self.pages, shards, strict=True):
            anchored = [] if shard.pageless else shard.noted["anchors"]
            for page, anchors in zip(pages, anchored, strict=True):
                for name, (x, y) in anchors.items():
                    places.setdefault(name, Array([page.obj, Name.XYZ, x, y, 0]))
        for page in self.base.pages:
            for link in page.obj.get("/Annots", []):
                name = _target(link)
                if name in places:
                    link.Dest = places[name]
                    if "/A" in link:
                        del link["/A"]
        for key in ("/Names", "/Outlines"):
            if key in self.base.Root:
                del self.base.Root[key]


def _target(link: Any) -> str:
    if "/Dest" in link and isinstance(link.Dest, pikepdf.String):
        return str(link.Dest)
    address = str(link.A.get("/URI", "")) if "/A" in link else ""
    return address.removeprefix(ANCHOR) if address.startswith(ANCHOR) else ""


def _number(item: Any) -> int:
    return int(item.objgen[0])


def alpha_states(operators: bytes) -> dict[str, dict[str, float]]:
    """The graphics states that WeasyPrint's operators name by their opacity."""
    found = {}
    for index, word in enumerate(words := operators.split()):
        if word == b"gs":
            name = words[index - 1].decode().removeprefix("/")
            found[name] = {"/ca" if name[0] == "a" else "/CA": float(name[1:])}
    return found
