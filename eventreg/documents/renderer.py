"""The renderer's own process: `python -m eventreg.documents.renderer`, jobs on stdin.

It turns HTML into PDF for `press.Press`, one job after another, and can reach nothing but its fonts
and the pictures of the job. It is started, timed and ended by the press alone.
"""

import gc
import json
import logging
import os
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from fontTools.ttLib import TTFont
from weasyprint import CSS, VERSION
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from eventreg.documents import frames, kept_fonts, sandbox, shortcuts
from eventreg.documents.binding import typefaces
from eventreg.documents.binding.attaching import attach
from eventreg.documents.binding.capture import captured_blocks, captured_frames
from eventreg.documents.binding.job import bind
from eventreg.documents.binding.notes import faces_of, fonts_left_out, noted
from eventreg.documents.hyphenation import keep_names_whole
from eventreg.documents.markup import Markup
from eventreg.documents.tagging import Tagging

HERE = Path(__file__).resolve().parent
Pictures = dict[str, tuple[str, bytes]]
Tell = Callable[[int, int], None]
Finisher = Callable[[Any, Any], None]
Work = Callable[["Renderer", str, str, str, Pictures], tuple[bytes, dict[str, Any]]]
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
SPACES = frozenset("\n\r\t")
TELL_EVERY = 20  # pages
_SPOKEN = re.compile(r'(<title\b[^>]*>[^<]*</title>|\balt="[^"]*")')
_NO_CHARACTERS = ("Cc", "Cs", "Cn", "Co")


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint complains about in one job."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@cache
def _covered() -> frozenset[int]:
    """The characters the bundled fonts can print."""
    found: set[int] = set()
    for path in sorted((HERE / "fonts").glob("*.ttf")):
        found.update(TTFont(path, lazy=True).getBestCmap())
    return frozenset(found)


def printable(text: str) -> tuple[str, str]:
    """The HTML in NFC with a mark for each character no bundled font has, and those characters.

    What describes a picture or names the document is read aloud, not printed, and keeps its own.
    """
    text = unicodedata.normalize("NFC", text).replace(typefaces.HYPHEN, "-")
    if not (missing := _missing(text)):
        return text, ""
    # A mark that only shapes its neighbours (joiners, variation selectors) may go unseen.
    table = {
        ord(character): None if unicodedata.category(character) in ("Cf", "Mn") else REPLACEMENT
        for character in missing
    }
    parts = _SPOKEN.split(text)
    printed = set().union(*parts[::2])
    parts[::2] = [part.translate(table) for part in parts[::2]]
    parts[1::2] = map(speakable, parts[1::2])
    return "".join(parts), "".join(sorted(c for c in missing & printed if table[ord(c)]))


def speakable(text: str) -> str:
    """The text in NFC, with a mark for what is no character of any script."""
    text = unicodedata.normalize("NFC", text)
    return "".join(
        REPLACEMENT if unicodedata.category(each) in _NO_CHARACTERS else each for each in text
    )


def _missing(text: str) -> set[str]:
    return {
        character
        for character in set(text)
        if ord(character) not in _covered() and character not in SPACES
    }


class Renderer:
    """Holds what is worth keeping warm between jobs: the fonts and the parsed sheet."""

    def __init__(self) -> None:
        keep_names_whole()
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._sheet = CSS(
            string=(HERE / "print.css").read_text("utf-8"),
            url_fetcher=sandbox.Table({}),
            font_config=self._fonts,
            counter_style=self._counters,
        )

    def render(
        self, html: str, *, language: str, title: str, pictures: Pictures, work: "Work"
    ) -> tuple[bytes, dict[str, Any]]:
        """What the work gives, and a dict of its pages, complaints and unprintable characters."""
        complaints = _Complaints()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(complaints)
        markup, unprintable = printable(html)
        try:
            pdf, about = work(self, markup, language, speakable(title), pictures)
        finally:
            logger.removeHandler(complaints)
        return pdf, {**about, "complaints": complaints.texts, "unprintable": unprintable}

    def lay_out(
        self, html: str, *, language: str, title: str, pictures: Pictures | None = None
    ) -> Document:
        """The pages, before they are written."""
        shortcuts.begin()
        document = Markup(html, sandbox.Table(pictures or {})).render(
            font_config=self._fonts,
            counter_style=self._counters,
            stylesheets=[self._sheet],
            pdf_variant="pdf/a-2a",
        )
        document.metadata.lang = language
        document.metadata.title = title
        return document


def written(document: Document, tagging: Tagging, finisher: Finisher) -> bytes:
    """The PDF of laid out pages; the finisher may look at it and mend it."""
    tagging.take_over()
    return bytes(
        document.write_pdf(
            finisher=finisher,
            pdf_variant="pdf/a-2a",
            pdf_tags=True,
            pdf_version="1.7",
            pdf_identifier=True,
            output_intent="srgb",
        )
    )


def _whole(
    renderer: Renderer, html: str, language: str, title: str, pictures: Pictures
) -> tuple[bytes, dict[str, Any]]:
    """A document in one piece."""
    document = renderer.lay_out(html, language=language, title=title, pictures=pictures)
    tagging = Tagging()
    return written(document, tagging, tagging.finish), {"pages": len(document.pages)}


def _shard(
    renderer: Renderer, html: str, language: str, title: str, pictures: Pictures
) -> tuple[bytes, dict[str, Any]]:
    """A part of a document, without its fonts, and what the binder must know of it."""
    document = renderer.lay_out(html, language=language, title=title, pictures=pictures)
    tagging = Tagging()
    with fonts_left_out():
        pdf = written(document, tagging, tagging.finish)
    return pdf, {"pages": len(document.pages), "noted": noted(document)}


def _blocks(
    renderer: Renderer, html: str, language: str, title: str, pictures: Pictures
) -> tuple[bytes, dict[str, Any]]:
    """Blocks to be stamped, or the margins of pages, as JSON."""
    document = renderer.lay_out(html, language=language, title=title, pictures=pictures)
    tagging = Tagging()
    found: dict[str, Any] = {}

    def look(document: Document, pdf: Any) -> None:
        faces = faces_of(document)
        found["frames"] = captured_frames(document, pdf, tagging, faces)
        if tagging.blocks:
            found["frames"] = []
            found["blocks"] = captured_blocks(document, pdf, tagging, faces)

    with fonts_left_out():
        written(document, tagging, look)
    return json.dumps(found).encode(), {"pages": len(document.pages)}


WORKS: dict[str, Work] = {"print": _whole, "shard": _shard, "blocks": _blocks}


def _job(
    renderer: Renderer, head: dict[str, Any], blobs: list[bytes], tell: Tell
) -> tuple[Any, list[bytes]]:
    sandbox.allow_cpu(head["cpu_seconds"])
    gc.disable()
    try:
        if head["work"] == "bind":
            return bind(head, blobs, tell)
        if head["work"] == "attach":
            return attach(head, blobs)
        return _laid_out(renderer, head, blobs)
    finally:
        gc.enable()
        gc.collect()


def _laid_out(
    renderer: Renderer, head: dict[str, Any], blobs: list[bytes]
) -> tuple[Any, list[bytes]]:
    html, *files = blobs
    pictures = {
        name: (kind, data) for (name, kind), data in zip(head["pictures"], files, strict=True)
    }
    pdf, about = renderer.render(
        html.decode(),
        language=head["language"],
        title=head["title"],
        pictures=pictures,
        work=WORKS[head["work"]],
    )
    return {"ok": True, **about}, [pdf]


def _fault(error: BaseException) -> dict[str, Any]:
    return {"ok": False, "error": type(error).__name__, "text": str(error)[:2000]}


def serve(source: BinaryIO, target: BinaryIO, job: Callable[..., Any]) -> None:
    """Answer jobs until the press closes the pipe."""
    while True:
        try:
            head, blobs = frames.receive(source)
        except frames.PipeClosed:
            return

        def tell(done: int, total: int) -> None:
            if done % TELL_EVERY == 0:
                frames.send(target, {"progress": [done, total]})

        try:
            answer, files = job(head, blobs, tell)
        except (Exception, sandbox.AddressRefused) as error:  # noqa: BLE001, the press hears of any
            answer, files = _fault(error), []
        frames.send(target, answer, files)


def main() -> None:
    """Take the pipes, lower the limits, warm up, serve."""
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not fall between the frames
    settings = json.loads(os.environ["EVENTREG_RENDERER"])
    sandbox.limit_process(memory_bytes=settings["memory_bytes"])
    shortcuts.take()
    kept_fonts.take()
    renderer = Renderer()
    blank = "<!doctype html><title>.</title><p>.</p>"
    renderer.render(blank, language="lv", title=".", pictures={}, work=_whole)
    typefaces.faces()
    gc.collect()
    gc.freeze()  # what is warm is never looked through again after a job
    sandbox.shut_the_doors(scratch=Path(settings["scratch"]), package=HERE.parent)
    frames.send(target, {"ready": True, "engine": VERSION})
    serve(source, target, lambda *message: _job(renderer, *message))


if __name__ == "__main__":
    main()
