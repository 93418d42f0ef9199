"""The report in other forms, to whom the PDF is given (R16)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from eventreg.contributions.models import Photo
from eventreg.contributions.photos.shown import as_evidence, of_report
from eventreg.documents.compiling import compiled, is_offered
from eventreg.documents.errors import DocumentNotPublished
from eventreg.documents.exports.docx import report_as_docx
from eventreg.documents.exports.page import report_as_file, report_as_page
from eventreg.documents.facts.report import ReportFacts
from eventreg.documents.gather.report import final_version
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Audience, Event


def docx_of(event: Event, *, language: str, now: datetime, inside: bool = False) -> bytes:
    """The report as DOCX; raises DocumentNotPublished unless it is out or staff ask `inside`."""
    return report_as_docx(_facts(event, language, now, inside=inside), made_at=now)


def page_of(
    event: Event,
    *,
    language: str,
    surroundings: Mapping[str, object],
    addresses: Mapping[str, str],
    now: datetime,
) -> str:
    """The report as a page of the site; raises DocumentNotPublished unless it is out.

    `addresses` are those of its photos, by their place in the store.
    """
    facts = _facts(event, language, now, inside=False)
    return report_as_page(facts, surroundings=surroundings, made_at=now, addresses=addresses)


def photos_on_page(event: Event) -> Sequence[Photo]:
    """What everybody may see of photos in the report; raises DocumentNotPublished."""
    if not is_offered(event, DocumentKind.REPORT, Audience.PUBLIC):
        raise DocumentNotPublished
    # What became final with the report stays there, wherever else it is shown.
    return as_evidence(event) if final_version(event) else of_report(event)


def html_of(event: Event, *, language: str, now: datetime) -> str:
    """The report as an HTML file, for staff."""
    return report_as_file(_facts(event, language, now, inside=True), made_at=now)


def _facts(event: Event, language: str, now: datetime, *, inside: bool) -> ReportFacts:
    kind, audience = DocumentKind.REPORT, Audience.PUBLIC
    if not (inside or is_offered(event, kind, audience)):
        raise DocumentNotPublished
    facts = compiled(event, kind=kind, language=language, audience=audience, now=now)
    return cast(ReportFacts, facts)
