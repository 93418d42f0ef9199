"""The facts of the final report, compiled from all that the event has."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.addresses import absolute
from eventreg.contributions.models import (
    Contribution,
    ContributionKind,
)
from eventreg.contributions.naming.service import author_of, institution_of
from eventreg.contributions.photos.shown import in_report, standing_names
from eventreg.contributions.service import accepted_by_kind, by_topic
from eventreg.database import db
from eventreg.documents.facts import report as facts
from eventreg.documents.facts.frozen import thawed
from eventreg.documents.facts.head import Text, shown
from eventreg.documents.facts.report import Section
from eventreg.documents.gather.agenda import days_and_undated, visits
from eventreg.documents.gather.earlier import earlier_proposals
from eventreg.documents.gather.evaluation import evaluation
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.documents.gather.event_series import EVENT_SERIES, event_series
from eventreg.documents.gather.participation import participation_of
from eventreg.documents.gather.photos import photos, with_photos_placed, with_present_photos
from eventreg.documents.gather.report_sections import named_in, placed_in, printed_sections
from eventreg.documents.gather.report_series import placeable, series_of
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.registration.turnout import headcount_of
from eventreg.reports.models import Report, ReportStatus
from eventreg.reports.sections import sections_of
from eventreg.reports.signing.models import SignedFile
from eventreg.reports.versions.models import ReportVersion

_KINDS = ContributionKind


def report_facts(event: Event, *, language: str, now: datetime) -> facts.ReportFacts:
    """What the report says: as it became final, or as everything stands now.

    Of a final one the requisites and the letterhead are those of now, and whoever may be named no
    more is not (R21).
    """
    final = final_version(event)
    current = current_facts(event, language=language, now=now)
    if final is None:
        return current
    return replace(
        with_present_names(thawed(final.facts[language]), event.id),
        requisites=current.requisites,
        letterhead=current.letterhead,
    )


def current_facts(
    event: Event,
    *,
    language: str,
    now: datetime,
    instead: Mapping[str, LocalText] | None = None,
) -> facts.ReportFacts:
    """All that the report says; a section with nothing to say is left out.

    `instead` are words by section that are tried before they are saved.
    """
    report = _report(event)
    whole = _without_sections(event, report, language, now)
    said = [
        replace(each, text=(instead or {}).get(each.name, each.text))
        for each in sections_of(report)
    ]
    of_event = event_series(event, named_in(said, language) & EVENT_SERIES, language=language)
    sections = printed_sections(
        said,
        compiled=_compiled(whole),
        placed=placeable(whole) | {series.name for series in of_event},
        language=language,
    )
    placed = placed_in(sections)
    series = (*series_of(whole, placed), *(each for each in of_event if each.name in placed))
    return with_photos_placed(replace(whole, sections=sections, series=series), placed)


def with_present_names(kept: facts.ReportFacts, event_id: int) -> facts.ReportFacts:
    """The kept facts without what may be shown no more: authors, institutions, photos (R21)."""
    rows = db.session.scalars(
        select(Contribution)
        .where(Contribution.event_id == event_id)
        .options(
            joinedload(Contribution.registration),
            selectinload(Contribution.joined).joinedload(Contribution.registration),
        )
    )
    named = {row.uid: (author_of(row), institution_of(row)) for row in rows}

    def as_now(one: facts.Contribution) -> facts.Contribution:
        author, institution = named.get(one.key, ("", ""))
        return replace(
            one,
            author=author if one.author else "",
            institution=institution if one.institution else "",
        )

    shown_now = with_present_photos(kept, standing_names(event_id))
    return facts.with_contributions(shown_now, as_now)


def final_version(event: Event) -> ReportVersion | None:
    """What the report said when it became final; a report from an event file has no versions."""
    return db.session.scalar(
        select(ReportVersion)
        .join(Report, Report.event_id == ReportVersion.report_id)
        .where(
            ReportVersion.report_id == event.id,
            ReportVersion.status == ReportStatus.FINAL,
            Report.status == ReportStatus.FINAL,
        )
        .order_by(ReportVersion.number.desc())
        .limit(1)
    )


def _without_sections(
    event: Event, report: Report | None, language: str, now: datetime
) -> facts.ReportFacts:
    came = headcount_of(event)
    days, undated = days_and_undated(event, language)
    seen = visits(event, language)
    aim = shown(event.aim, language)
    topics = tuple(shown(topic.name, language) for topic in event.topics)
    by_kind = accepted_by_kind(event)
    given = [one for contributions in by_kind.values() for one in contributions]
    return facts.ReportFacts(
        language=language,
        letterhead=letterhead(event.organisation, language),
        event=event_facts(event, language, now),
        requisites=_requisites(report, language),
        sections=(),
        working_language=shown(event.working_language, language),
        aim=aim,
        topics=topics,
        summary=shown(event.summary, language),
        participation=participation_of(event, came, language=language),
        days=days,
        undated=undated,
        visits=seen,
        good_practices=_by_topic(by_kind[_KINDS.GOOD_PRACTICE], event, language),
        opinions=_by_topic(by_kind[_KINDS.OPINION], event, language),
        problems=_by_topic(by_kind[_KINDS.PROBLEM], event, language),
        proposals=tuple(_printed(one, language) for one in by_kind[_KINDS.PROPOSAL]),
        agenda_url=absolute("documents.agenda", lang=language, slug=event.slug),
        participants_url=absolute("documents.participants", lang=language, slug=event.slug),
        samples=came.has_samples or any(one.sample for one in given),
        evaluation=evaluation(event, language),
        earlier=earlier_proposals(event, language),
    )


def _compiled(report: facts.ReportFacts) -> set[str]:
    """The sections that have something to say without being written."""
    filled = {
        Section.GENERAL: True,
        Section.AIM: bool(report.aim or report.topics),
        Section.PARTICIPANTS: bool(report.participation.total),
        Section.COURSE: bool(report.days or report.undated or report.visits),
        Section.GOOD_PRACTICES: bool(report.good_practices),
        Section.OPINIONS: bool(report.opinions),
        Section.PROBLEMS: bool(report.problems),
        Section.PROPOSALS: bool(report.proposals),
        Section.EARLIER: bool(report.earlier),
        Section.EVALUATION: report.evaluation is not None,
    }
    return {section.value for section, says in filled.items() if says}


def _report(event: Event) -> Report | None:
    return db.session.scalar(
        select(Report).where(Report.event_id == event.id).options(selectinload(Report.sections))
    )


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
        signed=_is_signed(report, language),
    )


def _is_signed(report: Report, language: str) -> bool:
    """Whether a signed file of what the report says now was handed in."""
    final = final_version(report.event)
    return final is not None and bool(
        db.session.scalar(
            select(SignedFile.id)
            .where(SignedFile.version_id == final.id, SignedFile.language == language)
            .limit(1)
        )
    )


def _by_topic(
    given: Iterable[Contribution], event: Event, language: str
) -> tuple[facts.ByTopic, ...]:
    return tuple(
        facts.ByTopic(
            topic=shown(group.topic.name, language) if group.topic else Text(),
            contributions=tuple(_printed(one, language) for one in group.contributions),
        )
        for group in by_topic(given, event=event)
    )


def _topic(one: Contribution, language: str) -> Text:
    return shown(one.topic.name, language) if one.topic else Text()


def _printed(one: Contribution, language: str) -> facts.Contribution:
    return replace(contribution(one, language), photos=photos(in_report(one), language))


def contribution(one: Contribution, language: str) -> facts.Contribution:
    """What is said of a contribution; its author only as far as that may be named now (R21)."""
    return facts.Contribution(
        title=shown(one.title, language),
        text=shown(one.text, language),
        topic=_topic(one, language),
        source=_source(one, language),
        territory=one.territory.name.in_(language) if one.territory else "",
        author=author_of(one),
        institution=institution_of(one),
        sample=one.sample,
        key=one.uid,
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


def _source(one: Contribution, language: str) -> Text:
    if one.visit is not None:
        return shown(one.visit.host_institution.name, language)
    if one.agenda_item is not None:
        return shown(one.agenda_item.title, language)
    return Text()
