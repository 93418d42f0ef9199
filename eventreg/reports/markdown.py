"""Markdown as organisers write it into a report: read into plain blocks, never into HTML.

Beside paragraphs, headings, lists, quotes, tables, links and emphasis there are two of the house:
a line `{{figure: NAME}}` (or `table`, `photo`), with ` | ` and an own caption if one likes, places
something there; `{{see: NAME}}` within a sentence refers to a section, a figure or a table.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from eventreg.reports.blocks import Block, Run, What, Words

_PLACED = re.compile(r"\{\{\s*(figure|table|photo)\s*:\s*([^|{}]+?)\s*(?:\|\s*([^{}]+?)\s*)?\}\}")
_SEE = re.compile(r"\{\{\s*see\s*:\s*([^{}]+?)\s*\}\}")
_PLACES = {"figure": What.FIGURE, "table": What.PLACED_TABLE, "photo": What.PHOTO}
_ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_LISTS = {"bullet_list": What.BULLETS, "ordered_list": What.NUMBERS}
_HIGHEST, _LOWEST = 3, 4  # a section's own heading is of level 2

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("html_block")


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Block, ...]:
    """The blocks of a text in their order."""
    tree = SyntaxTreeNode(_markdown.parse(text))
    return tuple(_levelled(list(_blocks(tree.children))))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        if node.type == "paragraph":
            yield _paragraph(node.children[0])
        elif node.type == "heading":
            yield Block(
                what=What.HEADING, runs=_words(node.children[0]), level=int(node.tag.lstrip("h"))
            )
        elif node.type in _LISTS:
            items = tuple(_within(item) for item in node.children)
            yield Block(what=_LISTS[node.type], items=items)
        elif node.type == "blockquote":
            yield Block(what=What.QUOTE, items=(_within(node),))
        elif node.type == "table":
            yield Block(what=What.TABLE, rows=tuple(_rows(node)))
        elif node.type in {"fence", "code_block"}:
            yield Block(what=What.PARAGRAPH, runs=(Run(text=node.content.strip()),))


def _within(node: SyntaxTreeNode) -> tuple[Block, ...]:
    """The blocks of an item or a quote, where a heading is but a paragraph."""
    return tuple(
        Block(what=What.PARAGRAPH, runs=block.runs) if block.what is What.HEADING else block
        for block in _blocks(node.children)
    )


def _paragraph(inline: SyntaxTreeNode) -> Block:
    placed = _PLACED.fullmatch(inline.content.strip())
    if placed is None:
        return Block(what=What.PARAGRAPH, runs=_words(inline))
    kind, name, caption = placed.groups()
    runs = (Run(text=caption),) if caption else ()
    return Block(what=_PLACES[kind], name=name, runs=runs)


def _rows(table: SyntaxTreeNode) -> Iterator[tuple[Words, ...]]:
    for part in table.children:
        for row in part.children:
            yield tuple(_words(cell.children[0]) for cell in row.children)


def _words(inline: SyntaxTreeNode) -> Words:
    return tuple(_joined(_runs(inline.children, Run())))


def _runs(nodes: Sequence[SyntaxTreeNode], look: Run) -> Iterator[Run]:
    for node in nodes:
        if node.type in {"text", "code_inline"}:
            yield from _with_references(node.content, look)
        elif node.type in {"softbreak", "hardbreak"}:
            yield _as(look, text=" " if node.type == "softbreak" else "\n")
        elif node.type == "strong":
            yield from _runs(node.children, _as(look, bold=True))
        elif node.type == "em":
            yield from _runs(node.children, _as(look, italic=True))
        elif node.type == "link":
            address = str(node.attrs.get("href", ""))
            link = address if _ADDRESS.match(address) else ""
            yield from _runs(node.children, _as(look, link=link))
        elif node.type == "image":  # photos are placed by name; of others the words remain
            yield _as(look, text=node.content)


def _with_references(text: str, look: Run) -> Iterator[Run]:
    end = 0
    for found in _SEE.finditer(text):
        yield _as(look, text=text[end : found.start()])
        yield _as(look, see=found[1])
        end = found.end()
    yield _as(look, text=text[end:])


def _as(look: Run, **changes: object) -> Run:
    return Run(**{**vars(look), **changes})


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of one look as one run."""
    last: Run | None = None
    for run in runs:
        if not (run.text or run.see):
            continue
        if last is not None and not (last.see or run.see) and _look(last) == _look(run):
            last = _as(last, text=last.text + run.text)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _look(run: Run) -> tuple[bool, bool, str]:
    return (run.bold, run.italic, run.link)


def _levelled(blocks: list[Block]) -> Iterator[Block]:
    """Headings of two levels below the section's own, none skipped."""
    levels = sorted({block.level for block in blocks if block.what is What.HEADING})
    opened = False
    for block in blocks:
        if block.what is not What.HEADING:
            yield block
            continue
        level = _HIGHEST if block.level == levels[0] or not opened else _LOWEST
        opened = True
        yield Block(what=What.HEADING, runs=block.runs, level=level)
