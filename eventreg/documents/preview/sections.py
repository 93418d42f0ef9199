"""A section of the report as it would be printed, while it is being written."""

from datetime import datetime

from markupsafe import Markup

from eventreg.documents.exports.page import with_pictures
from eventreg.documents.gather.report import current_facts
from eventreg.documents.models import DocumentKind
from eventreg.documents.typesetting import Edition, fill
from eventreg.events.models import Event
from eventreg.language.local_text import LANGUAGES, LocalText


def section_preview(
    event: Event, *, name: str, text: LocalText, now: datetime
) -> list[tuple[str, Markup]]:
    """What was written, as HTML by language; a language in which nothing is written is left out."""
    return [
        (language, _previewed(event, name, text, language, now))
        for language in LANGUAGES
        if language in text
    ]


def _previewed(event: Event, name: str, text: LocalText, language: str, now: datetime) -> Markup:
    facts = current_facts(event, language=language, now=now, instead={name: text})
    section = next((each for each in facts.sections if each.key == name), None)
    if section is None:  # it is hidden
        return Markup()
    html = fill(
        "documents/report/section_preview.html",
        DocumentKind.REPORT,
        facts,
        Edition(version=0, made_at=now),
        section=section,
        anchors=False,
    )
    return Markup(with_pictures(html, facts))  # noqa: S704 - the template escapes what was written
