"""The facts of a paper as a table, for programs that read rows and columns."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext

from eventreg.agenda.models import ItemKind
from eventreg.agenda.wording import ITEM_KINDS
from eventreg.documents.facts.agenda import AgendaFacts, Item
from eventreg.documents.facts.head import Facts
from eventreg.documents.facts.participants import ListGroup, ParticipantListFacts
from eventreg.documents.facts.report import Contribution, ReportFacts, Section
from eventreg.documents.wording import GROUPS
from eventreg.language import locale
from eventreg.registration.people_files import cells
from eventreg.reports.wording import SECTIONS

Line = Sequence[object]


def as_csv(facts: Facts) -> str:
    """The facts as CSV in their language; begins with the UTF-8 mark, no cell is a formula."""
    with locale.using(facts.language):
        rows = [["" if cell is None else str(cell) for cell in line] for line in _lines(facts)]
    return cells.as_csv(rows, language=facts.language)


def _lines(facts: Facts) -> Iterable[Line]:
    if isinstance(facts, AgendaFacts):
        return _of_agenda(facts)
    if isinstance(facts, ParticipantListFacts):
        return _of_list(facts)
    if isinstance(facts, ReportFacts):
        return _of_report(facts)
    raise TypeError(f"no table of {type(facts).__name__}")


def _of_agenda(facts: AgendaFacts) -> Iterator[Line]:
    yield (
        *(gettext("Day"), gettext("Begins"), gettext("Ends"), gettext("Kind"), gettext("Title")),
        *(gettext("Text"), gettext("Place"), gettext("Address"), gettext("Leads, speaks")),
    )
    for day in facts.days:
        for row in day.rows:
            for item in row.items:
                yield from _of_item(item, day.day.isoformat())
    for item in facts.undated:
        yield from _of_item(item, "")


def _of_item(item: Item, day: str) -> Iterator[Line]:
    people = (
        ", ".join(filter(None, (who.name, who.job.text, who.institution.text)))
        for who in item.people
    )
    yield (
        day,
        f"{item.starts_at:%H:%M}" if item.starts_at else None,
        f"{item.ends_at:%H:%M}" if item.ends_at else None,
        ITEM_KINDS[ItemKind(item.kind)],
        item.title.text,
        item.text.text,
        item.place.text,
        item.address,
        "; ".join(people),
    )
    for part in item.parts:
        yield from _of_item(part, day)


def _of_list(facts: ParticipantListFacts) -> Iterator[Line]:
    yield (
        *(gettext("No."), gettext("Group"), gettext("Name and surname"), gettext("Institution")),
        *(gettext("Position"), gettext("Municipality"), gettext("Participants")),
        *((gettext("E-mail"), gettext("Telephone")) if facts.for_organisers else ()),
    )
    for group in facts.groups:
        yield from _of_group(group, contacts=facts.for_organisers)


def _of_group(group: ListGroup, *, contacts: bool) -> Iterator[Line]:
    for line in group.lines:
        told = (line.email, line.phone) if contacts else ()
        who = (line.name, line.institution, line.position, line.place)
        yield (line.first, GROUPS[group.key], *who, line.people, *told)


def _of_report(facts: ReportFacts) -> Iterator[Line]:
    yield (
        *(gettext("Section"), gettext("Topic"), gettext("Title"), gettext("Text")),
        *(gettext("Author"), gettext("Institution"), gettext("Municipality")),
        *(gettext("Addressee"), gettext("Deadline")),
    )
    by_topic = {
        Section.GOOD_PRACTICES: facts.good_practices,
        Section.OPINIONS: facts.opinions,
        Section.PROBLEMS: facts.problems,
    }
    for section, groups in by_topic.items():
        for group in groups:
            for said in group.contributions:
                yield _of_contribution(section, group.topic.text, said)
    for said in facts.proposals:
        yield _of_contribution(Section.PROPOSALS, said.topic.text, said)


def _of_contribution(section: Section, topic: str, said: Contribution) -> Line:
    return (
        *(SECTIONS[section], topic, said.title.text, said.text.text),
        *(said.author, said.institution, said.territory),
        *(said.addressee.text, said.due_on.isoformat() if said.due_on else None),
    )
