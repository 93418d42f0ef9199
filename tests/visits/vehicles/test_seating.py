"""People and the seats of vehicles: by hand, by itself, and when somebody leaves."""

import pytest

from eventreg.errors import DomainError
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.registration import service as registration
from eventreg.registration.models import ChoiceState
from eventreg.registration.notices import visits_held
from eventreg.registration.reconciliation.service import sweep
from eventreg.registration.waiting import ending
from eventreg.visits.errors import SeatsBelowTaken
from eventreg.visits.vehicles import service
from eventreg.visits.vehicles.errors import NobodySelected, NoVehicle, VehicleFull
from tests.factories import a_registration, a_visit
from tests.visits.builders import LATER, NOON, ORGANISER
from tests.visits.vehicles.builders import a_vehicle, a_visitor, assigned, placed, vehicle_of


def test_an_organiser_gives_people_a_vehicle(visit):
    bus = a_vehicle(visit)
    anna, juris = a_visitor(visit), a_visitor(visit)

    assert placed(visit, bus, anna, juris) == 2
    assert bus.taken == 2


def test_a_vehicle_is_never_overfull(visit):  # R6
    bus = a_vehicle(visit, capacity=1)
    people = [a_visitor(visit), a_visitor(visit)]

    with pytest.raises(VehicleFull) as full:
        placed(visit, bus, *people)

    assert full.value.free == 1


def test_nobody_is_placed_who_has_no_seat_on_the_visit(visit):
    stranger = a_registration(event=visit.event)

    with pytest.raises(NobodySelected):
        placed(visit, a_vehicle(visit), stranger)


def test_people_can_be_taken_out_of_their_vehicle(visit):
    bus, anna = a_vehicle(visit), a_visitor(visit)
    placed(visit, bus, anna)

    placed(visit, None, anna)

    assert (bus.taken, vehicle_of(anna)) == (0, None)


def test_who_cancels_gives_back_the_seat_in_the_vehicle(visit, session):  # R6
    bus, anna = a_vehicle(visit), a_visitor(visit)
    placed(visit, bus, anna)

    registration.cancel_registration(anna, actor=ORGANISER, now=LATER)

    session.refresh(bus)
    assert (bus.taken, vehicle_of(anna)) == (0, None)


def test_who_gives_up_the_visit_gives_back_the_seat_in_the_vehicle(visit, session):  # R6
    bus, anna = a_vehicle(visit), a_visitor(visit)
    placed(visit, bus, anna)

    registration.choose_visits(anna, visits=(), actor=ORGANISER, now=LATER)

    session.refresh(bus)
    assert (bus.taken, vehicle_of(anna)) == (0, None)


def test_who_changes_to_another_visit_gives_back_the_seat_in_the_vehicle(visit, session):  # R6
    bus, anna = a_vehicle(visit), a_visitor(visit)
    placed(visit, bus, anna)
    other = a_visit(event=visit.event)

    registration.choose_visits(anna, visits=[other.uid], actor=ORGANISER, now=LATER)

    session.refresh(bus)
    assert bus.taken == 0
    assert [seat.vehicle for seat in anna.visit_choices] == [None, None]


def test_an_offer_that_lapses_gives_back_the_seat_in_the_vehicle(visit, session):  # R6, R8
    visit.capacity = 1
    bus, leaves = a_vehicle(visit), a_visitor(visit)
    anna = a_registration(event=visit.event, waits_for=[visit])
    registration.cancel_registration(leaves, actor=ORGANISER, now=NOON)
    placed(visit, bus, anna)
    assert bus.taken == 1

    ending.settle(visit.event, now=anna.visit_choices[0].offer_until)

    session.refresh(bus)
    assert anna.visit_choices[0].state is ChoiceState.EXPIRED
    assert (bus.taken, vehicle_of(anna)) == (0, None)


def test_a_seat_that_is_counted_wrongly_is_found(visit, session):  # R7
    bus = a_vehicle(visit)
    placed(visit, bus, a_visitor(visit))
    bus.taken = 0
    session.flush()

    assert [each.what for each in sweep(now=LATER)] == ["0 places counted, 1 held"]


def test_it_assigns_everybody_by_itself(visit):
    buses = [a_vehicle(visit), a_vehicle(visit, "Autobuss 2")]
    people = [a_visitor(visit, institution=name) for name in ("Dome", "Skola", "Dome", "Skola")]

    done = assigned(visit)

    assert (done.seated, done.left) == (4, 0)
    assert vehicle_of(people[0]) is vehicle_of(people[2])
    assert vehicle_of(people[1]) is vehicle_of(people[3])
    assert [bus.taken for bus in buses] == [2, 2]


def test_whom_an_organiser_placed_is_not_moved(visit):
    car, bus = a_vehicle(visit, "Auto", 1), a_vehicle(visit, "Autobuss", 5)
    anna, juris = a_visitor(visit), a_visitor(visit)
    placed(visit, car, anna)

    assigned(visit)

    assert (vehicle_of(anna), vehicle_of(juris)) == (car, bus)


def test_whom_an_organiser_placed_is_moved_when_that_is_asked_for(visit):
    car, bus = a_vehicle(visit, "Auto", 1), a_vehicle(visit, "Autobuss", 5)
    anna, juris = a_visitor(visit), a_visitor(visit)
    placed(visit, car, anna)

    assigned(visit, anew=True)

    assert (vehicle_of(anna), vehicle_of(juris)) == (bus, bus)
    assert (car.taken, bus.taken) == (0, 2)


def test_assigning_again_moves_nobody(visit):
    a_vehicle(visit), a_vehicle(visit, "Autobuss 2")
    for _ in range(3):
        a_visitor(visit)
    assigned(visit)

    assert assigned(visit).seated == 0


def test_it_says_for_how_many_there_is_no_seat(visit):
    a_vehicle(visit, capacity=2)
    for _ in range(3):
        a_visitor(visit)

    assert assigned(visit).left == 1


def test_without_a_vehicle_nobody_is_assigned(visit):
    with pytest.raises(NoVehicle):
        assigned(visit)


def test_a_vehicle_cannot_have_fewer_seats_than_people(visit):  # R6
    bus = a_vehicle(visit)
    placed(visit, bus, a_visitor(visit), a_visitor(visit))

    with pytest.raises(SeatsBelowTaken):
        service.change_vehicle(
            vehicle=bus,
            facts=service.VehicleFacts(name="Autobuss 1", capacity=1),
            actor=ORGANISER,
            now=LATER,
        )


def test_who_sat_in_a_removed_vehicle_keeps_the_seat_on_the_visit(visit, session):
    bus, anna = a_vehicle(visit), a_visitor(visit)
    placed(visit, bus, anna)

    service.remove_vehicle(vehicle=bus, actor=ORGANISER, now=LATER)

    session.refresh(anna.visit_choices[0])
    assert vehicle_of(anna) is None
    assert visit.taken == 1


def test_a_person_is_told_the_own_vehicle_and_where_it_leaves(visit):
    visit.meeting_point = LocalText(lv="Pie domes")
    bus = a_vehicle(visit, meeting_point=LocalText(lv="Pie stacijas"), departs_at=NOON)
    anna, juris = a_visitor(visit), a_visitor(visit)
    placed(visit, bus, anna)

    [hers], [his] = visits_held(anna), visits_held(juris)

    assert (hers.vehicle, hers.meeting_point["lv"], hers.departs_at) == (
        *("Autobuss 1", "Pie stacijas", NOON),
    )
    assert (his.vehicle, his.meeting_point["lv"], his.departs_at) == ("", "Pie domes", None)


def test_each_move_is_in_the_log_of_the_person(visit, session):  # R28
    anna = a_visitor(visit)
    placed(visit, a_vehicle(visit), anna)
    session.flush()

    entry = session.query(LogEntry).filter_by(action="vehicle given").one()
    assert (entry.subject_uid, entry.after) == (anna.uid, {"vehicle": "Autobuss 1"})


def test_every_no_is_a_fact_of_the_domain():
    assert all(issubclass(each, DomainError) for each in (VehicleFull, NobodySelected, NoVehicle))
