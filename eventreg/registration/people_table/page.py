"""A page of the table, read in a fixed number of statements however many people there are.

First the numbers of those on the page are found, by indexes as far as there are any, and only then
their rows are read: so a page far at the back sorts numbers and not people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.people_filter.conditions import fits, select_people
from eventreg.registration.people_filter.model import Filter
from eventreg.registration.people_table.columns import Column, Row, loading, row_of
from eventreg.registration.people_table.order import Order, in_order, needs_territory
from eventreg.registration.people_table.view import View
from eventreg.registration.remarks.queries import tag_names

PEOPLE_PER_PAGE = 100


@dataclass(frozen=True)
class Page:
    """A page of the table. `count` is of all that fit, `by_state` of all there are."""

    rows: Sequence[Row]
    count: int
    by_state: Mapping[RegistrationState, int]
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PEOPLE_PER_PAGE))

    @property
    def everybody(self) -> int:
        """How many people there are, of whatever state."""
        return sum(self.by_state.values())


def page_of(event: Event, view: View, *, number: int = 1) -> Page:
    """The people that the view shows, a page of them; a fixed number of statements.

    Behind the last page there is nothing: it is shown instead.
    """
    wanted, by_state = view.filter(), _by_state(event)
    count = count_of(event, wanted) if wanted else sum(by_state.values())
    number = min(number, max(1, -(-count // PEOPLE_PER_PAGE)))
    numbers = db.session.scalars(
        people_in_order(event, wanted, view.order)
        .with_only_columns(Registration.id)
        .limit(PEOPLE_PER_PAGE)
        .offset((number - 1) * PEOPLE_PER_PAGE)
    ).all()
    return Page(_rows(numbers, view.columns), count, by_state, number)


def count_of(event: Event, wanted: Filter) -> int:
    """How many fit."""
    people = select(func.count(Registration.id)).where(
        Registration.event_id == event.id, fits(event.id, wanted)
    )
    return db.session.scalar(people) or 0


def people_in_order(event: Event, wanted: Filter, order: Order) -> Select[Registration]:
    """Those who fit, in that order."""
    people = select_people(event.id, wanted)
    if needs_territory(order):
        people = people.outerjoin(Registration.territory)
    return people.order_by(*in_order(order, locale.current()))


def _rows(numbers: Sequence[int], columns: Sequence[Column]) -> Sequence[Row]:
    found = db.session.scalars(
        select(Registration).where(Registration.id.in_(numbers)).options(*loading(columns))
    )
    people = {person.id: person for person in found}
    tags = tag_names(numbers) if Column.TAGS in columns else {}
    return [row_of(people[number], columns, tags) for number in numbers]


def _by_state(event: Event) -> Mapping[RegistrationState, int]:
    found = db.session.execute(
        select(Registration.state, func.count())
        .where(Registration.event_id == event.id)
        .group_by(Registration.state)
    )
    counts: dict[RegistrationState, int] = dict(found.all())
    return {state: counts[state] for state in RegistrationState if state in counts}
