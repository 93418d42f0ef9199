"""A long report: a part for each section, and for each topic within the sections of experts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from eventreg.documents.bookbinder import Book, Chapter, Contents
from eventreg.documents.books.binding import book
from eventreg.documents.facts.head import as_json
from eventreg.documents.facts.report import ByTopic, NumberedSection, ReportFacts, Section, Written
from eventreg.documents.models import DocumentKind
from eventreg.documents.part_cache import part_key
from eventreg.documents.typesetting import Edition, fill

LONG = 60  # contributions; a shorter report flows in one piece
KIND = DocumentKind.REPORT
_Shown = tuple[NumberedSection, bool]  # a section, and whether its heading stands here
_ENDS = (Section.PARTICIPANTS, Section.PROBLEMS)  # after these a new chapter begins
_BY_TOPIC = (Section.GOOD_PRACTICES, Section.OPINIONS)


def is_long(facts: ReportFacts) -> bool:
    """Whether the report is bound from parts."""
    grouped = (*facts.good_practices, *facts.opinions, *facts.problems)
    return sum(len(group.contributions) for group in grouped) + len(facts.proposals) > LONG


def report_book(facts: ReportFacts, edition: Edition) -> Book:
    """The report in parts; what is changed in one of them leaves the others as they are."""

    def front(pages: Mapping[str, int]) -> str:
        return fill("documents/report.html", KIND, facts, edition, bound=True, pages=pages)

    return book(
        KIND, facts, edition, (Contents(front), *_chapters(facts, edition)), sheet="upright"
    )


def _chapters(facts: ReportFacts, edition: Edition) -> Iterator[Chapter]:
    for sections, some in _parted(facts):
        html = partial(
            fill,
            "documents/report_chapter.html",
            KIND,
            some,
            edition,
            sections=sections,
            sheet="upright",
        )
        by_topic = sections[0][0].key in _BY_TOPIC
        yield Chapter(html, says=_said_in(sections[0], some) if by_topic else "")
    end = fill("documents/report_end.html", KIND, facts, edition, sheet="upright")
    yield Chapter(partial(str, end))


def _said_in(shown: _Shown, some: ReportFacts) -> str:
    """All that a topic's chapter is made of: its own contributions and the head of the paper."""
    section, opens = shown
    of_all = (some.event, some.letterhead, some.series, some.placed)
    own = as_json((section, *_groups(some, section.key), *of_all))
    return part_key(own, some.language, str(opens))


def _parted(facts: ReportFacts) -> Iterator[tuple[list[_Shown], ReportFacts]]:
    """The sections by chapters: short ones share one, those of experts have one for each topic."""
    together: list[_Shown] = []
    for section in facts.sections:
        if section.key not in _BY_TOPIC:
            together.append((section, True))
            if section.key in _ENDS:
                yield together, facts
                together = []
            continue
        if together:
            yield together, facts
            together = []
        for index, group in enumerate(_groups(facts, section.key)):
            opens = index == 0
            shown = section if opens else replace(section, written=Written())
            yield [(shown, opens)], _of_topic(facts, section.key, group)
    if together:
        yield together, facts


def _groups(facts: ReportFacts, section: str) -> tuple[ByTopic, ...]:
    return facts.good_practices if section == Section.GOOD_PRACTICES else facts.opinions


def _of_topic(facts: ReportFacts, section: str, group: ByTopic) -> ReportFacts:
    if section == Section.GOOD_PRACTICES:
        return replace(facts, good_practices=(group,))
    return replace(facts, opinions=(group,))
