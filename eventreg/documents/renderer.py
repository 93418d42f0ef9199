"""The renderer's own process: `python -m eventreg.documents.renderer`, jobs on stdin.

It turns HTML into PDF for `press.Press`, one job after another, and can reach nothing but its fonts
and the pictures of the job. It is started, timed and ended by the press alone.
"""

import gc
import json
import logging
import os
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, VERSION
from weasyprint.css.counters import CounterStyle
from weasyprint.html import UA
from weasyprint.text.fonts import FontConfiguration

from eventreg.documents import frames, sandbox
from eventreg.documents.tagging import Tagging

HERE = Path(__file__).resolve().parent
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
SPACES = frozenset("\n\r\t")


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint complains about in one job."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


class _Markup(HTML):
    """HTML under a user-agent sheet without the universal rules that slow a long table down."""

    def _ua_stylesheets(self, *_forms: bool) -> list[CSS]:
        return [_slim_sheet()]


@cache
def _slim_sheet() -> CSS:
    slow = ("::footnote", "::note", "::marker")
    return CSS(
        string="\n".join(line for line in UA.splitlines() if not line.startswith(slow)),
        url_fetcher=sandbox.Table({}),
    )


@cache
def _covered() -> frozenset[int]:
    """The characters the bundled fonts can print."""
    found: set[int] = set()
    for path in sorted((HERE / "fonts").glob("*.ttf")):
        found.update(TTFont(path, lazy=True).getBestCmap())
    return frozenset(found)


def printable(text: str) -> tuple[str, str]:
    """The text in NFC with a mark for each character no bundled font has, and those characters."""
    text = unicodedata.normalize("NFC", text)
    missing = {
        character
        for character in set(text)
        if ord(character) not in _covered() and character not in SPACES
    }
    # A mark that only shapes its neighbours (joiners, variation selectors) may go unseen.
    table = {
        ord(character): None if unicodedata.category(character) in ("Cf", "Mn") else REPLACEMENT
        for character in missing
    }
    return text.translate(table), "".join(sorted(c for c in missing if table[ord(c)]))


class Renderer:
    """Holds what is worth keeping warm between jobs: the fonts and the parsed sheet."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._sheet = CSS(
            string=(HERE / "print.css").read_text("utf-8"),
            url_fetcher=sandbox.Table({}),
            font_config=self._fonts,
            counter_style=self._counters,
        )

    def render(
        self, html: str, *, language: str, title: str, pictures: dict[str, tuple[str, bytes]]
    ) -> tuple[bytes, dict[str, Any]]:
        """The PDF, and a dict of its pages, complaints and unprintable characters."""
        complaints = _Complaints()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(complaints)
        markup, unprintable = printable(html)
        try:
            pdf, pages = self._print(markup, language, title, pictures)
        finally:
            logger.removeHandler(complaints)
        about = {"pages": pages, "complaints": complaints.texts, "unprintable": unprintable}
        return pdf, about

    def _print(
        self, html: str, language: str, title: str, pictures: dict[str, tuple[str, bytes]]
    ) -> tuple[bytes, int]:
        document = _Markup(string=html, url_fetcher=sandbox.Table(pictures)).render(
            font_config=self._fonts,
            counter_style=self._counters,
            stylesheets=[self._sheet],
            pdf_variant="pdf/a-2a",
        )
        document.metadata.lang = language
        document.metadata.title = printable(title)[0]
        tagging = Tagging()
        tagging.take_over()
        pdf = document.write_pdf(
            finisher=tagging.finish,
            pdf_variant="pdf/a-2a",
            pdf_tags=True,
            pdf_version="1.7",
            pdf_identifier=True,
            output_intent="srgb",
        )
        return pdf, len(document.pages)


def _job(renderer: Renderer, head: dict[str, Any], blobs: list[bytes]) -> tuple[Any, list[bytes]]:
    sandbox.allow_cpu(head["cpu_seconds"])
    html, *files = blobs
    pictures = {
        name: (kind, data) for (name, kind), data in zip(head["pictures"], files, strict=True)
    }
    gc.disable()
    try:
        pdf, about = renderer.render(
            html.decode(), language=head["language"], title=head["title"], pictures=pictures
        )
    finally:
        gc.enable()
        gc.collect()
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
        try:
            answer, files = job(head, blobs)
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
    renderer = Renderer()
    renderer.render(
        "<!doctype html><title>.</title><p>.</p>", language="lv", title=".", pictures={}
    )
    sandbox.shut_the_doors(scratch=Path(settings["scratch"]), package=HERE.parent)
    frames.send(target, {"ready": True, "engine": VERSION})
    serve(source, target, lambda head, blobs: _job(renderer, head, blobs))


if __name__ == "__main__":
    main()
