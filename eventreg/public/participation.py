"""How many people take part in an event, and from where: counts only, no names (R3, R18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import (
    Affiliation,
    ParticipantRole,
    Registration,
    RegistrationState,
)
from eventreg.territories.models import Territory
from eventreg.territories.service import names_with_today


class Side(StrEnum):
    """Whom people come for, as the totals tell them apart."""

    MUNICIPALITY = "municipality"
    HOST = "host"
    STATE = "state"
    ORGANISATION = "organisation"


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
    people_in = (
        select(_side().label("side"), Registration.territory_id, Registration.sample)
        .where(Registration.event_id == event.id, _takes_part())
        .subquery()
    )
    group = (people_in.c.side, people_in.c.territory_id)
    counts = (func.count(), func.count().filter(people_in.c.sample))
    rows = db.session.execute(select(*group, *counts).group_by(*group)).all()
    by_side: dict[Side, int] = {}
    by_territory: dict[int, int] = {}
    for side, territory_id, people, _samples in rows:
        by_side[Side(side)] = by_side.get(Side(side), 0) + people
        if side == Side.MUNICIPALITY:
            by_territory[territory_id] = people
    return Participation(
        from_territories=_named(by_territory, language=language, today=today),
        by_side=by_side,
        has_samples=any(samples for *_, samples in rows),
    )


def turnouts_of(event_ids: Sequence[int]) -> Mapping[int, Turnout]:
    """The turnout of each of the events that anybody takes part in, in one statement."""
    from_afar = case((_side() == Side.MUNICIPALITY, Registration.territory_id))
    rows = db.session.execute(
        select(Registration.event_id, func.count(), func.count(from_afar.distinct()))
        .where(Registration.event_id.in_(event_ids), _takes_part())
        .group_by(Registration.event_id)
    )
    return {event_id: Turnout(people, territories) for event_id, people, territories in rows}


def _side() -> ColumnElement[str]:
    """As the participant list groups people: who receives is a host, wherever from."""
    return case(
        (Registration.role == ParticipantRole.HOST, Side.HOST.value),
        (Registration.affiliation == Affiliation.MUNICIPALITY, Side.MUNICIPALITY.value),
        (Registration.affiliation == Affiliation.STATE, Side.STATE.value),
        else_=Side.ORGANISATION.value,
    )


def _takes_part() -> ColumnElement[bool]:
    return Registration.state == RegistrationState.CONFIRMED


def _named(people: Mapping[int, int], *, language: str, today: date) -> Sequence[FromTerritory]:
    order = Territory.sort_lv if language == "lv" else Territory.sort_en
    territories = db.session.scalars(
        select(Territory).where(Territory.id.in_(people)).order_by(order, Territory.id)
    ).all()
    names = names_with_today(territories, day=today, language=language)
    return [FromTerritory(each, names[each.id], people[each.id]) for each in territories]
