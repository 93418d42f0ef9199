"""How many people take part in an event, from where and for whom: counted in this one place (R3).

The event's page, the report and its figures take their numbers from here.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.institutions.spelling import key_of
from eventreg.registration.models import (
    Affiliation,
    ParticipantRole,
    Registration,
    RegistrationState,
)


class Side(StrEnum):
    """Whom people come for, as the totals tell them apart."""

    MUNICIPALITY = "municipality"
    HOST = "host"
    STATE = "state"
    ORGANISATION = "organisation"


@dataclass(frozen=True, kw_only=True)
class Headcount:
    """The confirmed people of an event in numbers.

    The host municipality's own people are counted apart: they receive, the others come.
    `by_territory` has those who come for a municipality, by its row; `has_samples` says that some
    are made up to show it.
    """

    by_side: Mapping[Side, int]
    by_territory: Mapping[int, int]
    has_samples: bool

    @property
    def people(self) -> int:
        return sum(self.by_side.values())


def headcount_of(event: Event) -> Headcount:
    """Count the confirmed people of an event; one statement."""
    people_in = (
        select(side().label("side"), Registration.territory_id, Registration.sample)
        .where(Registration.event_id == event.id, takes_part())
        .subquery()
    )
    group = (people_in.c.side, people_in.c.territory_id)
    counts = (func.count(), func.count().filter(people_in.c.sample))
    rows = db.session.execute(select(*group, *counts).group_by(*group)).all()
    by_side: dict[Side, int] = {}
    by_territory: dict[int, int] = {}
    for whose, territory_id, people, _samples in rows:
        by_side[Side(whose)] = by_side.get(Side(whose), 0) + people
        if whose == Side.MUNICIPALITY:
            by_territory[territory_id] = people
    return Headcount(
        by_side=by_side,
        by_territory=by_territory,
        has_samples=any(samples for *_, samples in rows),
    )


def arrivals_of(event: Event) -> Mapping[date, int]:
    """How many of the confirmed people registered on which day, where the event is (R13).

    One statement, however many people there are.
    """
    return _by_day(event, Registration.created_at, takes_part())


def withdrawals_of(event: Event) -> Mapping[date, int]:
    """How many people gave up their registration on which day, where the event is (R13).

    One statement, however many people there are.
    """
    gave_up = (Registration.state == RegistrationState.CANCELLED) & (
        Registration.cancelled_at.is_not(None)
    )
    return _by_day(event, Registration.cancelled_at, gave_up)


def people_by_role(event: Event) -> Mapping[ParticipantRole, int]:
    """How many of the confirmed people are what; those roles that somebody has, in their order."""
    rows = db.session.execute(
        select(Registration.role, func.count())
        .where(Registration.event_id == event.id, takes_part())
        .group_by(Registration.role)
    )
    found: dict[ParticipantRole, int] = {row[0]: row[1] for row in rows}
    return {role: found[role] for role in ParticipantRole if role in found}


def people_by_institution(event: Event) -> Mapping[str, int]:
    """How many of the confirmed people come from which institution; one statement.

    Whatever is a spelling of one name counts as one, called as most of them wrote it. Those who
    named none stand under an empty name.
    """
    rows = db.session.execute(
        select(Registration.institution, func.count())
        .where(Registration.event_id == event.id, takes_part())
        .group_by(Registration.institution)
    )
    spellings: dict[str, Counter[str]] = {}
    for written, people in rows:
        name = " ".join(written.split())
        spellings.setdefault(key_of(name), Counter())[name] += people
    return {
        min(counts, key=lambda name: (-counts[name], name)) if key else "": counts.total()
        for key, counts in spellings.items()
    }


def institutions_of(event: Event) -> int:
    """From how many institutions people came; one statement."""
    return len(people_by_institution(event).keys() - {""})


def side() -> ColumnElement[str]:
    """As the participant list groups people: who receives is a host, wherever from."""
    return case(
        (Registration.role == ParticipantRole.HOST, Side.HOST.value),
        (Registration.affiliation == Affiliation.MUNICIPALITY, Side.MUNICIPALITY.value),
        (Registration.affiliation == Affiliation.STATE, Side.STATE.value),
        else_=Side.ORGANISATION.value,
    )


def takes_part() -> ColumnElement[bool]:
    """Who has a confirmed place."""
    return Registration.state == RegistrationState.CONFIRMED


def _by_day(
    event: Event,
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    who: ColumnElement[bool],
) -> Mapping[date, int]:
    hour = _hour(moment)
    rows = db.session.execute(
        select(hour.label("hour"), func.count().label("people"))
        .where(Registration.event_id == event.id, who)
        .group_by(hour)
    )
    zone, found = ZoneInfo(event.time_zone), Counter[date]()
    for row in rows:
        at = datetime.strptime(row.hour, "%Y-%m-%d %H").replace(tzinfo=UTC)
        found[at.astimezone(zone).date()] += row.people
    return found


def _hour(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> ColumnElement[str]:
    """The hour of a moment, as UTC writes it, in either database."""
    if db.session.get_bind().dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD HH24")
    return func.strftime("%Y-%m-%d %H", moment)
