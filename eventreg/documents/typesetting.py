"""From facts to HTML: the templates in `templates/documents`, in the document's language."""

import re
from dataclasses import dataclass, is_dataclass, replace
from datetime import datetime
from functools import cache, lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

import segno
from flask_babel import LazyString, gettext, lazy_gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eventreg.agenda.wording import ITEM_KINDS, SPEAKER_ROLES
from eventreg.documents.drawing import Picture, bars_of, chart_of, map_of
from eventreg.documents.facts.head import Facts, Text
from eventreg.documents.facts.participants import Group, ParticipantListFacts
from eventreg.documents.facts.report import Participation, ReportFacts, Written
from eventreg.documents.facts.series import SeriesFacts
from eventreg.documents.models import DocumentKind
from eventreg.documents.second_language import second, second_language
from eventreg.documents.wording import GROUPS, LEVELS, PROPOSAL_STATES
from eventreg.events.wording import DOCUMENTS
from eventreg.figures.bar_chart import BarChart, bar_chart
from eventreg.figures.territory_map import TerritoryMap
from eventreg.language import dates, locale
from eventreg.language.lists import joined
from eventreg.language.spacing import tied
from eventreg.paths import TEMPLATES
from eventreg.registration.wording import STATES
from eventreg.reports.names import Counted
from eventreg.reports.wording import SECTIONS
from eventreg.visits.wording import INSTITUTION_KINDS

INK = "#1c2127"
# A kind of paper, or the name of one that is made for a while and not kept, in its language.
Named = DocumentKind | str
_TAG = re.compile(r"(<[^>]*>)")
PAGE_OF = lazy_gettext("page %(page)s of %(pages)s")


@dataclass(frozen=True)
class Edition:
    """Which version of the document this is, and of what moment its data are (R16)."""

    version: int
    made_at: datetime


@dataclass(frozen=True)
class Manuscript:
    """HTML ready for the press, with what the PDF's own metadata say."""

    html: str
    title: str
    language: str


def typeset(kind: DocumentKind, facts: Facts, edition: Edition) -> Manuscript:
    """Fill the document's template; needs an application context for the words."""
    html = fill(f"documents/{kind.value}.html", kind, facts, edition)
    return Manuscript(html=html, title=title_of(kind, facts), language=facts.language)


def title_of(name: Named, facts: Facts) -> str:
    """The title in the document's own data."""
    with locale.using(facts.language):
        return f"{_name(name)}: {facts.heading.text}"


def page_of(language: str) -> str:
    """The words of a page's number, with %(page)s and %(pages)s still to be filled in."""
    with locale.using(language):
        return str(PAGE_OF)


def fill(template: str, name: Named, facts: Facts, edition: Edition, **more: object) -> str:
    """One of the document's templates, filled in.

    `bound` says that it is a part of a whole, `preview` is what a page of a browser needs beside.
    """
    with locale.using(facts.language):
        return with_tied_words(
            templates()
            .get_template(template)
            .render(
                facts=facts,
                edition=edition,
                name=_name(name),
                title=title_of(name, facts),
                language=facts.language,
                page_words=_page_words(),
                valid_at=_moment(edition.made_at, facts),
                qr=_qr(facts.event.url),
                code=_code,
                sample_code=_sample_code(),
                untranslated=partial(_untranslated, facts),
                place_map=_place_map(facts),
                group_chart=_group_chart(facts),
                drawn=drawn(facts) if isinstance(facts, ReportFacts) else {},
                evaluated=_evaluated(facts),
                **{
                    "bound": False,
                    "preview": None,
                    "sheet": "upright",
                    "anchors": True,
                    "second_name": second(_named(name)),
                    **more,
                },
            )
        )


def with_tied_words(html: str) -> str:
    """The HTML with spaces that do not break where words belong together; tags stay as they are."""
    parts = _TAG.split(html)
    parts[::2] = map(tied, parts[::2])
    return "".join(parts)


def _name(of: Named) -> str:
    return str(_named(of))


def _named(of: Named) -> LazyString | str:
    return DOCUMENTS[of] if isinstance(of, DocumentKind) else of


@cache
def templates() -> Environment:
    """The templates of the papers, with the house's words and ways to write dates."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(locale.FILTERS)
    environment.filters["paragraphs"] = _paragraphs
    environment.filters["sentence"] = _sentence
    environment.globals.update(
        current_language=locale.current,
        day_heading=dates.day_heading,
        date_range_in=dates.date_range,
        second=second,
        second_language=second_language,
        item_kinds=ITEM_KINDS,
        speaker_roles=SPEAKER_ROLES,
        institution_kinds=INSTITUTION_KINDS,
        groups=GROUPS,
        section_names=SECTIONS,
        states=STATES,
        levels=LEVELS,
        proposal_states=PROPOSAL_STATES,
        joined=joined,
    )
    return environment


def _sentence(text: Text) -> Text:
    """The text with a capital at its beginning, for headings."""
    return replace(text, text=text.text[:1].upper() + text.text[1:])


def _paragraphs(text: str) -> list[str]:
    """Blank lines part the paragraphs; a single line break is only where the writer typed on."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def _page_words() -> dict[str, str]:
    """The words around the page's number and the number of pages, cut from one sentence."""
    before, rest = str(PAGE_OF).replace("%(pages)s", "\0").split("%(page)s")
    between, after = rest.split("\0")
    return {"before": before, "between": between, "after": after}


def _moment(at: datetime, facts: Facts) -> str:
    return dates.short_moment(at, ZoneInfo(facts.event.time_zone), facts.language)


def _untranslated(facts: Facts) -> str:
    """The other language, when a text is shown in it for want of a translation; else empty."""

    def found(value: Any) -> str:
        if isinstance(value, Text):
            return value.language if value and value.language != facts.language else ""
        if isinstance(value, tuple):
            return next(filter(None, map(found, value)), "")
        if isinstance(value, Written):
            return value.language if value and value.language != facts.language else ""
        if is_dataclass(value):
            return next(filter(None, map(found, vars(value).values())), "")
        return ""

    if isinstance(facts, ParticipantListFacts):  # whose people are many and have no such texts
        return found(replace(facts, groups=(), places=()))
    return found(facts)


def _place_map(facts: Facts) -> TerritoryMap | None:
    """The map of where people came from; organisers look for people, not for a map."""
    if isinstance(facts, ReportFacts):
        shown: Participation | ParticipantListFacts = facts.participation
    elif isinstance(facts, ParticipantListFacts) and not facts.for_organisers:
        shown = facts
    elif isinstance(facts, SeriesFacts):
        return map_of(facts.map, facts.marks, facts.language)
    else:
        return None
    return map_of(shown.map, shown.places, facts.language)


def _group_chart(facts: Facts) -> BarChart | None:
    if not isinstance(facts, ReportFacts):
        return None
    counts = [(str(GROUPS[Group(group.key)]), group.people) for group in facts.participation.groups]
    title = gettext("Bar chart: participants by group, the same numbers as in the table.")
    return bar_chart(counts, title=title, language=facts.language)


def drawn(facts: ReportFacts) -> dict[str, Picture | None]:
    """The pictures of the series that are placed by name: bars, steps, or the map."""
    with locale.using(facts.language):
        return {
            series.name: _place_map(facts)
            if series.name == Counted.BY_MUNICIPALITY
            else chart_of(series, language=facts.language)
            for series in facts.series
        }


def _evaluated(facts: Facts) -> list[BarChart | None]:
    """The answers to each question of the evaluation as bars."""
    if not isinstance(facts, ReportFacts) or facts.evaluation is None:
        return []
    return [
        bars_of(each.question.text.rstrip("?."), each.counts, language=facts.language)
        for each in facts.evaluation.questions
    ]


def _qr(address: str) -> Any:
    """The QR code of the event's page."""
    title = gettext("QR code of the event's page: %(address)s", address=address)
    return _drawn_code(title, address)


def _code(words: str) -> Any:
    """A QR code whose words are its description, a line break and what it holds."""
    title, _, content = words.rpartition("\n")
    return _drawn_code(title or content, content)


@lru_cache(maxsize=64)
def _drawn_code(title: str, content: str) -> Any:
    """Inline SVG with a title, so that it is a figure with an alternative text."""
    code = segno.make(content, error="m", micro=False)
    svg = code.svg_inline(border=0, dark=INK, title=title, omitsize=True, svgclass="qr")
    return Markup(svg)  # noqa: S704, segno escapes the title


@cache
def _sample_code() -> Any:
    """What stands in the place of a QR code that is stamped."""
    return Markup(
        '<svg class="qr" data-slot="code" viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">'
        "<title>.</title></svg>"
    )
