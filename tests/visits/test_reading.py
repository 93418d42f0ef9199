from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from eventreg.agenda.occasions import Occasion
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.visits.models import HostInstitution, InstitutionKind
from eventreg.visits.planned import Host, PlannedVisit
from eventreg.visits.service import (
    overlapping,
    visit_of,
    visits_of,
)
from tests.factories import a_host, a_visit, an_event, an_item
from tests.public.statements import counted_statements
from tests.visits.builders import MORNING, TUESDAY, UNKNOWN, WEDNESDAY, a_choice, added


def test_a_visit_takes_place_when_its_agenda_items_say(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, None)
    an_item(event=event, visit=visit, day=WEDNESDAY)
    an_item(event=event, visit=visit)
    an_item(event=event, visit=visit, day=TUESDAY, starts_at=time(10), ends_at=time(12))

    (planned,) = visits_of(event)
    assert planned.occasions == (MORNING, Occasion(day=WEDNESDAY), UNKNOWN)


def test_a_visit_shows_its_free_seats(event: Event, host: HostInstitution) -> None:
    a_choice(added(event, host, capacity=2))

    (planned,) = visits_of(event)
    assert (planned.capacity, planned.taken, planned.free, planned.is_full) == (2, 1, 1, False)


def test_a_visit_without_a_limit_is_never_full(event: Event, host: HostInstitution) -> None:
    a_choice(added(event, host))

    (planned,) = visits_of(event)
    assert (planned.free, planned.is_full) == (None, False)


def test_what_everybody_may_see_of_an_institution_holds_no_contact_person(event: Event) -> None:
    host = a_host(
        organisation=event.organisation,
        contact_name="Ilze Ozola",
        contact_email="ilze@example.org",
        contact_phone="+371 20000000",
    )
    added(event, host)

    shown = repr(visits_of(event))
    assert not [
        secret for secret in ("Ilze", "ilze@example.org", "+371 20000000") if secret in shown
    ]  # R20


@pytest.mark.parametrize("rows", [1, 3])
def test_visits_are_read_in_two_statements(
    event: Event, host: HostInstitution, session: Session, rows: int
) -> None:
    for _ in range(rows):
        added(event, host)
    session.commit()
    event.id  # noqa: B018 - read anew before the count begins

    with counted_statements() as seen:
        visits_of(event)

    assert len(seen) == 2


def test_a_visit_is_only_found_in_its_own_event(event: Event) -> None:
    visit = a_visit(event=an_event())

    assert visit_of(event, visit.uid) is None
    assert visit_of(visit.event, visit.uid) is visit
    assert visits_of(event) == ()


# --- overlaps


def planned(*occasions: Occasion) -> PlannedVisit:
    host = Host(
        uid="host",
        name=LocalText(lv="Skola"),
        kind=InstitutionKind.SCHOOL,
        address="",
        territory=None,
        latitude=None,
        longitude=None,
    )
    return PlannedVisit(
        uid="visit",
        host=host,
        occasions=occasions,
        choosable=True,
        capacity=None,
        taken=0,
        free=None,
        meeting_point=LocalText(),
        departs_at=None,
        transport=LocalText(),
        accompanying="",
        good_to_know=LocalText(),
    )


hours = st.integers(0, 22)
some_visits = st.lists(
    st.builds(
        lambda day, start, length: Occasion(
            day=day,
            starts_at=time(start) if day else None,
            ends_at=time(min(start + length, 23)) if day and length else None,
        ),
        st.none() | st.sampled_from([TUESDAY, WEDNESDAY]),
        hours,
        st.integers(0, 5),
    ),
    max_size=3,
).map(lambda occasions: planned(*occasions))


@given(some_visits, some_visits)
def test_overlapping_visits_overlap_whichever_is_asked_first(
    one: PlannedVisit, other: PlannedVisit
) -> None:
    assert one.overlaps(other) == other.overlaps(one)  # R10


@given(some_visits)
def test_a_visit_of_unknown_time_overlaps_with_none(visit: PlannedVisit) -> None:
    unknown = planned(UNKNOWN, Occasion(day=TUESDAY))

    assert overlapping([visit, unknown]) == ()  # R10


def test_it_names_each_pair_that_cannot_both_be_chosen() -> None:
    first, second = planned(MORNING), planned(replace(MORNING, starts_at=time(11)))
    third = planned(replace(MORNING, day=WEDNESDAY))

    assert overlapping([first, second, third]) == ((first, second),)
