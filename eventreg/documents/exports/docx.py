"""The report as a DOCX file, for those who work on with it: headings, lists, tables, contents."""

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask_babel import gettext

from eventreg.documents.facts.report import ReportFacts
from eventreg.documents.models import DocumentKind
from eventreg.documents.outline import Chapter, agenda_blocks, outline_of
from eventreg.events.wording import DOCUMENTS
from eventreg.language import dates, locale
from eventreg.ports import files
from eventreg.reports.blocks import Block, Run, What, Words, plain

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LOCALES = {"lv": "lv-LV", "en": "en-GB"}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same facts give the same bytes


def report_as_docx(facts: ReportFacts, *, made_at: datetime) -> bytes:
    """The whole report; `made_at` is the moment of which the data are (R16).

    Photos are taken from the file store.
    """
    from docx import Document

    with locale.using(facts.language):
        document = Document()
        _prepare(document, facts, made_at)
        _head(document, facts, made_at)
        chapters = outline_of(facts)
        _contents(document, chapters)
        anchors = {chapter.key for chapter in chapters}
        for chapter in chapters:
            _chapter(document, chapter, anchors)
        _end(document, facts, anchors)
    made = BytesIO()
    document.save(made)
    return _without_moments(made.getvalue())


def _prepare(document: "Document", facts: ReportFacts, made_at: datetime) -> None:
    """Language, title and look of the whole."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    about = document.core_properties
    about.title, about.author = facts.event.title.text, facts.letterhead.name.text
    about.language, about.comments = LOCALES[facts.language], ""
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LOCALES[facts.language])
    defaults = document.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
    for former in defaults.findall(qn("w:lang")):
        defaults.remove(former)
    defaults.append(language)
    accent = RGBColor.from_string(facts.letterhead.accent.lstrip("#").upper())
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        document.styles[name].font.color.rgb = accent
        document.styles[name].font.name = "Calibri"
        for fonts in document.styles[name].element.iter(qn("w:rFonts")):
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(3), Cm(2)


def _head(document: "Document", facts: ReportFacts, made_at: datetime) -> None:
    """Who issues it, what it is, its requisites."""
    document.add_paragraph(facts.letterhead.name.text)
    if facts.draft:
        document.add_paragraph().add_run(gettext("DRAFT")).bold = True
    document.add_paragraph(str(DOCUMENTS[DocumentKind.REPORT]))
    document.add_heading(facts.event.title.text, level=0)
    needed = facts.requisites
    dated = dates.long_date(needed.dated_on, facts.language) if needed.dated_on else ""
    issued = ", ".join(filter(None, (needed.place_of_issue.text, dated)))
    moment = dates.short_moment(made_at, ZoneInfo(facts.event.time_zone), facts.language)
    rows = [
        (gettext("Author"), facts.letterhead.name.text),
        (gettext("Place and date"), issued or gettext("not dated yet")),
        (gettext("Number"), needed.number),
        (gettext("Annexes"), gettext("1. Agenda; 2. List of participants")),
        (gettext("Data as at"), moment),
    ]
    cells = tuple(tuple((Run(text=cell),) for cell in row) for row in rows if row[1])
    _rows(document, Block(what=What.FACTS, rows=cells), frozenset())
    if facts.samples:
        note = gettext(
            "Contributions and people marked “sample” are made up to show what a report looks "
            "like. They are no part of the event."
        )
        document.add_paragraph(note)


def _contents(document: "Document", chapters: tuple[Chapter, ...]) -> None:
    """A contents field, which the word processor brings up to date, with what it will hold."""
    document.add_paragraph(gettext("Contents"), style="Title")
    first = document.add_paragraph()
    _field_mark(first, "begin", dirty=True)
    _field_code(first, r'TOC \o "1-2" \h \z \u')
    _field_mark(first, "separate")
    last = first
    for chapter in chapters:
        last = document.add_paragraph(f"{chapter.number}. {chapter.title}")
    _field_mark(last, "end")


def _chapter(document: "Document", chapter: Chapter, anchors: set[str]) -> None:
    heading = document.add_heading(f"{chapter.number}. {chapter.title}", level=1)
    _bookmark(heading, chapter.key, number=chapter.number)
    for block in chapter.blocks:
        _block(document, block, frozenset(anchors))


def _end(document: "Document", facts: ReportFacts, anchors: set[str]) -> None:
    """Who signs, and the annexes."""
    needed = facts.requisites
    if needed.signatory_name:
        signs = ", ".join(filter(None, (needed.signatory_job.text, needed.signatory_name)))
        document.add_paragraph(signs)
    if needed.signed:
        said = gettext("This document is signed with a secure electronic signature.")
        document.add_paragraph().add_run(said).bold = True
    annex = document.add_heading(gettext("Annex 1. Agenda"), level=1)
    annex.paragraph_format.page_break_before = True
    for block in agenda_blocks(facts):
        _block(document, block, frozenset(anchors))
    document.add_paragraph(facts.agenda_url)
    document.add_heading(gettext("Annex 2. List of participants"), level=1)
    document.add_paragraph(facts.participants_url)


def _block(document: "Document", block: Block, anchors: frozenset[str]) -> None:
    _WRITERS[block.what](document, block, anchors)


def _paragraph(
    document: "Document", block: Block, anchors: frozenset[str], *, style: str | None = None
) -> None:
    _write(document.add_paragraph(style=style), block.runs, anchors)


def _heading(document: "Document", block: Block, anchors: frozenset[str]) -> None:
    _write(document.add_heading("", level=block.level - 1), block.runs, anchors)


def _list(document: "Document", block: Block, anchors: frozenset[str], *, style: str) -> None:
    """Each item in the style of the list; what stands deeper is told flat, in its own order."""
    for item in block.items:
        for child in item:
            if child.what is What.PARAGRAPH:
                _paragraph(document, child, anchors, style=style)
            else:
                _block(document, child, anchors)


def _quote(document: "Document", block: Block, anchors: frozenset[str]) -> None:
    _list(document, block, anchors, style="Intense Quote")


def _rows(
    document: "Document", block: Block, anchors: frozenset[str], *, head: bool = False
) -> None:
    from docx.oxml import OxmlElement

    if not block.rows:
        return
    table = document.add_table(rows=0, cols=max(map(len, block.rows)))
    table.style = "Table Grid"
    for number, row in enumerate(block.rows):
        made = table.add_row()
        is_head = head and number == 0
        if is_head:
            made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
        for place, words in enumerate(row):
            bold = is_head or (not head and place == 0)
            _write(made.cells[place].paragraphs[0], words, anchors, bold=bold)
    document.add_paragraph()


def _photo(document: "Document", block: Block, _anchors: frozenset[str]) -> None:
    from docx.shared import Cm

    shape = document.add_picture(BytesIO(files.store().get(block.name)), width=Cm(12))
    if shape.height > Cm(12):
        shape.width, shape.height = int(shape.width * Cm(12) / shape.height), Cm(12)
    shape._inline.docPr.set("descr", plain(block.runs))  # noqa: SLF001


Writer = Callable[["Document", Block, frozenset[str]], None]
_WRITERS: Mapping[What, Writer] = {
    What.PARAGRAPH: _paragraph,
    What.CAPTION: partial(_paragraph, style="Caption"),
    What.HEADING: _heading,
    What.BULLETS: partial(_list, style="List Bullet"),
    What.NUMBERS: partial(_list, style="List Number"),
    What.QUOTE: _quote,
    What.PHOTO: _photo,
    What.FACTS: _rows,
    What.TABLE: partial(_rows, head=True),
}


def _write(
    paragraph: "Paragraph", words: Words, anchors: frozenset[str], *, bold: bool = False
) -> None:
    for run in words:
        place = _link(paragraph, run.link, anchors) if run.link else None
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.bold or bold or None, run.italic or None
        if place is not None:
            made.font.underline = True
            place.append(made._r)  # noqa: SLF001 - python-docx makes no links


def _link(paragraph: "Paragraph", address: str, anchors: frozenset[str]) -> Any:
    """The element that leads to an address or a section; None where there is nothing to lead to."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if address.startswith("#"):
        if address[1:] not in anchors:
            return None
        link.set(qn("w:anchor"), _bookmark_name(address[1:]))
    else:
        known = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), known)
    paragraph._p.append(link)  # noqa: SLF001
    return link


def _bookmark(paragraph: "Paragraph", name: str, *, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), _bookmark_name(name))
        paragraph._p.append(mark)  # noqa: SLF001


def _bookmark_name(name: str) -> str:
    return "s_" + re.sub(r"\W", "_", name, flags=re.ASCII)[:38]


def _field_mark(paragraph: "Paragraph", kind: str, *, dirty: bool = False) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)  # noqa: SLF001


def _field_code(paragraph: "Paragraph", code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    said = OxmlElement("w:instrText")
    said.set(qn("xml:space"), "preserve")
    said.text = code
    paragraph.add_run()._r.append(said)  # noqa: SLF001


def _without_moments(data: bytes) -> bytes:
    """The same file with no moment of packing in it."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, _FIRST_DAY)
            kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(kept, old.read(entry))
    return packed.getvalue()
