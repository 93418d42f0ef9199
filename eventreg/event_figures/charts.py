"""How the counts of an event are drawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask_babel import ngettext

from eventreg.documents.drawing import bars_of
from eventreg.documents.facts.report import Count, Series
from eventreg.events.models import Event
from eventreg.figures.bar_chart import BarChart
from eventreg.figures.cumulative_chart import CumulativeChart, cumulative_chart

MOST_BARS = 12


def over_time(
    event: Event, by_day: Mapping[date, int], *, today: date, language: str
) -> CumulativeChart | None:
    """How registration went, up to today or the event's last day."""
    number = sum(by_day.values())
    title = ngettext(
        "Chart: how %(num)s registration came, day by day; the table has the numbers.",
        "Chart: how %(num)s registrations came, day by day; the table has the numbers.",
        number,
    )
    return cumulative_chart(
        by_day,
        until=min(today, event.ends_on),
        title=title,
        language=language,
        limit=event.places,
    )


def first_bars(series: Series, *, language: str, narrow: bool) -> BarChart | None:
    """Bars for the first counts; many more are drawn as one, and stand by name in the table."""
    counts = series.counts
    if len(counts) > MOST_BARS + 1:
        others = counts[MOST_BARS:]
        name = ngettext("%(num)s other", "%(num)s others", len(others))
        rest = Count(name=name, number=sum(each.number for each in others))
        series = replace(series, counts=(*counts[:MOST_BARS], rest))
    return bars_of(series.title, series.counts, language=language, narrow=narrow)
