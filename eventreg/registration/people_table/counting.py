"""How many people fit, by state and by what they are sorted by first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.models import ParticipantRole, Registration, RegistrationState
from eventreg.registration.people_filter.conditions import fits
from eventreg.registration.people_filter.model import Filter
from eventreg.registration.people_table.order import SortBy, SortKey, as_listed, territory_sort
from eventreg.territories.models import Territory

MANY = 2000  # fewer are sorted as fast as they are counted apart


class Counted(NamedTuple):
    """How many stand in a state and share the value that is sorted by first.

    `place` is where the value stands in the order; that of nobody's municipality is None.
    """

    state: RegistrationState
    value: Any
    place: Any
    number: int


@dataclass(frozen=True)
class Stretch:
    """Some of those who fit, next to one another in the order, `count` of them.

    The page begins with the one after the `first`; `only` keeps the others out, None where nobody
    stands beside.
    """

    first: int
    count: int
    only: ColumnElement[bool] | None = None


def counted_people(event: Event, wanted: Filter, key: SortKey) -> Sequence[Counted]:
    """Those who fit, counted in one statement.

    Everybody is counted from an index over states alone. Whoever has to be looked into is grouped
    by the state's place, so that no index over states leads from one row to another far away.
    """
    state = as_listed(Registration.state, RegistrationState) if wanted else Registration.state
    value = _value(key.by)
    columns = [state] if value is Registration.state else [state, value]
    people = (
        select(*columns, func.count().label("number"))
        .where(Registration.event_id == event.id, fits(event.id, wanted))
        .group_by(*columns)
    )
    if value is Registration.territory_id:
        within = people.subquery()
        people = select(*within.c[:2], territory_sort(locale.current()), within.c.number)
        people = people.outerjoin(Territory, Territory.id == within.c[1])
    return [_counted(value, row) for row in db.session.execute(people)]


def _value(by: SortBy) -> Any:
    """What is counted apart; SQLite sorts out of an index sooner than it groups by other things."""
    by_state = by is SortBy.STATE or db.engine.dialect.name == "sqlite"
    return Registration.state if by_state else _VALUES.get(by, Registration.state)


def _counted(value: Any, row: Sequence[Any]) -> Counted:
    said, *values, number = row
    state = list(RegistrationState)[said] if isinstance(said, int) else RegistrationState(said)
    if value is Registration.territory_id:
        return Counted(state, values[0], values[1], number)
    if value is Registration.role:
        return Counted(state, values[0], list(ParticipantRole).index(values[0]), number)
    return Counted(state, state, list(RegistrationState).index(state), number)


def in_each_state(counted: Iterable[Counted]) -> Mapping[RegistrationState, int]:
    """How many of those who fit stand in each state, in the order of states."""
    found = dict.fromkeys(RegistrationState, 0)
    for each in counted:
        found[each.state] += each.number
    return {state: number for state, number in found.items() if number}


def stretch_of(counted: Sequence[Counted], key: SortKey, *, first: int, page: int) -> Stretch:
    """Those among whom a page of so many lies that begins after the `first`."""
    everybody = sum(each.number for each in counted)
    column = _VALUES.get(key.by)
    if column is not _value(key.by) or everybody <= MANY:
        return Stretch(first, everybody)
    before = within = 0
    values: list[Any] = []
    for _place, same in groupby(_in_order(counted, key), key=lambda each: each.place):
        alike = list(same)
        number = sum(each.number for each in alike)
        if before + within + number <= first and not values:
            before += number
        elif before + within < first + page:
            within += number
            values += [each.value for each in alike]
    return Stretch(first - before, within, _is_one_of(column, values))


def _in_order(counted: Iterable[Counted], key: SortKey) -> Sequence[Counted]:
    """As they stand in the table; those without a value stand last either way."""
    valued = [each for each in counted if each.place is not None]
    valued.sort(key=lambda each: each.place, reverse=key.down)
    return [*valued, *(each for each in counted if each.place is None)]


def _is_one_of(column: Any, values: Sequence[Any]) -> ColumnElement[bool]:
    known = {each for each in values if each is not None}
    alike = [column.in_(sorted(known))] if known else []
    return or_(*alike, *([column.is_(None)] if None in values else []))


_VALUES: Mapping[SortBy, Any] = {
    SortBy.MUNICIPALITY: Registration.territory_id,
    SortBy.STATE: Registration.state,
    SortBy.ROLE: Registration.role,
}
