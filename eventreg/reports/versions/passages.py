"""A version in passages: what can be commented on, and what is compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from eventreg.documents.facts.report import ReportFacts
from eventreg.documents.outline import Chapter, outline_of
from eventreg.reports.blocks import Block, What, said
from eventreg.reports.standard import StandardSection

_IN_ROWS = {StandardSection.PROBLEMS, StandardSection.PROPOSALS}


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A piece of a section; `name` is of its section and its number there, as `course/2`.

    Headings and captions stand before what they belong to and have no name.
    """

    name: str
    block: Block


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section in passages."""

    key: str
    number: int
    title: str
    passages: tuple[Passage, ...]


class Change(StrEnum):
    """What became of a passage."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A passage that differs, or `count` neighbours that do not; `section` is where it stands."""

    change: Change
    section: str = ""
    before: str = ""
    after: str = ""
    count: int = 1


def parts_of(facts: ReportFacts) -> tuple[Part, ...]:
    """All that the facts say, in passages."""
    return tuple(
        Part(
            key=chapter.key,
            number=chapter.number,
            title=chapter.title,
            passages=tuple(_passages(chapter)),
        )
        for chapter in outline_of(facts)
    )


def passages_by_name(parts: Sequence[Part]) -> dict[str, Passage]:
    """The passages that can be commented on."""
    return {each.name: each for part in parts for each in part.passages if each.name}


def differences(before: Sequence[Part], after: Sequence[Part]) -> list[Difference]:
    """What one version says otherwise than another, paragraph by paragraph."""
    old, new = list(_said(before)), list(_said(after))
    found: list[Difference] = []
    for tag, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Difference(change=Change.SAME, count=j - i))
            continue
        for gone, come in zip_longest(old[i:j], new[k:m]):
            found.append(_difference(gone, come))
    return found


def _difference(gone: tuple[str, str] | None, come: tuple[str, str] | None) -> Difference:
    section = (come or gone or ("", ""))[0]
    if gone is None:
        return Difference(change=Change.ADDED, section=section, after=come[1] if come else "")
    if come is None:
        return Difference(change=Change.REMOVED, section=section, before=gone[1])
    return Difference(change=Change.CHANGED, section=section, before=gone[1], after=come[1])


def _said(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    for part in parts:
        for passage in part.passages:
            if words := said(passage.block):
                yield part.title, words


def _passages(chapter: Chapter) -> Iterator[Passage]:
    number = 0
    for block in _pieces(chapter):
        named = block.what not in {What.HEADING, What.CAPTION, What.PHOTO}
        number += named
        yield Passage(name=f"{chapter.key}/{number}" if named else "", block=block)


def _pieces(chapter: Chapter) -> Iterator[Block]:
    for block in chapter.blocks:
        if block.what is What.TABLE and chapter.key in _IN_ROWS:
            head, *rows = block.rows
            for row in rows:
                cells = tuple(zip(head, row, strict=True))
                yield Block(what=What.FACTS, rows=tuple(cell for cell in cells if cell[1][0].text))
        else:
            yield block
