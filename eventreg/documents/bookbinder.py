"""Long and uniform documents: laid out in parts, kept, stamped, and bound into one file."""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from eventreg.documents.fingerprints import press_state
from eventreg.documents.part_cache import Part, PartCache, part_key
from eventreg.documents.press import (
    UNSTAMPABLE,
    Picture,
    Press,
    Printed,
    RenderingFailed,
    Tell,
    silent,
)
from eventreg.documents.rolls import Card, Heading, Roll, Row, Table

ROWS_AT_ONCE = 200  # rows laid out one by one in a single job
FEW = 4  # parts
NUMBERED = 2  # how often a part with page numbers is tried until they are true

Words = Mapping[str, str]


@dataclass(frozen=True)
class Chapter:
    """A part laid out as a whole; its pages do not depend on where it stands.

    `says` is all that the HTML is made of, where that is known for less than making it.
    """

    html: Callable[[], str]
    says: str = ""
    pageless: bool = False  # gives the file its title and standards, and no page


@dataclass(frozen=True)
class Contents:
    """A part that names the pages of anchors; `html` makes it from them, page 1 being the first."""

    html: Callable[[Mapping[str, int]], str]


@dataclass(frozen=True)
class Stamped:
    """A part that is stamped.

    `blocks` is the HTML of its blocks, `rows` makes that of rows which cannot be stamped, `pages`
    that of the whole, for when the blocks cannot be used.
    """

    roll: Roll
    blocks: str
    rows: Callable[[Sequence[tuple[str, Row | Card]]], str]
    pages: Callable[[], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Book:
    """A document in parts; `margins` is the HTML of what stands around its pages.

    `pictures` are named in the HTML by their content, so that a part is known by what it says.
    """

    title: str
    language: str
    margins: str
    page_words: str
    parts: tuple[Chapter | Contents | Stamped, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass
class _Work:
    """What became of the parts so far."""

    files: list[bytes] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    unprintable: set[str] = field(default_factory=set)

    def note(self, answer: Mapping[str, Any]) -> None:
        self.complaints += answer["complaints"]
        self.unprintable |= set(answer["unprintable"])


class Bookbinder:
    """Binds books with a press and a cache of parts."""

    def __init__(self, press: Press, cache: PartCache, *, at_once: int = 2):
        self._press, self._cache, self._at_once = press, cache, at_once

    def bind(self, book: Book, tell: Tell = silent) -> Printed:
        """The whole document. `tell` hears of sections, then of pages, done and in all.

        Raises RenderingFailed, RenderingTooSlow.
        """
        try:
            return self._bound(book, tell)
        except NotStampable:
            return self._bound(_laid_out(book), tell)

    def _bound(self, book: Book, tell: Tell) -> Printed:
        work = _Work()
        parts = self._parts(book, work, tell)
        _, (margins,) = self._part(book, "blocks", book.margins)
        frames = json.loads(margins)["frames"]
        head = {"work": "bind", "frames": frames, "page_words": book.page_words, "parts": parts}
        answer, files = self._press.ask(head, work.files, tell)
        if "hard" in answer:
            self._lay_rows(book, parts, answer["hard"], work)
            answer, files = self._press.ask(head, work.files, tell)
        return Printed(
            files[0],
            answer["pages"],
            tuple(work.complaints),
            "".join(sorted(work.unprintable)),
        )

    def _parts(self, book: Book, work: _Work, tell: Tell) -> list[dict[str, Any]]:
        """The parts as the binding job takes them."""
        jobs = [
            (index, part) for index, part in enumerate(book.parts) if not isinstance(part, Contents)
        ]
        made: dict[int, Part] = {}
        few = len(jobs) < FEW  # a second renderer would cost more than it spares
        pool = ThreadPoolExecutor(1 if few else self._at_once)
        try:
            waiting = {
                index: pool.submit(copy_context().run, self._first, book, part)
                for index, part in jobs
            }
            for count, (index, promise) in enumerate(waiting.items(), start=1):
                made[index] = promise.result()
                tell(count, len(book.parts) + 1)
        finally:
            pool.shutdown(cancel_futures=True)  # what is given up begins no other part
        for index, part in enumerate(book.parts):
            if isinstance(part, Contents):
                made[index] = self._numbered(book, part, made, index)
        return [_as_job(book.parts[index], made[index], work) for index in sorted(made)]

    def _first(self, book: Book, part: Chapter | Stamped) -> Part:
        if isinstance(part, Stamped):
            return self._part(book, "blocks", part.blocks)
        return self._kept(book, "shard", part.says or part.html(), part.html)

    def _part(self, book: Book, work: str, html: str) -> Part:
        return self._kept(book, work, html, lambda: html)

    def _kept(self, book: Book, work: str, said: str, source: Callable[[], str]) -> Part:
        """The part from the cache, where it is named by what it says, or laid out now."""
        key = part_key(press_state(), work, book.language, book.title, said)
        if (kept := self._cache.get(key)) is not None:
            return kept
        made = self._laid_out(book, work, source())
        self._cache.put(key, *made)
        return made

    def _laid_out(self, book: Book, work: str, html: str) -> Part:
        try:
            return self._press.lay_out(
                html,
                work=work,
                language=book.language,
                title=book.title,
                pictures={
                    name: one for name, one in book.pictures.items() if f"picture:{name}" in html
                },
            )
        except RenderingFailed as error:
            if str(error).startswith(UNSTAMPABLE):
                raise NotStampable(str(error)) from error
            raise

    def _numbered(self, book: Book, part: Contents, made: Mapping[int, Part], index: int) -> Part:
        """The contents list with page numbers, which depend on how long it is itself."""
        length = 1
        for _ in range(NUMBERED):
            numbered = self._with_pages(book, part, made, index, length)
            if numbered[0]["pages"] == length:
                return numbered
            length = numbered[0]["pages"]
        return self._with_pages(book, part, made, index, length)

    def _with_pages(
        self, book: Book, part: Contents, made: Mapping[int, Part], index: int, length: int
    ) -> Part:
        first = 1
        found: dict[str, int] = {}
        for other in range(len(book.parts)):
            if other == index:
                first += length
                continue
            answer = made[other][0]
            for page, anchors in enumerate(answer["noted"]["anchors"]):
                found.update(dict.fromkeys(anchors, first + page))
            first += answer["pages"]
        return self._part(book, "shard", part.html(found))

    def _lay_rows(
        self, book: Book, parts: Sequence[dict[str, Any]], hard: Sequence[int], work: _Work
    ) -> None:
        """Let WeasyPrint lay out the rows that cannot be stamped; they are not kept."""
        place, part = next(
            (index, part) for index, part in enumerate(book.parts) if isinstance(part, Stamped)
        )
        for start in range(0, len(hard), ROWS_AT_ONCE):
            rows = []
            for index in hard[start : start + ROWS_AT_ONCE]:
                item = part.roll.items[index]
                if isinstance(item, Row | Card):
                    rows.append((f"alone-{index}", item))
            answer, files = self._laid_out(book, "blocks", part.rows(rows))
            work.note(answer)
            parts[place]["blocks"].update(json.loads(files[0])["blocks"])
        parts[place]["laid"] = {str(index): f"alone-{index}" for index in hard}


class NotStampable(RenderingFailed):
    """The blocks of a roll cannot be repeated faithfully."""


def _laid_out(book: Book) -> Book:
    """The same book with nothing stamped."""
    parts: list[Chapter | Contents | Stamped] = []
    for part in book.parts:
        if isinstance(part, Stamped):
            parts += [Chapter(partial(str, html)) for html in part.pages()]
        else:
            parts.append(part)
    return Book(
        title=book.title,
        language=book.language,
        margins=book.margins,
        page_words=book.page_words,
        parts=tuple(parts),
        pictures=book.pictures,
    )


def _as_job(part: Chapter | Contents | Stamped, made: Part, work: _Work) -> dict[str, Any]:
    answer, files = made
    work.note(answer)
    if isinstance(part, Stamped):
        return {**_flow(part.roll), "blocks": json.loads(files[0])["blocks"], "laid": {}}
    work.files.append(files[0])
    pageless = isinstance(part, Chapter) and part.pageless
    return {"shard": len(work.files) - 1, "noted": answer["noted"], "pageless": pageless}


def _flow(roll: Roll) -> dict[str, Any]:
    """The roll as the binding job takes it."""
    headings = {heading: f"heading-{index}" for index, heading in enumerate(roll.headings)}
    items: list[list[Any]] = []
    labels: dict[str, list[Any]] = {}
    kinds: dict[str, Sequence[str]] = {}
    for index, item in enumerate(roll.items):
        if isinstance(item, Row):
            items.append(["row", item.kind.name, item.words])
        elif isinstance(item, Heading):
            items.append(["heading", headings[item]])
            labels[str(index)] = [item.level, item.text]
        elif isinstance(item, Table):
            items.append(["head", f"head-{item.name}"])
        else:
            items.append(["back" if item.back else "card", item.kind, item.words])
            if item.label:
                labels[str(index)] = [1, item.label]
    for kind in roll.kinds:
        kinds[kind.name] = kind.slots
    for card in roll.cards:
        kinds[card.kind] = card.slots
    return {"items": items, "labels": labels, "kinds": kinds}
