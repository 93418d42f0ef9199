"""The press: keeps renderers warm in processes of their own and gives them HTML to print.

The web's own process never lays out a page. A renderer that fails, hangs, grows too large or has
done its share of jobs is ended and another takes its place.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from flask_babel import lazy_gettext

from eventreg.documents import frames
from eventreg.errors import DomainError
from eventreg.paths import PACKAGE
from eventreg.web.logging import log

FONTS = Path(__file__).resolve().parent / "fonts"
GIGABYTE = 1024**3
UNSTAMPABLE = "NotStampable"  # no failure: the binder has another way

Message = tuple[dict[str, Any], list[bytes]]
Tell = Callable[[int, int], None]
Wanted = Callable[[], bool]
PULSE = 0.4  # seconds between two looks at whether a document is still wanted


def silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def always() -> bool:
    """A document that is wanted until it is there."""
    return True


class RenderingFailed(DomainError):
    """The document could not be made; `detail` is for the log, never for the page."""

    status = 503

    def __init__(self, detail: str):
        super().__init__(
            lazy_gettext("The document could not be made just now. Please try again later.")
        )
        self.detail = detail

    def __str__(self) -> str:
        return self.detail


class RenderingTooSlow(RenderingFailed):
    """The document was not ready within the time allowed."""


class RendererKilled(RenderingFailed):
    """Somebody else ended the renderer in the middle, such as a machine short of memory."""


class Cancelled(RenderingFailed):
    """Somebody wanted no more of the document while it was being made."""

    def __init__(self) -> None:
        super().__init__("given up by somebody")


class Picture(NamedTuple):
    """A picture for one job, already re-encoded; templates name it `picture:NAME`."""

    media_type: str
    data: bytes


class Printed(NamedTuple):
    """A PDF, its pages, and what the renderer has to say about it."""

    pdf: bytes
    pages: int
    complaints: tuple[str, ...]
    unprintable: str


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one renderer may use: `seconds` of wall time for a job, memory, jobs in its life."""

    seconds: float = 120
    memory_bytes: int = 2 * GIGABYTE
    jobs: int = 200


class Press:
    """Prints HTML in at most `processes` renderers at once; any thread may ask.

    Renderers start when first needed, in the process that needs them, so the press may be made
    before a web server divides itself.
    """

    def __init__(self, *, processes: int = 2, limits: Limits | None = None):
        self._limits = limits or Limits()
        self._processes = processes
        self._lock = threading.Lock()
        self._start_over()
        atexit.register(self.close)

    def _start_over(self) -> None:
        self._owner = os.getpid()
        self._slots = threading.BoundedSemaphore(self._processes)
        self._idle: list[_Renderer] = []

    def render(
        self,
        html: str,
        *,
        language: str,
        title: str,
        pictures: Mapping[str, Picture] | None = None,
        wanted: Wanted = always,
    ) -> Printed:
        """The PDF of `html`; raises RenderingFailed, RenderingTooSlow, or Cancelled (see `ask`)."""
        answer, files = self.lay_out(
            html, work="print", language=language, title=title, pictures=pictures, wanted=wanted
        )
        return Printed(
            files[0], answer["pages"], tuple(answer["complaints"]), answer["unprintable"]
        )

    def lay_out(
        self,
        html: str,
        *,
        work: str,
        language: str,
        title: str,
        pictures: Mapping[str, Picture] | None = None,
        wanted: Wanted = always,
    ) -> Message:
        """What the renderer makes of `html` (see `renderer.WORKS`): an answer and files."""
        pictures = pictures or {}
        head = {
            "work": work,
            "language": language,
            "title": title,
            "pictures": [(name, picture.media_type) for name, picture in pictures.items()],
        }
        blobs = [html.encode(), *(picture.data for picture in pictures.values())]
        return self.ask(head, blobs, wanted=wanted)

    def ask(
        self,
        head: dict[str, Any],
        blobs: Sequence[bytes],
        tell: Tell = silent,
        wanted: Wanted = always,
    ) -> Message:
        """Let a renderer do a job; once more in another one when it is killed in the middle.

        `tell` hears of progress, as pages done and pages in all; when it raises Cancelled, or when
        the document is `wanted` no more, the job is given up. What fails is logged.
        Raises RenderingFailed, RenderingTooSlow.
        """
        try:
            try:
                return self._asked(head, blobs, tell, wanted)
            except RendererKilled:
                return self._asked(head, blobs, tell, wanted)
        except RenderingFailed as error:
            if not (isinstance(error, Cancelled) or str(error).startswith(UNSTAMPABLE)):
                log.error("rendering failed", work=head["work"], reason=str(error))
            raise

    def _asked(
        self, head: dict[str, Any], blobs: Sequence[bytes], tell: Tell, wanted: Wanted
    ) -> Message:
        with self._renderer() as renderer:
            return renderer.ask(head, blobs, tell, wanted)

    def close(self) -> None:
        """End all renderers."""
        if self._owner != os.getpid():
            return
        with self._lock:
            idle, self._idle = self._idle, []
        for renderer in idle:
            renderer.end()

    @contextlib.contextmanager
    def _renderer(self) -> Iterator["_Renderer"]:
        if self._owner != os.getpid():  # inherited over a fork: those renderers are the parent's
            self._start_over()
        if not self._slots.acquire(timeout=self._limits.seconds):
            raise RenderingTooSlow("all renderers were busy for too long")
        try:
            with self._lock:
                renderer = self._idle.pop() if self._idle else None
            renderer = renderer or _Renderer(self._limits)
            try:
                yield renderer
            except BaseException:
                renderer.end()
                raise
            self._give_back(renderer)
        finally:
            self._slots.release()

    def _give_back(self, renderer: "_Renderer") -> None:
        if renderer.jobs >= self._limits.jobs:
            renderer.end()
            return
        with self._lock:
            self._idle.append(renderer)


class _Renderer:
    """One renderer process, spoken to by one thread at a time."""

    def __init__(self, limits: Limits):
        self._limits = limits
        self.jobs = 0
        self._scratch = tempfile.TemporaryDirectory(prefix="eventreg-press-")
        scratch = Path(self._scratch.name)
        self._errors = scratch / "errors.txt"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "eventreg.documents.renderer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=scratch,
                env=_environment(scratch, limits),
                start_new_session=True,
            )
        self._input = cast(BinaryIO, self._process.stdin)
        self._output = cast(BinaryIO, self._process.stdout)
        # The renderer says when it is warm; a busy machine may take its time for that.
        self._exchange(lambda: frames.receive(self._output), seconds=max(60, limits.seconds))

    def ask(
        self, head: dict[str, Any], blobs: Sequence[bytes], tell: Tell, wanted: Wanted
    ) -> Message:
        self.jobs += 1
        head = {**head, "cpu_seconds": int(self._limits.seconds) + 1}

        def asked() -> Message:
            frames.send(self._input, head, blobs)
            while True:
                answer, files = frames.receive(self._output)
                if "progress" not in answer:
                    return answer, files
                tell(*answer["progress"])

        answer, files = self._exchange(asked, seconds=self._limits.seconds, wanted=wanted)
        if not answer["ok"]:
            raise RenderingFailed(f"{answer['error']}: {answer['text']}")
        return answer, files

    def end(self) -> None:
        """End the process and remove its folder."""
        self._process.kill()
        for pipe in (self._input, self._output):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()
        self._scratch.cleanup()

    def _exchange(
        self, talk: Callable[[], Message], *, seconds: float, wanted: Wanted = always
    ) -> Message:
        """Talk under a watch that kills the process: no read waits forever, or for nothing."""
        watch = _Watch(self._process.kill, seconds=seconds, wanted=wanted)
        watch.start()
        try:
            return talk()
        except (OSError, EOFError, ValueError) as error:
            self._process.wait()
            if watch.given_up:
                raise Cancelled from error
            if watch.late:
                raise RenderingTooSlow(f"not ready in {seconds:g} seconds") from error
            if self._process.returncode == -signal.SIGKILL:
                raise RendererKilled(self._last_words()) from error
            raise RenderingFailed(self._last_words()) from error
        finally:
            watch.over.set()

    def _last_words(self) -> str:
        said = self._errors.read_text("utf-8", "replace")[-2000:].strip()
        return f"the renderer ended with {self._process.returncode}. {said}"


class _Watch(threading.Thread):
    """Ends what takes too long or is wanted no more, until it is `over`."""

    def __init__(self, end: Callable[[], None], *, seconds: float, wanted: Wanted):
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.late = self.given_up = False
        self._end, self._wanted = end, wanted
        self._until = time.monotonic() + seconds

    def run(self) -> None:
        """Look again and again."""
        while not (self.late or self.given_up):
            left = self._until - time.monotonic()
            if self.over.wait(max(0, min(PULSE, left))):
                return
            self.late = time.monotonic() >= self._until
            self.given_up = not (self.late or self._wanted())
        self._end()


def _environment(scratch: Path, limits: Limits) -> dict[str, str]:
    """The child's environment: no secret of ours, no font and no language of the machine's."""
    config = scratch / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FONTS}</dir><cachedir>{scratch}</cachedir></fontconfig>",
        "utf-8",
    )
    settings = {"memory_bytes": limits.memory_bytes, "scratch": str(scratch)}
    return {
        "PATH": os.defpath,
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(PACKAGE.parent),
        "PYTHONHASHSEED": "0",
        "FONTCONFIG_FILE": str(config),
        "EVENTREG_RENDERER": json.dumps(settings),
    }
