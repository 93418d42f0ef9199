"""The file form of territories: a CSV table with a header line, for any country.

A file of territories has the columns `code`, `name_lv` and `valid_from` at least; a file of
successions has `old_code`, `new_code`, `relation` and `effective`. The column names that
statistical offices use (`atvk`, `lau_id`, `lau_name`, `iso_3166_2`, …) are understood too; other
columns are passed over. Reading finds every fault, it does not stop at the first.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from flask_babel import lazy_gettext

from eventreg.territories.errors import Fault
from eventreg.territories.models import Relation, TerritoryKind

_UNIT_COLUMNS = {
    "country": ("country",),
    "code": ("code", "atvk", "lau_id"),
    "iso": ("iso", "iso_3166_2"),
    "kind": ("kind", "type"),
    "name_lv": ("name_lv", "name", "lau_name"),
    "name_en": ("name_en",),
    "official_lv": ("official_lv", "name_official_long"),
    "genitive_lv": ("genitive_lv", "name_genitive"),
    "locative_lv": ("locative_lv", "name_locative"),
    "region": ("region", "planning_region_2009_2021", "planning_region_2021"),
    "centre": ("centre", "admin_centre"),
    "nuts3_2021": ("nuts3_2021", "nuts_3"),
    "nuts3_2024": ("nuts3_2024",),
    "population": ("population", "population_2020", "population_2020_sum_of_predecessors"),
    "area_km2": ("area_km2", "area_km2_sum"),
    "longitude": ("longitude", "label_lon"),
    "latitude": ("latitude", "label_lat"),
    "valid_from": ("valid_from",),
    "valid_to": ("valid_to",),
    "year": ("year",),
}
_SUCCESSION_COLUMNS = {
    "country": ("country",),
    "old_iso": ("old_iso",),
    "old_code": ("old_code", "old_atvk"),
    "new_code": ("new_code", "new_atvk"),
    "relation": ("relation",),
    "effective": ("effective",),
    "share": ("share", "share_of_old_area"),
    "note": ("note",),
}
_KINDS = {
    "republikas pilsēta": TerritoryKind.REPUBLICAN_CITY,
    "valstspilsēta": TerritoryKind.STATE_CITY,
    "novads": TerritoryKind.MUNICIPALITY,
    **{kind.value: kind for kind in TerritoryKind},
}
_CITY_ENDINGS = (" linn", " miesto savivaldybė")
_RELATIONS = {
    "continues_enlarged_or_unchanged": Relation.CONTINUES,
    "merged_whole": Relation.MERGED,
    **{relation.value: relation for relation in Relation},
}
_LONGEST = 120

Row = Mapping[str, str]
T = TypeVar("T")
N = TypeVar("N", int, float)


@dataclass(frozen=True)
class Unit:
    """One line of a file of territories."""

    line: int
    country: str
    code: str
    iso: str | None
    kind: TerritoryKind
    name_lv: str
    name_en: str
    official_lv: str
    genitive_lv: str
    locative_lv: str
    region: str
    centre: str
    nuts3_2021: str | None
    nuts3_2024: str | None
    population: int | None
    area_km2: float | None
    longitude: float | None
    latitude: float | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Step:
    """One line of a file of successions."""

    line: int
    country: str
    old_code: str
    new_code: str
    relation: Relation
    effective_on: date
    share: float | None
    note: str


@dataclass
class Contents:
    """What a file holds, and what is wrong with it."""

    units: list[Unit] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __add__(self, other: "Contents") -> "Contents":
        return Contents(
            self.units + other.units, self.steps + other.steps, self.faults + other.faults
        )


class _Cells:
    """The cells of one line, read as what they should be; each fault is noted."""

    def __init__(self, line: int, row: Row, faults: list[Fault]):
        self.line = line
        self._row = row
        self._faults = faults

    def fault(self, column: str, reason: Any) -> None:
        self._faults.append(Fault(self.line, column, reason))

    def text(self, column: str, *, required: bool = False, longest: int = _LONGEST) -> str:
        value = self._row.get(column, "")
        if required and not value:
            self.fault(column, lazy_gettext("This must not be empty."))
        if len(value) > longest:
            self.fault(column, lazy_gettext("At most %(longest)s characters.", longest=longest))
        return value

    def day(self, column: str) -> date | None:
        reason = lazy_gettext("A date must be written as 2021-07-01.")
        return self._read(column, date.fromisoformat, reason)

    def whole(self, column: str) -> int | None:
        return self._read(
            column, _not_negative(int), lazy_gettext("This must be a whole number, not negative.")
        )

    def measure(self, column: str) -> float | None:
        return self._read(
            column, _not_negative(float), lazy_gettext("This must be a number, not negative.")
        )

    def degrees(self, column: str, limit: int) -> float | None:
        reason = lazy_gettext("Degrees must lie between −%(limit)s and %(limit)s.", limit=limit)
        return self._read(column, lambda text: _within(float(text), limit), reason)

    def chosen(self, column: str, known: Mapping[str, T]) -> T | None:
        reason = lazy_gettext("This must be one of: %(known)s.", known=", ".join(known))
        return self._read(column, known.__getitem__, reason)

    def _read(self, column: str, read: Callable[[str], T], reason: Any) -> T | None:
        text = self._row.get(column, "")
        if not text:
            return None
        try:
            return read(text)
        except (ValueError, KeyError):
            self.fault(column, reason)
            return None


def read(text: str) -> Contents:
    """Read a file of either form; `faults` names each wrong cell by line and column."""
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff")), dialect=_dialect(text))
    header = [name.strip().casefold() for name in next(table, [])]
    contents = Contents()
    is_succession = _named(header, _SUCCESSION_COLUMNS).keys() >= {"old_code", "new_code"}
    columns = _named(header, _SUCCESSION_COLUMNS if is_succession else _UNIT_COLUMNS)
    needed = ("relation", "effective") if is_succession else ("code", "name_lv")
    for name in needed:
        if name not in columns:
            contents.faults.append(Fault(1, name, lazy_gettext("This column is missing.")))
    if contents.faults:
        return contents
    for line, row in _rows(table, columns):
        cells = _Cells(line, row, contents.faults)
        if is_succession:
            _keep(contents.steps, _step(cells))
        else:
            _keep(contents.units, _unit(cells))
    _find_repetitions(contents)
    return contents


def _dialect(text: str) -> type[csv.Dialect]:
    class Table(csv.excel):
        delimiter = ";" if text.partition("\n")[0].count(";") else ","

    return Table


def _named(header: list[str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Where in the header each of our columns stands, under whichever of its names."""
    return {
        name: next(header.index(alias) for alias in aliases if alias in header)
        for name, aliases in columns.items()
        if any(alias in header for alias in aliases)
    }


def _rows(table: Iterator[list[str]], columns: Mapping[str, int]) -> Iterator[tuple[int, Row]]:
    for line, cells in enumerate(table, start=2):
        if any(cell.strip() for cell in cells):
            yield (
                line,
                {
                    name: cells[place].strip() if place < len(cells) else ""
                    for name, place in columns.items()
                },
            )


def _keep(kept: list[T], one: T | None) -> None:
    if one is not None:
        kept.append(one)


def _unit(cells: _Cells) -> Unit | None:
    iso = cells.text("iso", longest=10) or None
    name = cells.text("name_lv", required=True)
    valid_from, valid_to = _period(cells)
    population, area = cells.whole("population"), cells.measure("area_km2")
    longitude, latitude = cells.degrees("longitude", 180), cells.degrees("latitude", 90)
    code, country = cells.text("code", required=True, longest=20), _country(cells, iso)
    kind = cells.chosen("kind", _KINDS) or _kind_by_name(name)
    if not (code and name and country and valid_from):
        return None
    return Unit(
        line=cells.line,
        country=country,
        code=code,
        iso=iso,
        kind=kind,
        name_lv=name,
        name_en=cells.text("name_en") or name,
        official_lv=cells.text("official_lv") or name,
        genitive_lv=cells.text("genitive_lv"),
        locative_lv=cells.text("locative_lv"),
        region=cells.text("region"),
        centre=cells.text("centre"),
        nuts3_2021=cells.text("nuts3_2021", longest=8) or None,
        nuts3_2024=cells.text("nuts3_2024", longest=8) or None,
        population=population,
        area_km2=area,
        longitude=longitude,
        latitude=latitude,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _step(cells: _Cells) -> Step | None:
    old, new = cells.text("old_code", required=True), cells.text("new_code", required=True)
    cells.text("relation", required=True)
    cells.text("effective", required=True)
    relation = cells.chosen("relation", _RELATIONS)
    effective, share = cells.day("effective"), cells.measure("share")
    note = cells.text("note", longest=300)
    country = _country(cells, cells.text("old_iso") or None)
    if share is not None and share > 1:
        cells.fault("share", lazy_gettext("A share lies between 0 and 1."))
    if not (old and new and relation and effective and country):
        return None
    return Step(cells.line, country, old, new, relation, effective, share, note)


def _country(cells: _Cells, iso: str | None) -> str:
    """The country of its own column, else the first letters of the ISO code."""
    country = cells.text("country") or (iso or "").partition("-")[0]
    if len(country) != 2 or not country.isascii() or not country.isupper():
        cells.fault(
            "country", lazy_gettext("A country is written as two capital letters, such as LV.")
        )
        return ""
    return country


def _period(cells: _Cells) -> tuple[date | None, date | None]:
    """From and to; a statistical year vouches for the territory from its first day on."""
    start, end = cells.day("valid_from"), cells.day("valid_to")
    year = cells.whole("year")
    if start is None and year is not None and 1800 <= year <= 2200:
        start = date(year, 1, 1)
    if start is None and not cells.text("valid_from"):
        cells.fault("valid_from", lazy_gettext("This must not be empty."))
    if start is not None and end is not None and end < start:
        cells.fault("valid_to", lazy_gettext("The last day stands before the first."))
        return None, None
    return start, end


def _kind_by_name(name: str) -> TerritoryKind:
    return TerritoryKind.CITY if name.endswith(_CITY_ENDINGS) else TerritoryKind.MUNICIPALITY


def _find_repetitions(contents: Contents) -> None:
    seen: set[tuple[str, ...]] = set()
    keyed: list[tuple[int, str, tuple[str, ...]]] = [
        (one.line, "code", (one.country, one.code)) for one in contents.units
    ]
    keyed += [
        (one.line, "new_code", (one.country, one.old_code, one.new_code)) for one in contents.steps
    ]
    for line, column, key in keyed:
        if key in seen:
            reason = lazy_gettext("%(key)s stands in the file twice.", key=" ".join(key))
            contents.faults.append(Fault(line, column, reason))
        seen.add(key)


def _not_negative(read: Callable[[str], N]) -> Callable[[str], N]:
    def checked(text: str) -> N:
        number = read(text)
        if not 0 <= number < 10**12:
            raise ValueError(text)
        return number

    return checked


def _within(degrees: float, limit: int) -> float:
    if not -limit <= degrees <= limit:
        raise ValueError(degrees)
    return degrees
