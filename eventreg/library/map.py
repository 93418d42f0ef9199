"""Where practices are from, as a map of the municipalities of today (R4)."""

from flask_babel import gettext

from eventreg.figures.outlines import COUNTRY
from eventreg.figures.territory_map import TerritoryMap, places_of, territory_map
from eventreg.territories.service import MappedCounts


def library_map(counts: MappedCounts, *, language: str) -> TerritoryMap | None:
    """The map of the same numbers as in the table beside it; none where nothing was found."""
    return territory_map(
        day=counts.day,
        country=COUNTRY,
        places=places_of(counts.counted, language),
        host_code=None,
        language=language,
        title=gettext("Map of Latvia: how many good practices are from which municipality."),
    )
