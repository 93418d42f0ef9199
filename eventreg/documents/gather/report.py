"""The facts of the final report, compiled from all that the event has."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventreg.addresses import absolute
from eventreg.contributions.models import (
    Contribution,
    ContributionKind,
    Naming,
)
from eventreg.contributions.service import accepted_by_kind, by_topic
from eventreg.database import db
from eventreg.documents.facts import report as facts
from eventreg.documents.facts.head import Text, shown
from eventreg.documents.facts.participants import Group, Participant, counted_by_place
from eventreg.documents.facts.report import Section
from eventreg.documents.gather.agenda import days_and_undated, visits
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.documents.gather.participants import institutions, map_frame, participants
from eventreg.events.models import Audience, Event
from eventreg.language.local_text import LocalText
from eventreg.reports.models import Report, ReportStatus, WrittenSection

_KINDS = ContributionKind


def report_facts(event: Event, *, language: str, now: datetime) -> facts.ReportFacts:
    """All that the report says; a section with nothing to say is left out."""
    report = _report(event)
    written = _written(report, language)
    people = participants(event, language=language, audience=Audience.PUBLIC)
    days, undated = days_and_undated(event, language)
    seen = visits(event, language)
    aim = shown(event.aim, language)
    topics = tuple(shown(topic.name, language) for topic in event.topics)
    by_kind = accepted_by_kind(event)
    given = [one for contributions in by_kind.values() for one in contributions]
    whole = facts.ReportFacts(
        language=language,
        letterhead=letterhead(event.organisation, language),
        event=event_facts(event, language, now),
        requisites=_requisites(report, language),
        sections=(),
        working_language=shown(event.working_language, language),
        aim=aim,
        tasks=written[WrittenSection.AIM_AND_TASKS],
        topics=topics,
        summary=shown(event.summary, language),
        participation=_participation(people, event),
        course=written[WrittenSection.COURSE],
        days=days,
        undated=undated,
        visits=seen,
        good_practices=_by_topic(by_kind[_KINDS.GOOD_PRACTICE], event, language),
        opinions=_by_topic(by_kind[_KINDS.OPINION], event, language),
        problems=_by_topic(by_kind[_KINDS.PROBLEM], event, language),
        proposals=tuple(_contribution(one, language) for one in by_kind[_KINDS.PROPOSAL]),
        conclusions=written[WrittenSection.CONCLUSIONS],
        agenda_url=absolute("documents.agenda", lang=language, slug=event.slug),
        participants_url=absolute("documents.participants", lang=language, slug=event.slug),
        samples=any(one.sample for one in given) or any(person.sample for person in people),
    )
    return replace(whole, sections=facts.numbered(_filled(whole)))


def _filled(report: facts.ReportFacts) -> dict[Section, bool]:
    happened = report.days or report.undated or report.visits
    return {
        Section.GENERAL: True,
        Section.AIM: bool(report.aim or report.topics or report.tasks),
        Section.PARTICIPANTS: bool(report.participation.total),
        Section.COURSE: bool(happened or report.course),
        Section.GOOD_PRACTICES: bool(report.good_practices),
        Section.OPINIONS: bool(report.opinions),
        Section.PROBLEMS: bool(report.problems),
        Section.PROPOSALS: bool(report.proposals),
        Section.CONCLUSIONS: bool(report.conclusions),
    }


def _report(event: Event) -> Report | None:
    return db.session.scalar(
        select(Report).where(Report.event_id == event.id).options(selectinload(Report.sections))
    )


def _written(report: Report | None, language: str) -> dict[WrittenSection, Text]:
    texts = {section.section: section.text for section in report.sections} if report else {}
    return {section: shown(texts.get(section, LocalText()), language) for section in WrittenSection}


def _requisites(report: Report | None, language: str) -> facts.Requisites:
    if report is None:
        return facts.Requisites(
            status=ReportStatus.DRAFT.value,
            place_of_issue=Text(),
            dated_on=None,
            number="",
            signatory_name="",
            signatory_job=Text(),
        )
    return facts.Requisites(
        status=report.status.value,
        place_of_issue=shown(report.place_of_issue, language),
        dated_on=report.dated_on,
        number=report.number,
        signatory_name=report.signatory_name,
        signatory_job=shown(report.signatory_job, language),
    )


def _participation(people: Sequence[Participant], event: Event) -> facts.Participation:
    counts = {key: sum(person.group is key for person in people) for key in Group}
    return facts.Participation(
        total=len(people),
        groups=tuple(
            facts.GroupCount(key=key.value, people=count) for key, count in counts.items() if count
        ),
        places=counted_by_place(people),
        institutions=institutions(event),
        map=map_frame(event),
    )


def _by_topic(
    given: Iterable[Contribution], event: Event, language: str
) -> tuple[facts.ByTopic, ...]:
    return tuple(
        facts.ByTopic(
            topic=shown(group.topic.name, language) if group.topic else Text(),
            contributions=tuple(_contribution(one, language) for one in group.contributions),
        )
        for group in by_topic(given, event=event)
    )


def _topic(one: Contribution, language: str) -> Text:
    return shown(one.topic.name, language) if one.topic else Text()


def _contribution(one: Contribution, language: str) -> facts.Contribution:
    return facts.Contribution(
        title=shown(one.title, language),
        text=shown(one.text, language),
        topic=_topic(one, language),
        source=_source(one, language),
        territory=one.territory.name.in_(language) if one.territory else "",
        author=_author(one),
        institution="" if one.naming is Naming.NOT_NAMED else one.institution,
        sample=one.sample,
        place=shown(one.place, language),
        problem=shown(one.problem, language),
        solution=shown(one.solution, language),
        took_part=shown(one.took_part, language),
        result=shown(one.result, language),
        needed_to_repeat=shown(one.needed_to_repeat, language),
        contact=shown(one.contact, language),
        level=one.level,
        addressee=shown(one.addressee, language),
        due_on=one.due_on,
        status=one.proposal_status.value if one.proposal_status else "",
    )


def _author(one: Contribution) -> str:
    if one.naming is not Naming.NAME:
        return ""
    return one.author or (one.registration.full_name if one.registration else "")


def _source(one: Contribution, language: str) -> Text:
    if one.visit is not None:
        return shown(one.visit.host_institution.name, language)
    if one.agenda_item is not None:
        return shown(one.agenda_item.title, language)
    return Text()
