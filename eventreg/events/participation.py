"""How many people take part in an event, and from where: counts only, no names (R3, R18)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import Affiliation, Registration, RegistrationState
from eventreg.territories.models import Succession, Territory


@dataclass(frozen=True)
class FromTerritory:
    """How many come from a municipality, as it was at the event's dates (R1)."""

    territory: Territory
    people: int
    is_host: bool


@dataclass(frozen=True)
class Participation:
    """The people of an event in numbers; `has_samples` when some are made up for a demonstration."""

    from_territories: Sequence[FromTerritory]
    from_state: int
    from_organisations: int
    has_samples: bool

    @property
    def from_municipalities(self) -> int:
        return sum(each.people for each in self.from_territories)

    @property
    def people(self) -> int:
        return self.from_municipalities + self.from_state + self.from_organisations


def participation_of(event: Event, *, language: str) -> Participation:
    """Count the confirmed people of an event by municipality and by whom they come for."""
    rows = db.session.execute(
        select(
            Registration.affiliation,
            Registration.territory_id,
            func.count(),
            func.count().filter(Registration.sample),
        )
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
        )
        .group_by(Registration.affiliation, Registration.territory_id)
    ).all()
    by_territory = {
        territory_id: people
        for affiliation, territory_id, people, _ in rows
        if affiliation is Affiliation.MUNICIPALITY
    }
    return Participation(
        from_territories=[
            FromTerritory(
                territory, by_territory[territory.id], territory.id == event.host_territory_id
            )
            for territory in _in_order(list(by_territory), language)
        ],
        from_state=_people(rows, Affiliation.STATE),
        from_organisations=_people(rows, Affiliation.ORGANISATION),
        has_samples=any(samples for *_, samples in rows),
    )


def _people(rows: Sequence[tuple[Affiliation, int | None, int, int]], of: Affiliation) -> int:
    return sum(people for affiliation, _, people, _ in rows if affiliation is of)


def _in_order(territory_ids: Sequence[int], language: str) -> Sequence[Territory]:
    order = Territory.sort_lv if language == "lv" else Territory.sort_en
    return db.session.scalars(
        select(Territory)
        .where(Territory.id.in_(territory_ids))
        .order_by(order, Territory.id)
        .options(selectinload(Territory.successions).joinedload(Succession.new))
    ).all()
