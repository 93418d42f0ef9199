"""Each visit has a line of its own (R8, R10)."""

from datetime import time, timedelta

import pytest

from eventreg.history.service import COMMAND
from eventreg.registration import service
from eventreg.registration.errors import VisitFull
from eventreg.registration.models import ChoiceState, RegistrationState
from eventreg.registration.waiting import ending
from eventreg.registration.waiting import service as waiting
from eventreg.registration.waiting.standing import standing_of
from eventreg.visits import service as visits
from tests.factories import (
    NOON,
    a_registration,
    a_visit,
    a_waiting,
    an_item,
)
from tests.registration.waiting.verbs import accept, cancel, mails_to

WAITING, OFFERED = RegistrationState.WAITING, RegistrationState.OFFERED
CONFIRMED, EXPIRED = RegistrationState.CONFIRMED, RegistrationState.EXPIRED


def test_a_full_visit_has_its_own_line(event):  # R10
    visit = a_visit(event=event, capacity=1)
    first = a_registration(event=event, visits=[visit])
    second = a_registration(event=event, waits_for=[visit])
    (choice,) = second.visit_choices

    assert (second.state, choice.state, visit.taken) == (CONFIRMED, ChoiceState.WAITING, 1)
    assert standing_of(second).visits[0].number == 1
    service.choose_visits(first, visits=[], actor=COMMAND, now=NOON)
    assert (choice.state, visit.taken) == (ChoiceState.OFFERED, 1)


def test_who_waits_for_a_free_visit_gets_the_seat(event):
    visit = a_visit(event=event, capacity=1)
    (choice,) = a_registration(event=event, waits_for=[visit]).visit_choices

    assert choice.state is ChoiceState.CONFIRMED


def test_who_joins_the_line_of_a_visit_later_is_told_the_number(event, session):
    full, other = (a_visit(event=event, capacity=1, position=number) for number in range(2))
    person = a_registration(event=event, visits=[other])
    a_registration(event=event, visits=[full])
    service.choose_visits(person, visits=[other.uid], waits_for=[full.uid], actor=COMMAND, now=NOON)

    assert [place.number for place in standing_of(person).visits] == [1]
    assert mails_to(session, person)[-1] == "registration_changed_visit_waits"


def test_a_full_visit_refuses_who_does_not_wait_for_it(event):
    visit = a_visit(event=event, capacity=0)
    with pytest.raises(VisitFull):
        a_registration(event=event, visits=[visit])


def a_seat_offered(event):
    """Somebody to whom the only seat of a visit is offered, and the next who waits for it."""
    visit = a_visit(event=event, capacity=1)
    seated = a_registration(event=event, visits=[visit])
    event.capacity = 3
    people = [a_registration(event=event, waits_for=[visit]) for _ in range(2)]
    cancel(seated)
    return visit, [person.visit_choices[0] for person in people]


def test_a_seat_is_taken_up_or_goes_to_the_next(event, session):
    visit, (one, other) = a_seat_offered(event)
    assert (one.state, other.state) == (ChoiceState.OFFERED, ChoiceState.WAITING)
    waiting.decline_seat(one.registration, visit=visit.uid, actor=COMMAND, now=NOON)
    assert (one.state, other.state) == (ChoiceState.CANCELLED, ChoiceState.OFFERED)
    waiting.accept_seat(other.registration, visit=visit.uid, actor=COMMAND, now=NOON)

    assert (other.state, visit.taken) == (ChoiceState.CONFIRMED, 1)
    assert mails_to(session, other.registration) == ["seat_offered", "registration_changed"]


def test_an_offered_seat_lapses_to_the_next(event, session):
    visit, (one, other) = a_seat_offered(event)
    ending.settle(event, now=one.offer_until)

    assert (one.state, other.state, visit.taken) == (ChoiceState.EXPIRED, ChoiceState.OFFERED, 1)
    assert one.registration.state is CONFIRMED
    assert mails_to(session, one.registration) == ["seat_offered", "seat_offer_lapsed"]


def test_a_seat_is_never_kept_past_the_start_of_the_visit(event):
    event.starts_on = event.ends_on = NOON.date() + timedelta(days=1)
    visit = a_visit(event=event, capacity=1)
    an_item(event=event, day=event.starts_on, starts_at=time(10, 0), visit=visit)
    seated = a_registration(event=event, visits=[visit])
    (one,) = a_registration(event=event, waits_for=[visit]).visit_choices
    cancel(seated)

    assert one.offer_until == NOON.replace(hour=8) + timedelta(days=1)


def test_more_seats_are_offered_at_once(event):
    visit = a_visit(event=event, capacity=0)
    (choice,) = a_registration(event=event, waits_for=[visit]).visit_choices
    facts = visits.facts_of(visit)
    visits.edit_visit(
        visit=visit, facts=type(facts)(**vars(facts) | {"capacity": 1}), actor=COMMAND, now=NOON
    )

    assert choice.state is ChoiceState.OFFERED


def test_a_place_brings_the_seats_wished_for_as_far_as_they_are_free(event, seated):
    free, full = a_visit(event=event, capacity=1), a_visit(event=event, capacity=0)
    person = a_waiting(event=event, visits=[free], waits_for=[full])
    cancel(seated[0])
    by_visit = {choice.visit: choice.state for choice in person.visit_choices}
    assert by_visit == {free: ChoiceState.OFFERED, full: ChoiceState.WAITING}
    accept(person)

    by_visit = {choice.visit: choice.state for choice in person.visit_choices}
    assert by_visit == {free: ChoiceState.CONFIRMED, full: ChoiceState.WAITING}


def test_nobody_is_offered_two_visits_at_one_time(event):  # R10
    early, late = a_visit(event=event, capacity=0), a_visit(event=event, capacity=5)
    person = a_registration(event=event, visits=[late], waits_for=[early])
    for visit in (early, late):
        an_item(event=event, day=event.starts_on, starts_at=time(10), visit=visit)
    early.capacity = 1
    ending.settle(event, now=NOON)

    by_visit = {choice.visit: choice.state for choice in person.visit_choices}
    assert by_visit[early] is ChoiceState.WAITING
