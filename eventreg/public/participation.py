"""How many people take part in an event, and from where: counts only, no names (R3, R18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import case, func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import Registration
from eventreg.registration.turnout import Side, headcount_of, side, takes_part
from eventreg.territories.models import Territory
from eventreg.territories.service import names_with_today


@dataclass(frozen=True)
class FromTerritory:
    """How many come from a municipality, as it was at the event's dates (R1).

    `name` says too what the municipality is called today, where a reform took it away.
    """

    territory: Territory
    name: str
    people: int


@dataclass(frozen=True)
class Participation:
    """The people of an event in numbers; `has_samples` when some are made up to show it.

    The host municipality's own people are counted apart: they receive, the others come.
    """

    from_territories: Sequence[FromTerritory]
    by_side: Mapping[Side, int]
    has_samples: bool

    @property
    def people(self) -> int:
        return sum(self.by_side.values())


class Turnout(NamedTuple):
    """How many people take part in an event, from how many municipalities besides the host's."""

    people: int = 0
    municipalities: int = 0


def participation_of(event: Event, *, language: str, today: date) -> Participation:
    """Count the confirmed people of an event by municipality and by whom they come for."""
    counted = headcount_of(event)
    return Participation(
        from_territories=_named(counted.by_territory, language=language, today=today),
        by_side=counted.by_side,
        has_samples=counted.has_samples,
    )


def turnouts_of(event_ids: Sequence[int]) -> Mapping[int, Turnout]:
    """The turnout of each of the events that anybody takes part in, in one statement."""
    from_afar = case((side() == Side.MUNICIPALITY, Registration.territory_id))
    rows = db.session.execute(
        select(Registration.event_id, func.count(), func.count(from_afar.distinct()))
        .where(Registration.event_id.in_(event_ids), takes_part())
        .group_by(Registration.event_id)
    )
    return {event_id: Turnout(people, territories) for event_id, people, territories in rows}


def _named(people: Mapping[int, int], *, language: str, today: date) -> Sequence[FromTerritory]:
    order = Territory.sort_lv if language == "lv" else Territory.sort_en
    territories = db.session.scalars(
        select(Territory).where(Territory.id.in_(people)).order_by(order, Territory.id)
    ).all()
    names = names_with_today(territories, day=today, language=language)
    return [FromTerritory(each, names[each.id], people[each.id]) for each in territories]
