"""Which of today's municipalities have an expert in a network, and which have none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import ngettext

from eventreg.events.models import NetworkMember
from eventreg.figures.outlines import COUNTRY
from eventreg.figures.territory_map import TerritoryMap, places_of, territory_map
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText
from eventreg.territories.models import Territory
from eventreg.territories.service import successors_of, territories_on


@dataclass(frozen=True)
class Covered:
    """A municipality with its members, in the order in which they were given."""

    territory: Territory
    members: Sequence[NetworkMember]

    @property
    def has_coordinator(self) -> bool:
        return any(member.is_coordinator for member in self.members)


@dataclass(frozen=True)
class CoveredRegion:
    """The municipalities of a region; those of none stand together under no name."""

    name: LocalText
    units: Sequence[Covered]

    @property
    def covered(self) -> Sequence[Covered]:
        """Where somebody is."""
        return [unit for unit in self.units if unit.members]

    @property
    def missing(self) -> Sequence[Covered]:
        """Where nobody is."""
        return [unit for unit in self.units if not unit.members]


@dataclass(frozen=True)
class Coverage:
    """The municipalities of `day` by region.

    `divided` are municipalities that were split since (R4): it is not known to which part their
    members belong.
    """

    day: date
    regions: Sequence[CoveredRegion]
    divided: Sequence[Covered]

    @property
    def units(self) -> Sequence[Covered]:
        """All municipalities of the day."""
        return [unit for region in self.regions for unit in region.units]

    @property
    def covered(self) -> int:
        """How many municipalities have a member."""
        return sum(len(region.covered) for region in self.regions)

    @property
    def missing(self) -> int:
        """How many have none."""
        return sum(len(region.missing) for region in self.regions)

    @property
    def without_coordinator(self) -> int:
        """How many have members, but nobody who names people."""
        return sum(bool(unit.members) and not unit.has_coordinator for unit in self.units)


def coverage_of(members: Sequence[NetworkMember], *, day: date, language: str) -> Coverage:
    """The coverage of `day` by these members; three statements at most for one country.

    All municipalities of the countries count in which there is a member; without any, Latvia's.
    """
    territories = {member.territory_id: member.territory for member in members}
    today = successors_of(territories.values(), day=day, language=language)
    by_unit: dict[int, list[NetworkMember]] = {}
    divided: dict[int, list[NetworkMember]] = {}
    for member in members:
        found = today[member.territory_id]
        into, key = (by_unit, found[0].id) if len(found) == 1 else (divided, member.territory_id)
        into.setdefault(key, []).append(member)
    countries = {one.country for one in territories.values()} or {COUNTRY}
    units = [
        Covered(unit, by_unit.get(unit.id, ()))
        for country in sorted(countries)
        for unit in territories_on(day, country=country, language=language)
    ]
    rest = [Covered(territories[key], those) for key, those in divided.items()]
    return Coverage(day, _by_region(units, language), rest)


def coverage_map(coverage: Coverage, *, language: str) -> TerritoryMap | None:
    """The map of how many members are where; None where nobody is in Latvia."""
    covered = [unit for unit in coverage.units if unit.members]
    title = ngettext(
        "Map of Latvia: the network has members in %(num)d municipality of %(all)d; the list "
        "beside it names those without.",
        "Map of Latvia: the network has members in %(num)d municipalities of %(all)d; the list "
        "beside it names those without.",
        len(covered),
        all=len(coverage.units),
    )
    return territory_map(
        day=coverage.day,
        country=COUNTRY,
        places=places_of([(unit.territory, len(unit.members)) for unit in covered], language),
        host_code=None,
        language=language,
        title=title,
    )


def _by_region(units: Iterable[Covered], language: str) -> Sequence[CoveredRegion]:
    """By region in the language's order (R5), those of no region last."""
    found: dict[str, list[Covered]] = {}
    for unit in units:
        found.setdefault(unit.territory.region.in_("lv"), []).append(unit)
    regions = [CoveredRegion(those[0].territory.region, those) for those in found.values()]
    return sorted(
        regions,
        key=lambda region: (not region.name, sort_key(region.name.in_(language), language)),
    )
