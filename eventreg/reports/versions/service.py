"""Keeping versions of a report, and looking back at them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from eventreg.contributions.models import Contribution
from eventreg.contributions.naming.service import author_of, institution_of
from eventreg.database import db
from eventreg.documents.facts.frozen import frozen, thawed
from eventreg.documents.facts.report import ReportFacts
from eventreg.documents.gather.report import current_facts, final_version, with_present_names
from eventreg.events.models import Event
from eventreg.language.local_text import LANGUAGES
from eventreg.reports.models import Report
from eventreg.reports.versions.models import ReportVersion

__all__ = [
    "facts_of",
    "final_version",
    "forget_authors",
    "forget_photos_in_versions",
    "keep_version",
    "version_of",
    "versions_of",
]


def keep_version(report: Report, *, now: datetime) -> ReportVersion:
    """Keep what the report says at this moment, in both languages, as its next version."""
    db.session.flush()
    last = db.session.scalar(
        select(func.max(ReportVersion.number)).where(ReportVersion.report_id == report.event_id)
    )
    version = ReportVersion(
        report=report,
        number=(last or 0) + 1,
        status=report.status,
        made_at=now,
        facts={
            language: frozen(current_facts(report.event, language=language, now=now))
            for language in LANGUAGES
        },
    )
    db.session.add(version)
    db.session.flush()
    return version


def versions_of(event: Event) -> Sequence[ReportVersion]:
    """The versions that were kept, newest first."""
    return db.session.scalars(
        select(ReportVersion)
        .where(ReportVersion.report_id == event.id)
        .order_by(ReportVersion.number.desc())
    ).all()


def version_of(event: Event, number: int) -> ReportVersion | None:
    """The version of that number."""
    return db.session.scalar(
        select(ReportVersion).where(
            ReportVersion.report_id == event.id, ReportVersion.number == number
        )
    )


def facts_of(version: ReportVersion, language: str) -> ReportFacts:
    """What the version says, without the names of those who may be named no more (R21)."""
    return with_present_names(thawed(version.facts[language]), version.report.event_id)


def forget_authors(event: Event, contributions: Iterable[Contribution]) -> None:
    """Name in all versions only those authors of these contributions who still may be (R22)."""
    named = {each.uid: (author_of(each), institution_of(each)) for each in contributions}

    def forgotten(value: Any) -> Any:
        if isinstance(value, list):
            return [forgotten(each) for each in value]
        if not isinstance(value, dict):
            return value
        known = {name: forgotten(each) for name, each in value.items()}
        if "author" in value and value.get("key") in named:
            author, institution = named[value["key"]]
            known["author"] = author if value["author"] else ""
            known["institution"] = institution if value["institution"] else ""
        return known

    for version in versions_of(event):
        version.facts = forgotten(version.facts)
    db.session.flush()


def forget_photos_in_versions(event: Event, names: Collection[str]) -> None:
    """Take the photos of these names, and what was said to be seen in them, out of all versions."""

    def forgotten(value: Any) -> Any:
        if isinstance(value, list):
            return [forgotten(each) for each in value if not is_gone(each)]
        if isinstance(value, dict):
            return {name: forgotten(each) for name, each in value.items()}
        return value

    def is_gone(value: Any) -> bool:
        return isinstance(value, dict) and "alt" in value and value.get("name") in names

    for version in versions_of(event) if names else ():
        version.facts = forgotten(version.facts)
    db.session.flush()
