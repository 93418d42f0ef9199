"""A page of the table, read in a fixed number of statements however many people there are.

Everybody who fits is counted by state and by what is sorted by first, so that only those are sorted
among whom the page lies. Then the numbers of those on the page are found, as far as possible from
the index that was made for this table, and only then their rows are read. A page in the second half
is looked for from the end, so that the last one costs what the first one does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.people_filter.conditions import fits, select_people
from eventreg.registration.people_filter.model import EVERYBODY, Filter
from eventreg.registration.people_table.columns import Column, Row, loading, row_of
from eventreg.registration.people_table.counting import (
    Stretch,
    counted_people,
    in_each_state,
    stretch_of,
)
from eventreg.registration.people_table.order import Order, in_order, needs_territory
from eventreg.registration.people_table.view import View
from eventreg.registration.remarks.queries import tag_names

PEOPLE_PER_PAGE = 50
# SQLite finds so few faster in the order of their rows than in the order that is asked for.
FEW = 2000


@dataclass(frozen=True)
class Page:
    """A page of the table; `by_state` counts all that fit, on whatever page."""

    rows: Sequence[Row]
    by_state: Mapping[RegistrationState, int]
    number: int

    @property
    def count(self) -> int:
        """How many people fit."""
        return sum(self.by_state.values())

    @property
    def pages(self) -> int:
        return _pages(self.count)


def page_of(event: Event, view: View, *, number: int = 1) -> Page:
    """The people that the view shows, a page of them; a fixed number of statements.

    Behind the last page there is nothing: it is shown instead.
    """
    wanted = view.filter()
    counted = counted_people(event, wanted, view.order[0])
    by_state = in_each_state(counted)
    count = sum(by_state.values())
    number = min(number, _pages(count))
    first = (number - 1) * PEOPLE_PER_PAGE
    stretch = stretch_of(counted, view.order[0], first=first, page=PEOPLE_PER_PAGE)
    return Page(_rows(_numbers(event, wanted, view.order, stretch), view.columns), by_state, number)


def count_of(event: Event, wanted: Filter) -> int:
    """How many fit."""
    people = select(func.count(Registration.id)).where(
        Registration.event_id == event.id, fits(event.id, wanted)
    )
    return db.session.scalar(people) or 0


def people_in_order(
    event: Event, wanted: Filter, order: Order, *, from_the_end: bool = False
) -> Select[Registration]:
    """Those who fit, in that order."""
    people = select_people(event.id, wanted)
    if needs_territory(order):
        people = people.outerjoin(Registration.territory)
    return people.order_by(*in_order(order, locale.current(), from_the_end=from_the_end))


def _numbers(event: Event, wanted: Filter, order: Order, among: Stretch) -> Sequence[int]:
    """The numbers of a page of those who fit, found from whichever end is nearer."""
    many = min(PEOPLE_PER_PAGE, among.count - among.first)
    behind = among.count - among.first - many
    backwards = behind < among.first
    people = people_in_order(event, wanted, order, from_the_end=backwards)
    if among.only is not None:
        people = people.where(among.only)
    elif wanted and among.count <= FEW and db.engine.dialect.name == "sqlite":
        fitting = select_people(event.id, wanted).with_only_columns(Registration.id)
        people = people_in_order(event, EVERYBODY, order, from_the_end=backwards).where(
            Registration.id.in_(fitting.correlate(None))
        )
    numbers = db.session.scalars(
        people.with_only_columns(Registration.id)
        .limit(many)
        .offset(behind if backwards else among.first)
    ).all()
    return numbers[::-1] if backwards else numbers


def _rows(numbers: Sequence[int], columns: Sequence[Column]) -> Sequence[Row]:
    found = db.session.scalars(
        select(Registration).where(Registration.id.in_(numbers)).options(*loading(columns))
    )
    people = {person.id: person for person in found}
    tags = tag_names(numbers) if Column.TAGS in columns else {}
    return [row_of(people[number], columns, tags) for number in numbers]


def _pages(people: int) -> int:
    return max(1, -(-people // PEOPLE_PER_PAGE))
