"""From where people came to the meetings of a series, on the map of today's municipalities."""

from flask_babel import gettext

from eventreg.figures.outlines import COUNTRY
from eventreg.figures.territory_map import TerritoryMap, places_of, territory_map
from eventreg.territories.service import MappedCounts


def series_map(counts: MappedCounts, *, language: str) -> TerritoryMap | None:
    """The map of the same numbers as in the table beside it; None where nobody came from one."""
    return territory_map(
        day=counts.day,
        country=COUNTRY,
        places=places_of(counts.counted, language),
        host_code=None,
        language=language,
        title=gettext("Map of Latvia: how many people came to the meetings from where."),
    )
