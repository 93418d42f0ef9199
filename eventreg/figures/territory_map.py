"""A map of the territories of a day, shaded by how many people come from each (R1, R3).

Shade is never the only sign: each territory somebody comes from also bears its number, and the
host is outlined and named in the title. The caller prints a table of the same numbers beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from flask_babel import gettext, ngettext

from eventreg.figures import outlines
from eventreg.language.lists import joined
from eventreg.territories.models import Territory

# The lower end of each shade; the last one has no upper end.
STEPS = (1, 2, 3, 5, 10)
FILLS = ("#efe9e2", "#ecd0d2", "#d8a0a6", "#b8636e", "#8f2f3d", "#5c131e")
NAMED_IN_TITLE = 5
# Marks of neighbours (a city within its municipality) are moved this far apart, in so many rounds.
APART = 36
_ROUNDS = 60


@dataclass(frozen=True)
class Place:
    """A territory that people come from: where its number stands, in degrees, None if unknown."""

    code: str
    name: str
    people: int
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True)
class Area:
    """A territory's outline; `shade` counts from 0 (nobody) to the last of `FILLS`."""

    path: str
    shade: int
    fill: str
    is_host: bool


@dataclass(frozen=True)
class Mark:
    """A number on the map, in its own units."""

    x: int
    y: int
    people: int


@dataclass(frozen=True)
class Shade:
    """A line of the legend."""

    shade: int
    fill: str
    text: str


@dataclass(frozen=True)
class TerritoryMap:
    """All that the macro `territory_map` prints; `title` says in words what the picture shows."""

    title: str
    width: int
    height: int
    areas: tuple[Area, ...]
    marks: tuple[Mark, ...]
    legend: tuple[Shade, ...]


def places_of(counted: Iterable[tuple[Territory, int]], language: str) -> Sequence[Place]:
    """Counted territories as places of a map, in the order given."""
    return [
        Place(
            code=unit.code,
            name=unit.name.in_(language),
            people=number,
            longitude=unit.longitude,
            latitude=unit.latitude,
        )
        for unit, number in counted
    ]


def territory_map(
    *,
    day: date,
    country: str,
    places: Sequence[Place],
    host_code: str | None,
    language: str,
    title: str = "",
) -> TerritoryMap | None:
    """The map of `day`; None when nobody comes from a territory or the country has no outlines.

    `places` are in the order of the table beside the map; those of another country or day have no
    outline and are left to the table. `host_code` is outlined. `title` says what is counted, where
    that is not people.
    """
    if country != outlines.COUNTRY:
        return None
    drawn = outlines.outlines_on(day)
    places = [place for place in places if place.code in drawn.paths]
    if not places:
        return None
    people = {place.code: place.people for place in places}
    areas = [
        _area(code, path, people, host_code)
        for code, path in sorted(drawn.paths.items(), key=lambda each: each[0] == host_code)
    ]
    return TerritoryMap(
        title=title or _title(places, language),
        width=drawn.width,
        height=drawn.height,
        areas=tuple(areas),
        marks=tuple(_marks(drawn, places)),
        legend=_legend(people),
    )


def _area(code: str, path: str, people: Mapping[str, int], host_code: str | None) -> Area:
    shade = _shade_of(people.get(code, 0))
    return Area(path, shade, FILLS[shade], code == host_code)


def _shade_of(people: int) -> int:
    return sum(people >= step for step in STEPS)


def _marks(drawn: outlines.Outlines, places: Sequence[Place]) -> list[Mark]:
    placed = [
        (drawn.place(place.longitude, place.latitude), place.people)
        for place in places
        if place.longitude is not None and place.latitude is not None
    ]
    points = _apart([complex(*point) for point, _people in placed])
    return [
        Mark(_within(point.real, drawn.width), _within(point.imag, drawn.height), people)
        for point, (_place, people) in zip(points, placed, strict=True)
    ]


def _apart(points: list[complex]) -> list[complex]:
    """The points, those that stand too close moved away from each other by equal steps."""
    for _round in range(_ROUNDS):
        at_rest = True
        for i, j in combinations(range(len(points)), 2):
            between = points[j] - points[i]
            missing = APART - abs(between)
            if missing > 0.5:
                step = (between / abs(between) if between else 1) * missing / 2
                points[i], points[j] = points[i] - step, points[j] + step
                at_rest = False
        if at_rest:
            break
    return points


def _within(place: float, size: int) -> int:
    return round(min(max(place, APART / 2), size - APART / 2))


def _legend(people: Mapping[str, int]) -> tuple[Shade, ...]:
    """Only the shades that stand on the map."""
    used = sorted({_shade_of(count) for count in people.values() if count})
    return tuple(Shade(shade, FILLS[shade], _range_of(shade)) for shade in used)


def _range_of(shade: int) -> str:
    lower = STEPS[shade - 1]
    if shade == len(STEPS):
        return str(gettext("%(number)s or more", number=lower))
    upper = STEPS[shade] - 1
    return str(lower) if lower == upper else f"{lower}–{upper}"


def _title(places: Sequence[Place], language: str) -> str:
    count = len(places)
    if count <= NAMED_IN_TITLE:
        names = joined([place.name for place in places], language)
        return str(gettext("Map of Latvia: participants come from %(names)s.", names=names))
    sentence = ngettext(
        "Map of Latvia: participants come from %(num)d municipality; the table names it.",
        "Map of Latvia: participants come from %(num)d municipalities; the table names them.",
        count,
    )
    return str(sentence)
