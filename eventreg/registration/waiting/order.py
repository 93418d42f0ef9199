"""The order of those who wait for a place at an event or in a delegation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.models import Registration, RegistrationState


class Waiting(NamedTuple):
    """One who waits, as the line needs to know; `order` is the place in line."""

    id: int
    delegation_id: int | None
    party: str | None
    order: tuple[datetime, int]


@dataclass(frozen=True)
class Unit:
    """Those who are offered places together: one person, or a party. `order` is the last one's."""

    members: Sequence[Waiting]

    @property
    def order(self) -> tuple[datetime, int]:
        return max(member.order for member in self.members)


def units_of(event: Event) -> Sequence[Unit]:
    """Everybody who waits for a place at the event or in a delegation, in order; one statement."""
    found = db.session.execute(
        select(
            Registration.id,
            Registration.delegation_id,
            Registration.party,
            Registration.queue_order,
            Registration.created_at,
        ).where(Registration.event_id == event.id, Registration.state == RegistrationState.WAITING)
    )
    together: dict[str, list[Waiting]] = {}
    for row in found:
        since = (row.queue_order or row.created_at, row.id)
        one = Waiting(row.id, row.delegation_id, row.party, since)
        together.setdefault(row.party or f"alone {row.id}", []).append(one)
    units = [Unit(sorted(each, key=lambda one: one.order)) for each in together.values()]
    return sorted(units, key=lambda unit: unit.order)
