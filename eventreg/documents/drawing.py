"""Counts as pictures: bars, steps, the map; of papers and of the organisers' figures alike."""

from collections.abc import Sequence
from functools import lru_cache

from flask_babel import gettext

from eventreg.documents.facts.participants import MapFrame, PlaceCount
from eventreg.documents.facts.report import Count, Series
from eventreg.figures.bar_chart import BarChart, bar_chart
from eventreg.figures.cumulative_chart import CumulativeChart, cumulative_chart
from eventreg.figures.territory_map import Place, TerritoryMap, territory_map

Picture = BarChart | CumulativeChart | TerritoryMap


def chart_of(
    series: Series, *, language: str, narrow: bool = False
) -> BarChart | CumulativeChart | None:
    """Steps for counts that have their day; for others bars."""
    steps = {each.day: each.number for each in series.counts if each.day is not None}
    if steps:
        return cumulative_chart(
            steps,
            until=max(steps),
            title=gettext("Chart: %(title)s.", title=series.title),
            language=language,
        )
    return bars_of(
        series.title, series.counts, language=language, against=series.against, narrow=narrow
    )


def bars_of(
    title: str,
    counts: Sequence[Count],
    *,
    language: str,
    against: bool = False,
    narrow: bool = False,
) -> BarChart | None:
    """Bars in the order given; `against` the first of the numbers beside them."""
    return bar_chart(
        [(each.name, each.number) for each in counts],
        title=gettext("Bar chart: %(title)s.", title=title),
        language=language,
        wholes=[each.more[0] for each in counts] if against else (),
        narrow=narrow,
    )


@lru_cache(maxsize=16)
def map_of(frame: MapFrame, counts: tuple[PlaceCount, ...], language: str) -> TerritoryMap | None:
    """The map, drawn once for all parts of a document and for documents with the same people."""
    places = [
        Place(
            code=place.code,
            name=place.name,
            people=place.people,
            longitude=place.longitude,
            latitude=place.latitude,
        )
        for place in counts
    ]
    return territory_map(
        day=frame.day,
        country=frame.country,
        places=places,
        host_code=frame.host_code,
        language=language,
    )
