"""The report as blocks: what is compiled beside what is written, for all but the paper itself.

DOCX, the page for comments and the comparison of versions are made of it, so that they say what the
paper says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from eventreg.documents.facts.agenda import Item, Visit
from eventreg.documents.facts.head import Text
from eventreg.documents.facts.participants import Group
from eventreg.documents.facts.report import (
    ByTopic,
    Contribution,
    NumberedSection,
    Photo,
    ReportFacts,
    Section,
)
from eventreg.documents.wording import GROUPS, LEVELS, PROPOSAL_STATES
from eventreg.language import dates, locale, times
from eventreg.language.numbers import number
from eventreg.reports.blocks import Block, Run, What, Words
from eventreg.reports.names import VISITS
from eventreg.reports.wording import SECTIONS

Blocks = Iterator[Block]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A section of the report with all that it says."""

    key: str
    number: int
    title: str
    blocks: tuple[Block, ...]


def outline_of(facts: ReportFacts) -> tuple[Chapter, ...]:
    """All sections in their order, in the language of the facts."""
    with locale.using(facts.language):
        return tuple(
            Chapter(
                key=section.key,
                number=section.number,
                title=title_of(section),
                blocks=tuple(_blocks(section, facts)),
            )
            for section in facts.sections
        )


def agenda_blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """The agenda of the first annex."""
    with locale.using(facts.language):
        return tuple(_agenda(facts))


def title_of(section: NumberedSection) -> str:
    """The section's name in the language in use."""
    return section.title.text or str(SECTIONS[Section(section.key)])


def _blocks(section: NumberedSection, facts: ReportFacts) -> Blocks:
    written = (placed for block in section.written.blocks for placed in _placed(block, facts))
    if section.key == Section.AIM:
        yield from _prose(facts.aim)
        if section.written:
            yield _heading(gettext("Tasks"))
        yield from written
        yield from _topics(facts)
        return
    yield from written
    for key, compiled in _COMPILED.items():
        if key == section.key:
            yield from compiled(facts)


def _placed(block: Block, facts: ReportFacts) -> Blocks:
    """A figure or a table that is placed, as the table of its numbers below its caption.

    A photo stands above its caption.
    """
    if block.what is What.PHOTO:
        yield from _placed_photo(block, facts)
        return
    if block.what not in {What.FIGURE, What.PLACED_TABLE}:
        yield block
        return
    series = next((each for each in facts.series if each.name == block.name), None)
    named = "Figure %(number)s." if block.what is What.FIGURE else "Table %(number)s."
    title = series.title if series else gettext("Site visits")
    yield Block(
        what=What.CAPTION,
        runs=(Run(text=gettext(named, number=block.number), bold=True), Run(text=" "))
        + (block.runs or (Run(text=title),)),
    )
    if block.name == VISITS:
        yield _visits(facts.visits)
    elif series:
        rows = ((each.name, *map(_written_number, each.numbers)) for each in series.counts)
        yield _table(series.heads, rows)


def _written_number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _placed_photo(block: Block, facts: ReportFacts) -> Blocks:
    for photo in facts.placed:
        if photo.name == block.name:
            yield _photo(photo)
            number = Run(text=gettext("Figure %(number)s.", number=block.number), bold=True)
            words = block.runs or (Run(text=photo.alt.text),)
            yield Block(what=What.CAPTION, runs=(number, Run(text=" "), *words))


def _photo(photo: Photo) -> Block:
    return Block(what=What.PHOTO, name=photo.key, runs=(Run(text=photo.alt.text),))


def _photos(one: Contribution) -> Blocks:
    yield from map(_photo, one.photos)


def _photos_below(given: Iterable[Contribution]) -> Blocks:
    """Photos of texts that stand in a table, below it, with the title of each text."""
    for one in given:
        yield from _photos(one)
        if one.photos:
            yield Block(what=What.CAPTION, runs=(Run(text=_titled(one)),))


def _general(facts: ReportFacts) -> Blocks:
    yield from _prose(facts.summary)
    event = facts.event
    place = ", ".join(filter(None, (event.place.text, event.address)))
    when = dates.date_range(event.starts_on, event.ends_on, facts.language)
    yield _facts(
        (gettext("Event"), event.title.text),
        (gettext("Kind of event"), event.kind.text),
        (gettext("When"), when),
        (gettext("Where"), place),
        (gettext("Organiser"), facts.letterhead.name.text),
        (gettext("Network"), event.network.text),
        (gettext("Project"), event.series.text),
        (gettext("Funding"), event.funding.text),
        (gettext("Working language"), facts.working_language.text),
        (gettext("Site visits"), str(len(facts.visits) or "")),
    )


def _topics(facts: ReportFacts) -> Blocks:
    if facts.topics:
        yield _heading(gettext("Topics"))
        items = tuple((_paragraph(topic.text),) for topic in facts.topics)
        yield Block(what=What.BULLETS, items=items)


def _participants(facts: ReportFacts) -> Blocks:
    came = facts.participation
    yield _facts(
        (gettext("Participants"), str(came.total)),
        (gettext("Municipalities"), str(came.municipalities)),
        (gettext("Institutions"), str(came.institutions)),
    )
    yield _heading(gettext("By group"))
    head = (gettext("Group"), gettext("Participants"))
    yield _table(head, ((str(GROUPS[Group(one.key)]), str(one.people)) for one in came.groups))
    if came.places:
        yield _heading(gettext("By municipality"))
        head = (gettext("Municipality"), gettext("Participants"))
        yield _table(head, ((place.name, str(place.people)) for place in came.places))
        yield _paragraph(
            gettext("Municipalities are shown as they were at the dates of the event.")
        )


def _course(facts: ReportFacts) -> Blocks:
    if facts.visits:
        yield _heading(gettext("Site visits"))
        yield _visits(facts.visits)
    for day in facts.days:
        if day.sessions:
            yield _heading(dates.day_heading(day.number, day.day, facts.language))
            yield _items(day.sessions)
    if facts.sessions:
        yield _heading(gettext("Sessions and meetings"))
        yield _items(facts.sessions)


def _good_practices(facts: ReportFacts) -> Blocks:
    for practice, heading in _with_topics(facts.good_practices):
        yield from heading
        yield _heading(_titled(practice), level=4)
        yield from _origin(practice)
        yield from _prose(practice.text)
        yield from _photos(practice)
        yield _facts(
            (gettext("Place"), practice.place.text),
            (gettext("Problem"), practice.problem.text),
            (gettext("Solution"), practice.solution.text),
            (gettext("Who took part"), practice.took_part.text),
            (gettext("Result"), practice.result.text),
            (gettext("What it takes to repeat"), practice.needed_to_repeat.text),
            (gettext("Contact"), practice.contact.text),
        )


def _opinions(facts: ReportFacts) -> Blocks:
    for opinion, heading in _with_topics(facts.opinions):
        yield from heading
        yield _heading(_titled(opinion), level=4)
        yield from _prose(opinion.text)
        yield from _photos(opinion)
        yield from _origin(opinion)


def _problems(facts: ReportFacts) -> Blocks:
    head = (gettext("Field"), gettext("Problem"), gettext("Level"))
    yield _table(
        head,
        (
            (_topic(group), _said(one), str(LEVELS.get(one.level, one.level)))
            for group in facts.problems
            for one in group.contributions
        ),
    )
    yield from _photos_below(one for group in facts.problems for one in group.contributions)


def _proposals(facts: ReportFacts) -> Blocks:
    head = (gettext("No."), gettext("Proposal"), gettext("Addressee"), gettext("Deadline"))
    yield _table(
        (*head, gettext("Status")),
        (
            (
                f"{number}.",
                _said(one),
                one.addressee.text,
                dates.short_date(one.due_on, facts.language) if one.due_on else "",
                str(PROPOSAL_STATES.get(one.status, one.status)),  # type: ignore[call-overload]
            )
            for number, one in enumerate(facts.proposals, start=1)
        ),
    )
    yield from _photos_below(facts.proposals)


def _earlier(facts: ReportFacts) -> Blocks:
    head = (gettext("Proposal"), gettext("Addressee"), gettext("Deadline"), gettext("Status"))
    for event in facts.earlier:
        when = dates.date_range(event.starts_on, event.ends_on, facts.language)
        yield _heading(f"{event.title.text}, {when}")
        yield _table(
            (*head, gettext("Answer")),
            (
                (
                    one.title.text,
                    one.addressee.text,
                    dates.short_date(one.due_on, facts.language) if one.due_on else "",
                    str(PROPOSAL_STATES.get(one.status, one.status)),  # type: ignore[call-overload]
                    one.answer.text,
                )
                for one in event.proposals
            ),
        )


def _evaluation(facts: ReportFacts) -> Blocks:
    said = facts.evaluation
    if said is None:
        return
    yield _paragraph(
        gettext(
            "%(answered)s of %(invited)s people answered.",
            answered=said.answered,
            invited=said.invited,
        )
    )
    for each in said.questions:
        yield _heading(each.question.text)
        if each.mean is not None:
            mean = number(each.mean, facts.language, places=1)
            yield _paragraph(gettext("Average %(mean)s of 5.", mean=mean))
        head = (gettext("Answer"), gettext("People"))
        yield _table(head, ((count.name, str(count.number)) for count in each.counts))


_COMPILED: Mapping[Section, Callable[[ReportFacts], Blocks]] = {
    Section.GENERAL: _general,
    Section.PARTICIPANTS: _participants,
    Section.COURSE: _course,
    Section.GOOD_PRACTICES: _good_practices,
    Section.OPINIONS: _opinions,
    Section.PROBLEMS: _problems,
    Section.PROPOSALS: _proposals,
    Section.EARLIER: _earlier,
    Section.EVALUATION: _evaluation,
}


def _agenda(facts: ReportFacts) -> Blocks:
    head = (gettext("Time"), gettext("What happens"), gettext("Place"))
    for day in facts.days:
        yield _heading(dates.day_heading(day.number, day.day, facts.language))
        rows = (
            (_time_of(item, facts.language), item.title.text, item.place.text)
            for row in day.rows
            for item in row.items
        )
        yield _table(head, rows)
    if facts.undated:
        yield _items(facts.undated)


def _time_of(item: Item, language: str) -> str:
    return times.time_span(item.starts_at, item.ends_at, language) or ""


def _with_topics(groups: Iterable[ByTopic]) -> Iterator[tuple[Contribution, list[Block]]]:
    """Each contribution, the first of a topic with the topic's heading."""
    for group in groups:
        heading = [_heading(_topic(group))]
        for one in group.contributions:
            yield one, heading
            heading = []


def _topic(group: ByTopic) -> str:
    topic = group.topic.text
    return topic[:1].upper() + topic[1:] if topic else gettext("Other topics")


def _origin(one: Contribution) -> Blocks:
    told = (one.author, one.institution, one.territory, one.source.text)
    if any(told):
        words = " · ".join(filter(None, told))
        yield Block(what=What.CAPTION, runs=(Run(text=words, italic=True),))


def _titled(one: Contribution) -> str:
    return f"{one.title.text} ({gettext('sample')})" if one.sample else one.title.text


def _said(one: Contribution) -> str:
    return "\n".join(filter(None, (_titled(one), one.text.text)))


def _visits(visits: Iterable[Visit]) -> Block:
    head = (gettext("No."), gettext("Institution"), gettext("Where"))
    return _table(
        head,
        ((f"{one.number}.", one.host.text, one.address or one.territory) for one in visits),
    )


def _items(items: Iterable[Item]) -> Block:
    said = tuple(tuple(_paragraph(line) for line in _of_item(item)) for item in items)
    return Block(what=What.BULLETS, items=said)


def _of_item(item: Item) -> Iterator[str]:
    yield item.title.text
    if item.text:
        yield item.text.text


def _heading(words: str, level: int = 3) -> Block:
    return Block(what=What.HEADING, runs=(Run(text=words),), level=level)


def _paragraph(words: str) -> Block:
    return Block(what=What.PARAGRAPH, runs=(Run(text=words),))


def _prose(text: Text) -> Blocks:
    for paragraph in text.text.replace("\r\n", "\n").split("\n\n"):
        if said := " ".join(paragraph.split()):
            yield _paragraph(said)


def _facts(*rows: tuple[str, str]) -> Block:
    return Block(what=What.FACTS, rows=tuple(_cells(row) for row in rows if row[1]))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Block:
    return Block(what=What.TABLE, rows=(_cells(head), *map(_cells, rows)))


def _cells(row: Iterable[str]) -> tuple[Words, ...]:
    return tuple((Run(text=cell),) for cell in row)
