"""Printing the report over a series: made of what stands, kept nowhere."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext

from eventreg.documents.facts.series import SeriesFacts
from eventreg.documents.gather.series import series_facts
from eventreg.documents.issuing import press
from eventreg.documents.printing import pictures_of
from eventreg.documents.typesetting import Edition, fill, title_of
from eventreg.events.models import Series
from eventreg.identity import slug_from
from eventreg.language import locale


class SeriesPaper(NamedTuple):
    """The report as a file."""

    pdf: bytes
    file_name: str


def series_paper(series: Series, *, language: str, now: datetime) -> SeriesPaper | None:
    """The PDF; None where no meeting was held yet. Raises RenderingFailed, RenderingTooSlow."""
    facts = series_facts(series, language=language, now=now)
    if facts is None:
        return None
    return SeriesPaper(print_series(facts, now=now), _file_name(facts))


def print_series(facts: SeriesFacts, *, now: datetime) -> bytes:
    """The report on paper."""
    with locale.using(facts.language):
        name = gettext("Report over a series of meetings")
    html = fill("documents/series.html", name, facts, Edition(version=0, made_at=now))
    printed = press().render(
        html,
        language=facts.language,
        title=title_of(name, facts),
        pictures=pictures_of(facts),
    )
    return printed.pdf


def _file_name(facts: SeriesFacts) -> str:
    with locale.using(facts.language):
        kind = slug_from(gettext("Report over a series of meetings"))
    return f"{kind}-{slug_from(facts.heading.text) or facts.event.slug}.pdf"
