"""A pasted list of municipalities, read line by line; nothing of it is lost (R1, R2).

A line is a name, with the coordinator's name, e-mail address and number of places if known, parted
by semicolons, commas or tabs: `Limbažu novads; Anna Bērziņa; anna@example.org; 3`.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from eventreg.language.search import folded
from eventreg.territories.models import Territory
from eventreg.territories.service import territories_on

MOST_SUGGESTIONS = 3
ALIKE = 0.6
_PARTS = re.compile(r"[;,\t]")
_BULLET = re.compile(r"^\s*(?:[-–•*]|\d+[.)])\s+")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that was read: `name` as written, the rest as far as it is there."""

    text: str
    name: str
    person: str = ""
    email: str = ""
    places: int | None = None


@dataclass(frozen=True)
class Unknown:
    """A line whose name is no unit of the day, with those it may mean."""

    line: Line
    suggestions: Sequence[Territory]


@dataclass(frozen=True)
class Recognised:
    """What a pasted list holds: the units found, each with its line, and the rest."""

    found: Sequence[tuple[Territory, Line]]
    unknown: Sequence[Unknown]


def read_lines(text: str) -> Sequence[Line]:
    """The lines of a pasted list that say anything."""
    return [_line(each.strip()) for each in text.splitlines() if each.strip()]


def recognise(text: str, *, day: date, language: str) -> Recognised:
    """The municipalities of `day` that a pasted list names, without regard to diacritics."""
    units = territories_on(day, language=language)
    found, unknown = [], []
    for line in read_lines(text):
        meant = _named(line.name, units)
        if len(meant) == 1:
            found.append((meant[0], line))
        else:
            unknown.append(Unknown(line, meant or _alike(line.name, units)))
    return Recognised(found, unknown)


def _line(text: str) -> Line:
    name, *rest = [part.strip() for part in _PARTS.split(_BULLET.sub("", text))]
    person, email, places = "", "", None
    for part in rest:
        if "@" in part:
            email = part
        elif part.isascii() and part.isdigit() and int(part) > 0:
            places = int(part)
        elif part and not person:
            person = part
    return Line(text=text, name=name, person=person[:200], email=email[:254], places=places)


def _named(name: str, units: Iterable[Territory]) -> Sequence[Territory]:
    """The units so called: by a name first, else by another form of it or the code."""
    wanted = folded(name)
    units = list(units)
    exact = [unit for unit in units if wanted in {folded(each) for each in unit.name.values()}]
    return exact or [unit for unit in units if wanted in set(_forms(unit))]


def _alike(name: str, units: Sequence[Territory]) -> Sequence[Territory]:
    by_form = {form: unit for unit in units for form in _forms(unit)}
    close = difflib.get_close_matches(folded(name), by_form, n=MOST_SUGGESTIONS * 2, cutoff=ALIKE)
    return list(dict.fromkeys(by_form[form] for form in close))[:MOST_SUGGESTIONS]


def _forms(unit: Territory) -> Iterator[str]:
    names = (*unit.name.values(), *unit.official_name.values(), unit.genitive_lv)
    for name in (*names, unit.locative_lv, unit.code, unit.iso or ""):
        if name:
            yield folded(name)
    if unit.genitive_lv:
        yield folded(f"{unit.genitive_lv} pašvaldība")
        yield folded(f"{unit.genitive_lv} dome")
