"""Printing the agenda in another form, as it is now; it is no version then and kept nowhere."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from eventreg.documents.compiling import file_name
from eventreg.documents.facts.agenda import AgendaFacts
from eventreg.documents.facts.bilingual import paired
from eventreg.documents.gather.agenda import agenda_facts
from eventreg.documents.issuing import press
from eventreg.documents.models import DocumentKind
from eventreg.documents.printing import pictures_of
from eventreg.documents.second_language import beside, the_other
from eventreg.documents.typesetting import Edition, fill, title_of
from eventreg.events.models import Event

KIND = DocumentKind.AGENDA


class AgendaForm(StrEnum):
    """How the agenda stands on paper."""

    BILINGUAL = "bilingual"
    LANDSCAPE = "landscape"
    A5 = "a5"


SHEETS = {AgendaForm.BILINGUAL: "upright", AgendaForm.LANDSCAPE: "lying", AgendaForm.A5: "small"}


class AgendaFile(NamedTuple):
    """An agenda as a file."""

    pdf: bytes
    pages: int
    file_name: str


def agenda_in_form(event: Event, *, form: AgendaForm, language: str, now: datetime) -> AgendaFile:
    """The agenda as it is now; a bilingual one leads in `language`. Raises RenderingFailed."""
    facts, other = _facts(event, form, language, now)
    with beside(other):
        html = fill(
            "documents/agenda.html",
            KIND,
            facts,
            Edition(version=0, made_at=now),
            sheet=SHEETS[form],
        )
    printed = press().render(
        html, language=language, title=title_of(KIND, facts), pictures=pictures_of(facts)
    )
    stem = file_name(event.slug, KIND, language, None).removesuffix(".pdf")
    return AgendaFile(printed.pdf, printed.pages, f"{stem}-{form}.pdf")


def _facts(event: Event, form: AgendaForm, language: str, now: datetime) -> tuple[AgendaFacts, str]:
    facts = agenda_facts(event, language=language, now=now)
    if form is not AgendaForm.BILINGUAL:
        return facts, ""
    other = the_other(language)
    return paired(facts, agenda_facts(event, language=other, now=now)), other
