import pytest
from sqlalchemy.orm import Session

from eventreg.agenda.service import (
    agenda_of,
    count_outside,
    item_of,
    wholes_of,
)
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from tests.agenda.builders import WEDNESDAY, added, at, titles
from tests.factories import a_host, a_speaker, a_visit, an_event, an_item
from tests.public.statements import counted_statements


@pytest.mark.parametrize("rows", [1, 3])
def test_the_agenda_is_read_in_two_statements(event: Event, session: Session, rows: int) -> None:
    for number in range(rows):
        host = a_host(organisation=event.organisation, name=str(number))
        item = an_item(event=event, visit=a_visit(event=event, host=host))
        a_speaker(item=item)
        an_item(event=event, parent=item)
    session.commit()
    event.id  # noqa: B018 - read anew before the count begins

    with counted_statements() as seen:
        list(agenda_of(event).everything())

    assert len(seen) == 2


def test_the_agenda_of_one_event_holds_nothing_of_another(event: Event) -> None:
    added(an_event(), "Cita pasākuma sesija")

    assert titles(event) == []


def test_an_item_is_only_found_in_its_own_event(event: Event) -> None:
    item = added(an_event(), "Sesija")

    assert item_of(event, item.uid) is None
    assert item_of(item.event, item.uid) is item


def test_only_items_that_are_no_parts_may_have_parts(event: Event) -> None:
    later = added(event, "B", at(day=WEDNESDAY))
    whole = added(event, "A")
    added(event, "Daļa", parent=whole)

    assert wholes_of(event) == [whole, later]


def test_a_visited_place_is_the_institution_unless_another_is_named(event: Event) -> None:
    host = a_host(organisation=event.organisation, name="Skola", address="Skolas iela 1")
    visit = a_visit(event=event, host=host)
    added(event, "A", visit=visit)
    added(event, "B", visit=visit, place=LocalText(lv="Muzejs"), address="Cēsu iela 2")

    assert [(i.where.in_("lv"), i.where_address) for i in agenda_of(event).items] == [
        ("Skola", "Skolas iela 1"),
        ("Muzejs", "Cēsu iela 2"),
    ]


def test_it_counts_what_would_lie_outside_new_dates(event: Event) -> None:
    added(event, "A")
    added(event, "B", at(day=WEDNESDAY))
    added(event, "C", at(day=None))

    assert count_outside(event, starts_on=WEDNESDAY, ends_on=WEDNESDAY) == 1
