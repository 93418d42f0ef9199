"""Bringing files of territories into the database: whole, or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask_babel import lazy_gettext
from sqlalchemy import select

from eventreg.database import db
from eventreg.history.service import COMMAND, Actor, record
from eventreg.language.local_text import LocalText
from eventreg.paths import DATA
from eventreg.territories.errors import Fault, TerritoryFileFaulty
from eventreg.territories.models import Relation, Succession, Territory
from eventreg.territories.territory_file import Contents, Step, Unit, read

LATVIA = (
    "lv_territories_2009_2021.csv",
    "lv_territories_2021.csv",
    "lv_succession.csv",
)
_REGIONS_EN = {
    "Kurzemes plānošanas reģions": "Kurzeme Planning Region",
    "Latgales plānošanas reģions": "Latgale Planning Region",
    "Rīgas plānošanas reģions": "Riga Planning Region",
    "Vidzemes plānošanas reģions": "Vidzeme Planning Region",
    "Zemgales plānošanas reģions": "Zemgale Planning Region",
}
_SAME_FIELDS = (
    *("iso", "kind", "genitive_lv", "locative_lv", "centre", "nuts3_2021", "nuts3_2024"),
    *("population", "area_km2", "longitude", "latitude", "valid_from", "valid_to"),
)

Key = tuple[str, str]


@dataclass(frozen=True)
class Loaded:
    """How many territories and successions are new, and how many rows changed."""

    added: int
    changed: int
    successions_added: int

    @property
    def anything(self) -> bool:
        return bool(self.added or self.changed or self.successions_added)


def load_file(*, text: str, name: str, actor: Actor, now: datetime) -> Loaded:
    """Load a file of territories or of successions (another country, or a reform).

    A territory known by country and code is brought up to date. Raises `TerritoryFileFaulty` with
    every fault and its line, and then nothing is loaded.
    """
    return _load(read(text), name=name, actor=actor, now=now)


def ensure_latvia(*, now: datetime, actor: Actor = COMMAND) -> Loaded:
    """Have Latvia's territories of 2009, 2021 and 2025 in the database, as they are shipped.

    May be called at every start: when all is there already, nothing is written.
    """
    contents = Contents()
    for name in LATVIA:
        contents += read((DATA / "territories" / name).read_text(encoding="utf-8"))
    return _load(contents, name="LV", actor=actor, now=now)


def decoded(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark; raises `TerritoryFileFaulty`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        reason = lazy_gettext("The file is not written in UTF-8.")
        raise TerritoryFileFaulty([Fault(1, "", reason)]) from error


def _load(contents: Contents, *, name: str, actor: Actor, now: datetime) -> Loaded:
    with db.session.no_autoflush:
        known = _known_territories(contents)
        if faults := contents.faults + _faults_of_steps(known, contents):
            raise TerritoryFileFaulty(faults)
        before = len(known)
        for unit in contents.units:
            _bring_up_to_date(known, unit)
        _continue_under_new_codes(known, contents.steps)
        _end_periods(known, contents.steps)
        new = set(db.session.new)
        changed = sum(db.session.is_modified(one) for one in known.values() if one not in new)
        loaded = Loaded(len(known) - before, changed, _add_successions(known, contents.steps))
    if loaded.anything:
        facts = {"added": loaded.added, "changed": changed, "successions": loaded.successions_added}
        record(
            "loaded",
            actor=actor,
            now=now,
            subject="territory",
            subject_uid=name[:80],
            after=facts,
        )
    db.session.flush()
    return loaded


def _known_territories(contents: Contents) -> dict[Key, Territory]:
    countries = {one.country for one in contents.units} | {one.country for one in contents.steps}
    query = select(Territory).where(Territory.country.in_(countries)).order_by(Territory.id)
    return {(one.country, one.code): one for one in db.session.scalars(query)}


def _faults_of_steps(known: Mapping[Key, Territory], contents: Contents) -> list[Fault]:
    """Successions of territories that do not stand, or that begin later than they end."""
    begins = {key: territory.valid_from for key, territory in known.items()}
    begins |= {(unit.country, unit.code): unit.valid_from for unit in contents.units}
    faults = []
    for step in contents.steps:
        old, new = (step.country, step.old_code), (step.country, step.new_code)
        if old not in begins:
            faults.append(_unknown(step, "old_code", step.old_code))
        elif begins[old] >= step.effective_on:
            reason = lazy_gettext("The territory begins only on %(day)s.", day=begins[old])
            faults.append(Fault(step.line, "effective", reason))
        elif step.relation is Relation.CONTINUES:
            begins.setdefault(new, step.effective_on)
    faults += [
        _unknown(step, "new_code", step.new_code)
        for step in contents.steps
        if (step.country, step.new_code) not in begins
    ]
    return sorted(faults, key=lambda fault: fault.line)


def _unknown(step: Step, column: str, code: str) -> Fault:
    reason = lazy_gettext("There is no territory with the code %(code)s.", code=code)
    return Fault(step.line, column, reason)


def _bring_up_to_date(known: dict[Key, Territory], unit: Unit) -> None:
    key = (unit.country, unit.code)
    if key not in known:
        known[key] = Territory(country=unit.country, code=unit.code)
        db.session.add(known[key])
    territory = known[key]
    for field in _SAME_FIELDS:
        setattr(territory, field, getattr(unit, field))
    territory.name = LocalText(lv=unit.name_lv, en=unit.name_en)
    territory.official_name = LocalText(lv=unit.official_lv)
    territory.region = LocalText(lv=unit.region, en=_REGIONS_EN.get(unit.region))


def _continue_under_new_codes(known: dict[Key, Territory], steps: Iterable[Step]) -> None:
    """Make the territory that a succession names as the old one going on under a new code.

    It counts the people and the area of all that joined whole.
    """
    made: dict[Key, list[Territory]] = {}
    for step in sorted(steps, key=lambda step: step.relation is not Relation.CONTINUES):
        old, new = known[step.country, step.old_code], (step.country, step.new_code)
        if new not in known and step.relation is Relation.CONTINUES:
            known[new] = _continued(old, step)
            made[new] = [old]
        elif new in made and step.relation is Relation.MERGED:
            made[new].append(old)
    for key, olds in made.items():
        known[key].population = sum(old.population or 0 for old in olds) or None
        known[key].area_km2 = round(sum(old.area_km2 or 0 for old in olds), 1) or None


def _continued(old: Territory, step: Step) -> Territory:
    copied = (*_SAME_FIELDS, "country", "name", "official_name", "region")
    territory = Territory(code=step.new_code, **{name: getattr(old, name) for name in copied})
    territory.valid_from, territory.valid_to = step.effective_on, None
    db.session.add(territory)
    return territory


def _end_periods(known: Mapping[Key, Territory], steps: Iterable[Step]) -> None:
    for step in steps:
        old = known[step.country, step.old_code]
        if old.valid_to is None:
            old.valid_to = step.effective_on - timedelta(days=1)


def _add_successions(known: Mapping[Key, Territory], steps: Iterable[Step]) -> int:
    there = {(one.old_id, one.new_id) for one in db.session.scalars(select(Succession))}
    added = 0
    for step in steps:
        old, new = known[step.country, step.old_code], known[step.country, step.new_code]
        if (old.id, new.id) in there:
            continue
        db.session.add(
            Succession(
                old=old,
                new=new,
                relation=step.relation,
                effective_on=step.effective_on,
                share=step.share,
                note=step.note,
            )
        )
        added += 1
    return added
