"""All that can be wrong with a PDF: what checkers find, and what we hold ourselves to."""

import subprocess
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import outloud
import pikepdf

from eventreg.documents.press import Printed
from tests.documents import structure
from tests.documents.conftest import opened

# Rules of the checker that are told something else here, each with what is held instead:
# PAG-001 takes rows that are alike but for their numbers for running lines (own: `_unmarked`);
# ORD-001 takes an element's own marks before those of its children, however they alternate
# (own: `_out_of_order`, which walks the tree as it stands);
# FIG-012 finds that names of signs or foreign letters do not read as language (own: names of QR
# codes are compared with what they must be, in `test_matrix`).
MOSTLY = 0.8  # what floats and tables in tables leave in order
OURS = ("PAG-001", "ORD-001", "FIG-012")


def faults(pdf: bytes, file: Path, *, language: str, title: str, standard: str = "2") -> list[str]:
    """What qpdf, a checker of PDF/UA and our own assertions find in the file."""
    file.write_bytes(pdf)
    checked = subprocess.run(
        ["qpdf", "--check", str(file)], check=False, capture_output=True, text=True
    )
    found = [checked.stdout + checked.stderr] if checked.returncode else []
    found += [
        f"{each.rule}: {each.message}"
        for each in outloud.check(str(file)).findings
        if each.rule not in OURS
    ]
    with opened(pdf) as whole:
        return [*found, *_faults(whole, language, title, standard)]


def of_printed(printed: Printed, file: Path, *, language: str, title: str) -> list[str]:
    """The same, with what WeasyPrint complained about."""
    return [*faults(printed.pdf, file, language=language, title=title), *printed.complaints]


def letters(words: str) -> str:
    """The letters that a file and its source have in common: no spaces, hyphens, hidden marks."""
    composed = unicodedata.normalize("NFC", words)
    return "".join(each for each in composed.casefold() if unicodedata.category(each)[0] in "LN")


def _faults(pdf: pikepdf.Pdf, language: str, title: str, standard: str) -> Iterator[str]:
    if pdf.Root.Lang != language:
        yield "the language is another"
    if letters(title) not in letters(str(pdf.docinfo.Title)):
        yield "the title is another"
    if not (bool(pdf.Root.MarkInfo.Marked) and bool(pdf.Root.ViewerPreferences.DisplayDocTitle)):
        yield "it is not marked, or does not show its title"
    with pdf.open_metadata() as about:
        named = [about.get(key) for key in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")]
    if named != ["1", standard, "A"]:
        yield f"it names other standards: {named}"
    if not all(str(each.get("/Alt", "")).strip() for each in structure.tagged(pdf, "Figure")):
        yield "a figure has no words"
    if not {str(each.A.Scope) for each in structure.tagged(pdf, "TH")} <= {"/Column", "/Row"}:
        yield "a header cell has no scope"
    levels = structure.heading_levels(pdf)
    if levels and (levels[0] != 1 or any(after - before > 1 for before, after in pairwise(levels))):
        yield f"headings skip a level: {levels}"
    if not all("/FontFile2" in each.FontDescriptor for each in structure.fonts(pdf)):
        yield "a font is not embedded"
    yield from _unmarked(pdf)
    yield from _out_of_order(pdf)


def _marks(page: pikepdf.Page) -> list[int]:
    return [
        int(operands[1].MCID)
        for operands, _ in pikepdf.parse_content_stream(page, "BDC")
        if len(operands) > 1 and "/MCID" in operands[1]
    ]


def _unmarked(pdf: pikepdf.Pdf) -> Iterator[str]:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for number, page in enumerate(pdf.pages, start=1):
        of_page = parents.get(int(page.get("/StructParents", -1)), [])
        if any(mark >= len(of_page) or of_page[mark] is None for mark in _marks(page)):
            yield f"page {number} has marks outside the tree"


def _out_of_order(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Pages of which much is painted in another order than it is read in."""
    read = structure.reading_order(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        place = {mark: index for index, mark in enumerate(read.get(page.objgen, []))}
        painted = [place[mark] for mark in _marks(page) if mark in place]
        if _in_order(painted) < MOSTLY * len(painted):
            yield f"page {number} is painted in another order than it is read in"


def _in_order(places: list[int]) -> int:
    """How many stand in order when the fewest possible are left out."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
