"""The sections of a report: their order, which of them are printed, what is written in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventreg.agenda.days import Direction
from eventreg.contributions.editing.errors import MayNameSomebody
from eventreg.contributions.editing.sensitivity import findings
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.identity import slug_from
from eventreg.language.local_text import LocalText
from eventreg.reports.blocks import said
from eventreg.reports.errors import (
    NothingOfThatName,
    NotOfThisReport,
    ReportIsFinal,
    SectionNotAdded,
    SectionTitleMissing,
)
from eventreg.reports.log import note
from eventreg.reports.markdown import read
from eventreg.reports.models import Report, ReportSection, ReportStatus
from eventreg.reports.names import unknown_names
from eventreg.reports.standard import StandardSection
from eventreg.reports.standing import begun, report_of

NAME_LENGTH = 36


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section as it stands; a standard one has no title of its own."""

    name: str
    title: LocalText
    text: LocalText
    hidden: bool

    @property
    def standard(self) -> StandardSection | None:
        """Which of the standard sections it is, if it is one."""
        return StandardSection(self.name) if self.name in set(StandardSection) else None

    def plain(self, language: str) -> str:
        """What is written, without marks and without what is placed."""
        return " ".join(filter(None, map(said, read(self.text.in_(language)))))


def sections_of(report: Report | None) -> list[Section]:
    """All sections in their order, also those that nobody has touched yet."""
    rows = report.sections_in_order if report else []
    by_name = {row.section: row for row in rows}
    written = list(by_name)
    if report is None or not report.arranged:
        written = [name for name in written if name not in set(StandardSection)]
        return [_section(name, by_name.get(name)) for name in (*StandardSection, *written)]
    names = [*written, *(name for name in StandardSection if name not in by_name)]
    return [_section(name, by_name.get(name)) for name in names]


def section_of(report: Report | None, name: str) -> Section:
    """The section of that name; raises NotOfThisReport."""
    for section in sections_of(report):
        if section.name == name:
            return section
    raise NotOfThisReport


def write_section(
    *,
    event: Event,
    name: str,
    text: LocalText,
    actor: Actor,
    now: datetime,
    title: LocalText | None = None,
    photos: Sequence[str] = (),
    sure: bool = False,
) -> None:
    """Set what is written in a section; `title` only counts for one that was added.

    Raises NotOfThisReport, ReportIsFinal, NothingOfThatName, SectionTitleMissing, and
    MayNameSomebody where a sentence may link a named person to ethnicity or health (R25).
    """
    report = _open(event)
    standing = section_of(report, name)
    names = [section.name for section in sections_of(report)]
    if unknown := unknown_names(text, sections=names, photos=photos):
        raise NothingOfThatName(unknown)
    if standing.standard is None and title is not None and not title:
        raise SectionTitleMissing
    if not sure and (found := findings([text])):
        raise MayNameSomebody(found)
    row = _row(report, name)
    row.text = text
    if not (report.arranged or text or row.hidden):
        report.sections.remove(row)
    if standing.standard is None and title is not None:
        row.title = title
    after = section_of(report, name)
    if after != standing:
        note(
            "section written",
            event,
            actor,
            now,
            before={name: dict(standing.text)},
            after={name: dict(text)},
        )
    db.session.flush()


def add_section(*, event: Event, title: LocalText, actor: Actor, now: datetime) -> str:
    """Add a section at the end; returns its name. Raises ReportIsFinal, SectionTitleMissing."""
    report = _open(event)
    if not title:
        raise SectionTitleMissing
    _arrange(report)
    name = _new_name(report, title)
    position = len(report.sections) + 1
    report.sections.append(ReportSection(section=name, title=title, position=position))
    note("section added", event, actor, now, after={name: dict(title)})
    db.session.flush()
    return name


def remove_section(*, event: Event, name: str, actor: Actor, now: datetime) -> None:
    """Take out a section that was added, with its words.

    Raises NotOfThisReport, ReportIsFinal, and SectionNotAdded for a standard one, which can be
    hidden instead.
    """
    report = _open(event)
    standing = section_of(report, name)
    if standing.standard is not None:
        raise SectionNotAdded
    report.sections.remove(_row(report, name))
    note("section removed", event, actor, now, before={name: dict(standing.text)})
    db.session.flush()


def move_section(
    *, event: Event, name: str, direction: Direction, actor: Actor, now: datetime
) -> None:
    """Let it change places with the one before or behind it; at the edge nothing happens.

    Raises NotOfThisReport, ReportIsFinal.
    """
    report = _open(event)
    section_of(report, name)
    _arrange(report)
    rows = list(report.sections)
    here = next(place for place, row in enumerate(rows) if row.section == name)
    there = here - 1 if direction is Direction.UP else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    _number(rows)
    report.sections.sort(key=lambda row: row.position)
    note("section moved", event, actor, now, after={"order": [row.section for row in rows]})
    db.session.flush()


def show_section(*, event: Event, name: str, hidden: bool, actor: Actor, now: datetime) -> None:
    """Leave a section out of the paper, or take it in again; its words stay.

    Raises NotOfThisReport, ReportIsFinal.
    """
    report = _open(event)
    if section_of(report, name).hidden == hidden:
        return
    _row(report, name).hidden = hidden
    action = "section hidden" if hidden else "section shown"
    note(action, event, actor, now, after={"section": name})
    db.session.flush()


def missing_words(sections: Sequence[Section]) -> list[tuple[Section, tuple[str, ...]]]:
    """The printed sections that are written in one language only, with those that are missing."""
    return [
        (section, missing)
        for section in sections
        if not section.hidden and (missing := _missing(section))
    ]


def _missing(section: Section) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*section.title.missing, *section.text.missing)))


def _section(name: str, row: ReportSection | None) -> Section:
    if row is None:
        return Section(name=name, title=LocalText(), text=LocalText(), hidden=False)
    return Section(name=name, title=row.title, text=row.text, hidden=row.hidden)


def _open(event: Event) -> Report:
    report = report_of(event)
    if report is not None and report.status is ReportStatus.FINAL:
        raise ReportIsFinal
    return begun(event)


def _row(report: Report, name: str) -> ReportSection:
    for row in report.sections:
        if row.section == name:
            return row
    row = ReportSection(section=name, title=LocalText(), text=LocalText(), hidden=False, position=0)
    report.sections.append(row)
    return row


def _arrange(report: Report) -> None:
    """Give every section a row and a position, once."""
    if report.arranged:
        return
    rows = [_row(report, section.name) for section in sections_of(report)]
    _number(rows)
    report.arranged = True
    report.sections.sort(key=lambda row: row.position)


def _number(rows: Sequence[ReportSection]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position


def _new_name(report: Report, title: LocalText) -> str:
    taken = {section.name for section in sections_of(report)}
    stem = slug_from(title.in_("lv"), length=NAME_LENGTH) or "section"
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    return name
