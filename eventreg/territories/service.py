"""Asking for territories: those of a day, and what became of them since (R1–R5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from eventreg.database import db
from eventreg.language.lists import joined
from eventreg.language.search import folded
from eventreg.territories.models import Succession, Territory

_SORT_KEYS: dict[str, InstrumentedAttribute[str]] = {
    "lv": Territory.sort_lv,
    "en": Territory.sort_en,
}
_WITH_TODAY = {"lv": "{name} (tagad {today})", "en": "{name} (now {today})"}


def territories_on(day: date, *, country: str = "LV", language: str = "lv") -> Sequence[Territory]:
    """The territories of a country as they stood on `day`, in the language's order (R1, R5)."""
    return db.session.scalars(
        select(Territory)
        .where(
            Territory.country == country,
            Territory.valid_from <= day,
            Territory.valid_to.is_(None) | (Territory.valid_to >= day),
        )
        .order_by(_SORT_KEYS.get(language, Territory.sort_en), Territory.id)
    ).all()


def countries_on(day: date) -> Sequence[str]:
    """The two-letter codes of the countries with territories on `day`; Latvia first."""
    found = db.session.scalars(
        select(Territory.country)
        .where(
            Territory.valid_from <= day,
            Territory.valid_to.is_(None) | (Territory.valid_to >= day),
        )
        .distinct()
    )
    return sorted(found, key=lambda country: (country != "LV", country))


def territory(territory_id: int) -> Territory | None:
    """The territory with that number."""
    return db.session.get(Territory, territory_id)


def territory_by_code(code: str, *, country: str = "LV") -> Territory | None:
    """The territory with the country's own code (ATVK in Latvia), of whichever time."""
    return db.session.scalars(
        select(Territory).where(Territory.country == country, Territory.code == code)
    ).one_or_none()


def territory_named(text: str, *, day: date, country: str = "LV") -> Territory | None:
    """The territory of `day` that is so called; None when none is, or more than one.

    Understands the code, the ISO code, the name in each language and its Latvian genitive, without
    regard to case and diacritics. "Jēkabpils" is the city, never the municipality (R2).
    """
    wanted = folded(text)
    found = [
        one
        for one in territories_on(day, country=country)
        if wanted in {folded(name) for name in _names(one) if name}
    ]
    exact = [one for one in found if wanted in {folded(name) for name in one.name.values()}]
    candidates = exact or found
    return candidates[0] if len(candidates) == 1 else None


def successors(territory: Territory, *, day: date, language: str = "lv") -> Sequence[Territory]:
    """What the territory was on a later `day`: itself, its one successor, or several when split."""
    return _succeeded([territory], day=day, language=language)[territory.id]


def successors_of(
    territories: Iterable[Territory], *, day: date, language: str = "lv"
) -> Mapping[int, Sequence[Territory]]:
    """`successors` of many, by number, in a fixed number of queries."""
    return _succeeded(list(territories), day=day, language=language)


def choice_needed(territory: Territory, *, day: date, language: str = "lv") -> Sequence[Territory]:
    """The territories to choose from where a reform split the old one; empty where it did not."""
    found = successors(territory, day=day, language=language)
    return found if len(found) > 1 else ()


def name_with_today(territory: Territory, *, day: date, language: str) -> str:
    """The name with what it is called on `day`: "Kandavas novads (tagad Tukuma novads)"."""
    return names_with_today([territory], day=day, language=language)[territory.id]


def names_with_today(
    territories: Iterable[Territory], *, day: date, language: str
) -> Mapping[int, str]:
    """`name_with_today` of many, by number, in a fixed number of queries.

    A territory that goes on under its own name is called by it alone.
    """
    asked = list(territories)
    succeeded = _succeeded(asked, day=day, language=language)
    return {one.id: _with_today(one, succeeded[one.id], language) for one in asked}


@dataclass(frozen=True)
class MappedCounts:
    """Counts by the territories of one day (R4).

    `counted` is in the order of the language. `undecided` holds the old territories that were split
    and for which nobody chose, with their counts: a table must show them apart.
    """

    day: date
    counted: tuple[tuple[Territory, int], ...]
    undecided: tuple[tuple[Territory, int], ...]

    @property
    def is_whole(self) -> bool:
        return not self.undecided


def map_to(
    day: date,
    counts: Mapping[int, int],
    *,
    chosen: Mapping[int, int] | None = None,
    language: str = "lv",
) -> MappedCounts:
    """Count by the territories of `day` what was counted by those of other times (R4).

    `counts` is by territory number; `chosen` says, for a territory that was split, the number of
    the successor to count it under.
    """
    query = select(Territory).where(Territory.id.in_(counts)).order_by(Territory.id)
    asked = db.session.scalars(query).all()
    succeeded = _succeeded(asked, day=day, language=language)
    sums: dict[Territory, int] = {}
    undecided: dict[Territory, int] = {}
    for old in asked:
        options = succeeded[old.id]
        choice = (chosen or {}).get(old.id)
        found = options if len(options) == 1 else [one for one in options if one.id == choice]
        into, key = (sums, found[0]) if found else (undecided, old)
        into[key] = into.get(key, 0) + counts[old.id]
    return MappedCounts(day, _ordered(sums, language), _ordered(undecided, language))


def in_order(territories: Iterable[Territory], *, language: str) -> list[Territory]:
    """The territories in the order of the language (R5)."""
    return sorted(territories, key=lambda one: _place(one, language))


def _names(territory: Territory) -> set[str]:
    return {
        *(territory.code, territory.iso or "", territory.genitive_lv),
        *territory.name.values(),
        *territory.official_name.values(),
    }


def _place(territory: Territory, language: str) -> tuple[str, int]:
    return (territory.sort_lv if language == "lv" else territory.sort_en, territory.id)


def _ordered(sums: Mapping[Territory, int], language: str) -> tuple[tuple[Territory, int], ...]:
    return tuple((one, sums[one]) for one in in_order(sums, language=language))


def _with_today(old: Territory, today: Sequence[Territory], language: str) -> str:
    name = old.name.in_(language)
    names = [one.name.in_(language) for one in today]
    if not names or names == [name]:
        return name
    pattern = _WITH_TODAY.get(language, _WITH_TODAY["en"])
    return pattern.format(name=name, today=joined(names, language))


def _succeeded(
    territories: Sequence[Territory], *, day: date, language: str
) -> Mapping[int, Sequence[Territory]]:
    """For each territory those that stand for it on `day`; itself when the day is not later."""
    ended = {one.country for one in territories if one.valid_to is not None and one.valid_to < day}
    steps: dict[int, list[Territory]] = {}
    if ended:
        for step in _steps_until(day, ended):
            steps.setdefault(step.old_id, []).append(step.new)
    return {one.id: in_order(_followed(one, steps), language=language) for one in territories}


def _steps_until(day: date, countries: set[str]) -> Sequence[Succession]:
    return db.session.scalars(
        select(Succession)
        .join(Succession.old)
        .where(Territory.country.in_(countries), Succession.effective_on <= day)
        .options(joinedload(Succession.new))
        .order_by(Succession.id)
    ).all()


def _followed(territory: Territory, steps: Mapping[int, list[Territory]]) -> set[Territory]:
    """The ends of all ways from the territory along the successions."""
    onward = steps.get(territory.id)
    if not onward:
        return {territory}
    return {end for new in onward for end in _followed(new, steps)}
