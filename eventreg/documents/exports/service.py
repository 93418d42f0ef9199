"""The report in other forms, to whom the PDF is given (R16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from eventreg.documents.compiling import compiled, is_offered
from eventreg.documents.errors import DocumentNotPublished
from eventreg.documents.exports.docx import report_as_docx
from eventreg.documents.exports.page import report_as_file, report_as_page
from eventreg.documents.facts.report import ReportFacts
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Audience, Event


def docx_of(event: Event, *, language: str, now: datetime, inside: bool = False) -> bytes:
    """The report as DOCX; raises DocumentNotPublished unless it is out or staff ask `inside`."""
    return report_as_docx(_facts(event, language, now, inside=inside), made_at=now)


def page_of(
    event: Event, *, language: str, surroundings: Mapping[str, object], now: datetime
) -> str:
    """The report as a page of the site; raises DocumentNotPublished unless it is out."""
    facts = _facts(event, language, now, inside=False)
    return report_as_page(facts, surroundings=surroundings, made_at=now)


def html_of(event: Event, *, language: str, now: datetime) -> str:
    """The report as an HTML file, for staff."""
    return report_as_file(_facts(event, language, now, inside=True), made_at=now)


def _facts(event: Event, language: str, now: datetime, *, inside: bool) -> ReportFacts:
    kind, audience = DocumentKind.REPORT, Audience.PUBLIC
    if not (inside or is_offered(event, kind, audience)):
        raise DocumentNotPublished
    facts = compiled(event, kind=kind, language=language, audience=audience, now=now)
    return cast(ReportFacts, facts)
