"""What a person wrote, as plain values: paragraphs, lists, tables, and what is placed by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """The kinds of blocks."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    QUOTE = "quote"
    TABLE = "table"
    FIGURE = "figure"
    PLACED_TABLE = "placed_table"
    PHOTO = "photo"
    FACTS = "facts"
    CAPTION = "caption"


PLACED = frozenset({What.FIGURE, What.PLACED_TABLE, What.PHOTO})


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words in one hand; `link` is an address, or `#name` within the paper.

    `see` names what is referred to and is empty once that is resolved.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    see: str = ""


Words = tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block.

    `runs` are the words of a paragraph, a heading or a caption; `items` the blocks of each item of
    a list, or of a quote; `rows` the cells of a table, the first row being its head. What is placed
    has a `name` and a `number`, a heading a `level` of 3 or 4.
    """

    what: What
    runs: Words = ()
    items: tuple[tuple["Block", ...], ...] = ()
    rows: tuple[tuple[Words, ...], ...] = ()
    name: str = ""
    number: int = 0
    level: int = 0


def plain(words: Words) -> str:
    """The words without their looks."""
    return "".join(run.text for run in words)


def said(block: Block) -> str:
    """All that a block says, in one line for each paragraph, item or row."""
    lines = [plain(block.runs)] if block.runs else []
    lines += [said(child) for item in block.items for child in item]
    lines += [" | ".join(plain(cell) for cell in row) for row in block.rows]
    return "\n".join(filter(None, lines))


def all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks and those within them, in reading order."""
    for block in blocks:
        yield block
        for item in block.items:
            yield from all_blocks(item)


def all_runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """Every run of the blocks, in reading order."""
    for block in all_blocks(blocks):
        yield from block.runs
        for row in block.rows:
            for cell in row:
                yield from cell
