"""The outlines of Latvia's municipalities on any day, ready to be drawn.

The 119 units of 2009 are the base. Those of later days are dissolved from them by the successions,
so that a border that stayed is the same line on every map. Lines are simplified once for both
neighbours and set on a grid of whole units, so that no gap opens between them.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from eventreg.paths import DATA
from eventreg.territories.models import Relation
from eventreg.territories.territory_file import Step, read

COUNTRY = "LV"
WIDTH = 1000  # of the map, in its own units; about 0.45 km each
_MARGIN = 6
_TOLERANCE = 0.9  # how far a simplified line may lie from the true one, in units of the map
_MERIDIAN = math.radians(24.5)

Point = tuple[float, float]
Line = tuple[Point, ...]
Edge = frozenset[Point]


@dataclass(frozen=True)
class Outlines:
    """Path data by the code of the territory, and the frame that holds them all."""

    width: int
    height: int
    paths: Mapping[str, str]
    points: int
    _left: float
    _top: float
    _scale: float

    def place(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Where a point on the ground lies on the map."""
        return _on_grid(_projected((longitude, latitude)), self._left, self._top, self._scale)


@lru_cache(maxsize=64)
def outlines_on(day: date) -> Outlines:
    """The outlines as they were on `day`, made on first use and kept."""
    codes = _codes_on(day)
    return _outlines(tuple(sorted(codes.items())))


@cache
def _outlines(codes: tuple[tuple[str, str], ...]) -> Outlines:
    edges = _edges_by_territory(dict(codes))
    corners = [point for edge in edges for point in edge]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    scale = (WIDTH - 2 * _MARGIN) / (right - left)
    arcs: dict[str, list[Line]] = defaultdict(list)
    for arc in _arcs(edges):
        simple = _simplified(arc, _TOLERANCE / scale)
        for owner in edges[Edge(arc[:2])]:
            arcs[owner].append(simple)
    frame = (left, top, scale)
    rings = {
        code: [line for ring in _rings(own) if len(line := _gridded(ring, *frame)) > 2]
        for code, own in arcs.items()
    }
    return Outlines(
        WIDTH,
        math.ceil((bottom - top) * scale) + 2 * _MARGIN,
        {code: "".join(_path(ring) for ring in own) for code, own in sorted(rings.items())},
        sum(len(ring) for own in rings.values() for ring in own),
        *frame,
    )


def _codes_on(day: date) -> dict[str, str]:
    """For each unit of 2009 the code of the unit that holds its ground on `day`.

    Of a split unit the schematic shapes know no parts: it goes whole where most of it went.
    """
    text = (DATA / "territories" / "lv_succession.csv").read_text(encoding="utf-8")
    onward: dict[str, Step] = {}
    for step in read(text).steps:
        rival = onward.get(step.old_code)
        if step.effective_on <= day and (rival is None or _share(step) > _share(rival)):
            onward[step.old_code] = step
    return {code: _followed(code, onward) for code in _base()}


def _share(step: Step) -> float:
    return (step.share or 0) if step.relation is Relation.PART else 1


def _followed(code: str, onward: Mapping[str, Step]) -> str:
    while code in onward:
        code = onward[code].new_code
    return code


@cache
def _base() -> Mapping[str, Sequence[Line]]:
    """The rings of each of the 119 units, on the plane, each closed by its first point."""
    with (DATA / "maps" / "lv_2009_2021_119.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    rings = {}
    for feature in features:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        rings[feature["properties"]["atvk"]] = [
            tuple(_projected((lon, lat)) for lon, lat in ring)
            for polygon in polygons
            for ring in polygon
        ]
    return rings


def _projected(place: Point) -> Point:
    """Transverse Mercator on a sphere of radius 1, y downwards."""
    longitude, latitude = math.radians(place[0]) - _MERIDIAN, math.radians(place[1])
    x = math.atanh(math.cos(latitude) * math.sin(longitude))
    y = math.atan2(math.tan(latitude), math.cos(longitude))
    return x, -y


def _edges_by_territory(codes: Mapping[str, str]) -> dict[Edge, frozenset[str]]:
    """Each edge with the one or two territories it bounds; inner edges fall away."""
    owners: dict[Edge, list[str]] = defaultdict(list)
    for code, rings in _base().items():
        for ring in rings:
            for ends in pairwise(ring):
                owners[Edge(ends)].append(codes[code])
    return {
        edge: frozenset(two) for edge, two in owners.items() if len(two) == 1 or len(set(two)) == 2
    }


def _arcs(edges: Mapping[Edge, frozenset[str]]) -> Iterator[Line]:
    """The lines between two places where three territories (or two and the outside) meet."""
    ways: dict[Point, list[Point]] = defaultdict(list)
    for one, other in map(sorted, edges):
        ways[one].append(other)
        ways[other].append(one)
    left = set(edges)
    meetings = sorted(point for point, ends in ways.items() if len(ends) != 2)
    for start in [*meetings, *sorted(ways)]:  # the second time for rings that meet nothing
        for onward in sorted(ways[start]):
            if Edge((start, onward)) in left:
                yield _walked(start, onward, ways, left)


def _walked(
    start: Point, onward: Point, ways: Mapping[Point, list[Point]], left: set[Edge]
) -> Line:
    line = [start, onward]
    left.remove(Edge((start, onward)))
    while line[-1] != start and len(ways[line[-1]]) == 2:
        ends = ways[line[-1]]
        following = ends[0] if ends[1] == line[-2] else ends[1]
        left.remove(Edge((line[-1], following)))
        line.append(following)
    return tuple(line)


def _simplified(line: Line, tolerance: float) -> Line:
    """Douglas and Peucker's way, without recursion; a closed line keeps at least a triangle."""
    kept = {0, len(line) - 1}
    open_spans = [(0, len(line) - 1)]
    if line[0] == line[-1]:
        middle = max(range(len(line)), key=lambda i: math.dist(line[0], line[i]))
        third = max(range(middle), key=lambda i: _distance(line[i], line[0], line[middle]))
        kept |= {middle, third}
        open_spans = [(0, third), (third, middle), (middle, len(line) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        distances = [_distance(line[i], line[first], line[last]) for i in range(first + 1, last)]
        farthest = max(range(len(distances)), key=distances.__getitem__)
        if distances[farthest] > tolerance:
            middle = first + 1 + farthest
            kept.add(middle)
            open_spans += [(first, middle), (middle, last)]
    return tuple(line[i] for i in sorted(kept))


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the stretch between two others."""
    length = math.dist(start, end)
    if length == 0:
        return math.dist(point, start)
    along = (
        (point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])
    ) / length**2
    along = min(1.0, max(0.0, along))
    foot = (start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1]))
    return math.dist(point, foot)


def _rings(arcs: Iterable[Line]) -> Iterator[Line]:
    """The arcs of one territory joined end to end into closed lines."""
    left = list(arcs)
    while left:
        ring = list(left.pop())
        while ring[0] != ring[-1]:
            position, arc = next(
                (i, arc) for i, arc in enumerate(left) if ring[-1] in {arc[0], arc[-1]}
            )
            del left[position]
            ring += arc[1:] if arc[0] == ring[-1] else arc[-2::-1]
        yield tuple(ring)


def _on_grid(point: Point, left: float, top: float, scale: float) -> tuple[int, int]:
    return round((point[0] - left) * scale) + _MARGIN, round((point[1] - top) * scale) + _MARGIN


def _gridded(ring: Line, left: float, top: float, scale: float) -> list[tuple[int, int]]:
    """The ring on the grid, without its closing point and without standing still."""
    places = [_on_grid(point, left, top, scale) for point in ring[:-1]]
    return [place for i, place in enumerate(places) if place != places[i - 1]]


def _path(ring: Sequence[tuple[int, int]]) -> str:
    """Path data with relative steps, which are short."""
    steps = "".join(
        f"{'' if dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}"
        for (dx, dy) in (
            (x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(ring)
        )
    )
    return f"M{ring[0][0]} {ring[0][1]}l{steps.strip()}z"
