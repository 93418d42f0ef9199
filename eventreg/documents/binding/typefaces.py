"""The bundled typefaces as the binder needs them: glyphs, widths, kerning, and as PDF objects."""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache, cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from eventreg.documents.binding.pdf_file import PdfFile

FONTS = Path(__file__).resolve().parents[1] / "fonts"
_NAMED = re.compile(rb"/P-([a-z-]+) ")
HYPHEN, SOFT_HYPHEN = "\u2010", "\u00ad"  # where a word is parted it is read as one
HARD = ("Mn", "Mc", "Me", "Cf", "Cs", "Co", "Cn")  # letters that ask for more than a glyph each
UNPRINTED = ("GPOS", "GSUB", "GDEF", "kern")  # for laying out, of no use in a PDF


class _Pairs(dict[tuple[str, str], tuple[bytes, int]]):
    """The operand and the width of a letter that follows another one, found once for each pair."""

    def __init__(self, face: "Face"):
        super().__init__()
        self._face = face

    def __missing__(self, pair: tuple[str, str]) -> tuple[bytes, int]:
        left, right = (self._face.plain[letter] for letter in pair)
        moved = self._face.kerning(left, right)
        operand = b">%d<%04x" % (-moved, right) if moved else b"%04x" % right
        found = self[pair] = operand, self._face.widths[right] + moved
        return found


class Face:
    """One font file; widths and kerning in thousandths of the font size."""

    def __init__(self, path: Path):
        self.name = path.stem
        self.data = path.read_bytes()
        self._font = TTFont(BytesIO(self.data), lazy=True)
        self._per_mille: float = 1000 / self._font["head"].unitsPerEm
        order = {name: number for number, name in enumerate(self._font.getGlyphOrder())}
        self.glyphs = {
            chr(code): order[name] for code, name in (self._font.getBestCmap() or {}).items()
        }
        metrics = self._font["hmtx"].metrics
        self.widths = [
            round(metrics[name][0] * self._per_mille) for name in self._font.getGlyphOrder()
        ]
        self._kerned: dict[tuple[int, int], int] = {}
        self.plain = {
            letter: glyph
            for letter, glyph in self.glyphs.items()
            if unicodedata.category(letter) not in HARD
        }
        self._pairs = _Pairs(self)

    def run(self, text: str) -> tuple[bytes, int]:
        """The operand that shows a text, and its width; KeyError when a letter is not `plain`."""
        first = self.plain[text[0]]
        if len(text) == 1:
            return b"<%04x>" % first, self.widths[first]
        operands, widths = zip(*map(self._pairs.__getitem__, pairwise(text)), strict=True)
        return b"<%04x%s>" % (first, b"".join(operands)), self.widths[first] + sum(widths)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def kerning(self, left: int, right: int) -> int:
        """By how much the second glyph is moved; negative is closer."""
        found = self._kerned.get((left, right))
        if found is None:
            found = self._kerned[left, right] = self._look_up(left, right)
        return int(found)

    def _look_up(self, left: int, right: int) -> int:
        names = self._font.getGlyphOrder()
        first, second = names[left], names[right]
        total = 0.0
        for subtables in self._pair_lookups:
            for subtable in subtables:
                value = _pair_value(subtable, first, second)
                if value is not None:
                    total += value
                    break
        return round(total * self._per_mille)

    @cached_property
    def _pair_lookups(self) -> list[list[Any]]:
        if "GPOS" not in self._font:
            return []
        table = self._font["GPOS"].table
        wanted = {
            index
            for record in table.FeatureList.FeatureRecord
            if record.FeatureTag == "kern"
            for index in record.Feature.LookupListIndex
        }
        lookups = []
        for index in sorted(wanted):
            lookup = table.LookupList.Lookup[index]
            subtables = [getattr(each, "ExtSubTable", each) for each in lookup.SubTable]
            lookups.append([each for each in subtables if hasattr(each, "ValueFormat1")])
        return lookups

    @cached_property
    def _embedded(self) -> bytes:
        """The file without what only lays out, compressed; the same bytes each time."""
        font = TTFont(BytesIO(self.data), recalcTimestamp=False, recalcBBoxes=False)
        for tag in UNPRINTED:
            if tag in font:
                del font[tag]
        whole = BytesIO()
        font.save(whole)
        return zlib.compress(whole.getvalue(), 9)

    def put_into(self, file: PdfFile, number: int, spoken: Mapping[int, str]) -> None:
        """Make the font the object of that number; `spoken` are texts of glyphs beside ours."""
        name = "Paper" + self.name.title().replace("-", "")
        head, os2, post = self._font["head"], self._font["OS/2"], self._font["post"]
        box = [
            round(value * self._per_mille) for value in (head.xMin, head.yMin, head.xMax, head.yMax)
        ]
        flags = 4 + (64 if "italic" in self.name else 0) + (2 if "serif" in self.name else 0)
        length = len(zlib.decompress(self._embedded))
        program = file.add_stream(b"/Length1 %d" % length, self._embedded, packed=True)
        descriptor = file.add(
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d"
            b"/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>"
            % (
                name.encode(),
                flags,
                *box,
                round(post.italicAngle),
                round(os2.sTypoAscender * self._per_mille),
                round(os2.sTypoDescender * self._per_mille),
                round(os2.sCapHeight * self._per_mille),
                140 if "bold" in self.name else 80,
                program,
            )
        )
        widths = b" ".join(b"%d" % width for width in self.widths)
        descendant = file.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDToGIDMap/Identity"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/W[0[%s]]/FontDescriptor %d 0 R>>" % (name.encode(), widths, descriptor)
        )
        texts = {glyph: character for character, glyph in sorted(self.glyphs.items(), reverse=True)}
        if HYPHEN in self.glyphs:
            texts[self.glyphs[HYPHEN]] = SOFT_HYPHEN
        mapping = file.add_stream(b"", _to_unicode({**spoken, **texts}))
        file.put(
            number,
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
            b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name.encode(), descendant, mapping),
        )


def _pair_value(subtable: Any, first: str, second: str) -> float | None:
    """What one subtable says of a pair: None when it says nothing and the next one is asked."""
    if first not in subtable.Coverage.glyphs:
        return None
    if subtable.Format == 1:
        pairs = subtable.PairSet[subtable.Coverage.glyphs.index(first)].PairValueRecord
        for pair in pairs:
            if pair.SecondGlyph == second:
                return float(getattr(pair.Value1, "XAdvance", 0) or 0)
        return None
    one = subtable.ClassDef1.classDefs.get(first, 0)
    two = subtable.ClassDef2.classDefs.get(second, 0)
    value = subtable.Class1Record[one].Class2Record[two].Value1
    return float(getattr(value, "XAdvance", 0) or 0)


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def",
        b"/CMapName /Paper-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    pairs = sorted((glyph, text) for glyph, text in texts.items() if text)
    for start in range(0, len(pairs), 100):
        batch = pairs[start : start + 100]
        lines.append(b"%d beginbfchar" % len(batch))
        lines += [
            b"<%04x> <%s>" % (glyph, text.encode("utf-16-be").hex().encode())
            for glyph, text in batch
        ]
        lines.append(b"endbfchar")
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(lines)


@cache
def faces() -> dict[str, Face]:
    """All bundled faces by the name of their file."""
    return {path.stem: Face(path) for path in sorted(FONTS.glob("*.ttf"))}


@cache
def by_digest() -> dict[str, str]:
    """The faces' names by the digest of their file."""
    return {face.digest: name for name, face in faces().items()}


def fallback_of(name: str) -> str:
    """The face that stands in where `name` has no letter; empty when there is none."""
    family, _, style = name.partition("-")
    other = f"{family}-cyrillic-{style}"
    return other if "cyrillic" not in name and other in faces() else ""


def named_faces(operators: bytes) -> set[str]:
    """The faces that content names as `resource_name` does."""
    return {found.decode() for found in set(_NAMED.findall(operators))}


def resource_name(face: str) -> str:
    """What the face is called in our content streams."""
    return f"P-{face}"
