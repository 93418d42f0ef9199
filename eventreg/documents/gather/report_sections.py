"""The sections of the report as they are printed: numbered, with what they place and refer to."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext

from eventreg.documents.facts.head import shown
from eventreg.documents.facts.report import NumberedSection, Written
from eventreg.language import locale
from eventreg.reports.blocks import PLACED, Block, Run, What, Words, all_blocks
from eventreg.reports.markdown import read
from eventreg.reports.sections import Section
from eventreg.reports.wording import SECTIONS


def printed_sections(
    sections: Sequence[Section],
    *,
    compiled: Collection[str],
    placed: Collection[str],
    language: str,
) -> tuple[NumberedSection, ...]:
    """The sections that have something to say, numbered in their order.

    `compiled` names those that say something without being written, `placed` what can be placed;
    a block that places something else is left out, as when a photo is gone.
    """
    kept = [
        section
        for section in sections
        if not section.hidden and (section.name in compiled or section.text)
    ]
    seen: set[tuple[str, str]] = set()
    written = [_written(section, placed, seen, language) for section in kept]
    with locale.using(language):
        labels = dict(_labels(kept, written))
        names = {section.name: _title(section, language) for section in sections}
        return tuple(
            NumberedSection(
                key=section.name,
                number=number,
                title=shown(section.title, language),
                written=_numbered(said, labels, names),
            )
            for number, (section, said) in enumerate(zip(kept, written, strict=True), start=1)
        )


def named_in(sections: Iterable[Section], language: str) -> set[str]:
    """The names of all that somebody wants placed, whether there is such a thing or not."""
    return {
        block.name
        for section in sections
        for block in all_blocks(read(section.text.shown(language).text))
        if block.what in PLACED
    }


def placed_in(sections: Sequence[NumberedSection]) -> set[str]:
    """The names of all that is placed somewhere."""
    return {
        block.name
        for section in sections
        for block in all_blocks(section.written.blocks)
        if block.what in PLACED
    }


def _written(
    section: Section, placed: Collection[str], seen: set[tuple[str, str]], language: str
) -> Written:
    """What is written, each thing placed in it once in the whole report."""
    text = section.text.shown(language)
    blocks = tuple(_standing(read(text.text), placed, seen))
    return Written(blocks=blocks, language=text.language if blocks else "")


def _standing(
    blocks: Iterable[Block], placed: Collection[str], seen: set[tuple[str, str]]
) -> Iterator[Block]:
    for block in blocks:
        mark = (_sort(block), block.name)
        if block.what in PLACED and (block.name not in placed or mark in seen):
            continue
        if block.what in PLACED:
            seen.add(mark)
        items = tuple(tuple(_standing(item, placed, seen)) for item in block.items)
        yield replace(block, items=items)


def _title(section: Section, language: str) -> str:
    standard = section.standard
    return str(SECTIONS[standard]) if standard else section.title.in_(language)


def _labels(
    kept: Sequence[Section], written: Sequence[Written]
) -> Iterator[tuple[tuple[str, str], tuple[int, str]]]:
    """Number and words of all that is referred to, by what it is and its name; first come first."""
    for number, section in enumerate(kept, start=1):
        yield ("section", section.name), (number, gettext("section %(number)s", number=number))
    figures = tables = 0
    for said in written:
        for block in all_blocks(said.blocks):
            if block.what not in PLACED:
                continue
            if block.what is What.PLACED_TABLE:
                tables += 1
                yield ("table", block.name), (tables, gettext("table %(number)s", number=tables))
            else:
                figures += 1
                yield (
                    ("figure", block.name),
                    (figures, gettext("figure %(number)s", number=figures)),
                )


def _sort(block: Block) -> str:
    return "table" if block.what is What.PLACED_TABLE else "figure"


def _numbered(
    said: Written, labels: Mapping[tuple[str, str], tuple[int, str]], names: Mapping[str, str]
) -> Written:
    def in_words(runs: Words) -> Words:
        return tuple(_resolved(run, labels, names) for run in runs)

    def numbered(block: Block) -> Block:
        number = labels[(_sort(block), block.name)][0] if block.what in PLACED else 0
        return replace(block, number=number)

    return replace(said, blocks=tuple(_mapped(block, numbered, in_words) for block in said.blocks))


def _mapped(
    block: Block, change: Callable[[Block], Block], in_words: Callable[[Words], Words]
) -> Block:
    return change(
        replace(
            block,
            runs=in_words(block.runs),
            items=tuple(
                tuple(_mapped(child, change, in_words) for child in item) for item in block.items
            ),
            rows=tuple(tuple(in_words(cell) for cell in row) for row in block.rows),
        )
    )


def _resolved(
    run: Run, labels: Mapping[tuple[str, str], tuple[int, str]], names: Mapping[str, str]
) -> Run:
    """A reference in words; what is not printed is only named."""
    if not run.see:
        return run
    for sort in ("section", "figure", "table"):
        if (sort, run.see) in labels:
            anchor = run.see if sort == "section" else f"{sort}-{run.see}"
            return replace(run, text=labels[(sort, run.see)][1], link=f"#{anchor}", see="")
    return replace(run, text=names.get(run.see, run.see), see="")
