"""Vehicles and who sits in them in the event file."""

import pytest
from sqlalchemy import select

from eventreg.events.event_file import composing, consistency, text
from eventreg.events.event_file.errors import EventFileFaulty
from eventreg.events.event_file.importing import import_event
from eventreg.history.service import COMMAND
from eventreg.registration.reconciliation.service import sweep
from eventreg.visits.models import Vehicle
from tests.event_file.files import person, read, with_people
from tests.factories import NOON


def seated(**seat):
    """The first event with a bus and a car for a visit, and one person in the bus."""
    values = with_people()
    visit = values["visits"][0]
    visit["vehicles"] = [
        {
            "key": "bus",
            "name": "Autobuss 1",
            "capacity": 1,
            "meeting_point": {"lv": "Pie stacijas"},
            "departs_at": "2017-11-21T10:00:00Z",
            "accompanying": "Anna Liepa",
        },
        {"key": "car", "name": "Auto", "capacity": 3, "granted_beyond": 1},
    ]
    values["registrations"][0]["visits"][0] |= {"vehicle": "bus", "placed_by_hand": True} | seat
    return values


def bring_in(values):
    return import_event(read(values), actor=COMMAND, now=NOON).event


def faults_of(values):
    return [
        (".".join(map(str, each.path)), each.reason) for each in consistency.faults(read(values))
    ]


def refused(values):
    with pytest.raises(EventFileFaulty) as faulty:
        bring_in(values)
    return [(".".join(map(str, each.path)), each.reason) for each in faulty.value.faults]


def taken(session):
    return dict(session.execute(select(Vehicle.uid, Vehicle.taken)).all())


def test_it_keeps_vehicles_and_seats_exactly(latvia):
    event = bring_in(seated())
    written = text.write(composing.compose(event, with_people=True))

    assert import_event(text.read(written), actor=COMMAND, now=NOON).changed is False
    assert text.write(composing.compose(event, with_people=True)) == written
    file = text.read(written)
    assert file.visits[0].vehicles == read(seated()).visits[0].vehicles
    [seat] = file.registrations[0].visits
    assert (seat.vehicle, seat.placed_by_hand) == ("bus", True)


def test_the_seats_are_counted_at_once(latvia, session):  # R7
    bring_in(seated())

    assert taken(session) == {"bus": 1, "car": 0}
    assert list(sweep(now=NOON)) == []


def test_who_sits_elsewhere_in_the_next_file_gives_the_seat_back(latvia, session):  # R7
    bring_in(seated())
    bring_in(seated(vehicle="car", placed_by_hand=False))

    assert taken(session) == {"bus": 0, "car": 1}
    assert list(sweep(now=NOON)) == []


def test_who_is_cancelled_in_the_next_file_gives_the_seat_back(latvia, session):  # R7
    bring_in(seated())
    values = seated(state="cancelled", vehicle=None, placed_by_hand=False)
    values["registrations"][0]["state"] = "cancelled"
    bring_in(values)

    assert taken(session) == {"bus": 0, "car": 0}
    assert list(sweep(now=NOON)) == []


def test_a_vehicle_of_the_file_is_never_overfull(latvia):  # R6
    values = seated()
    seat = {"visit": values["visits"][0]["key"], "state": "confirmed", "vehicle": "bus"}
    values["registrations"].append(person("ilze", visits=[seat]))
    values["visits"][0]["capacity"] = 9

    assert refused(values) == [("registrations.2.visits.0.vehicle", "no place is left")]


def test_a_vehicle_in_which_somebody_sits_cannot_be_left_out(latvia):
    bring_in(seated())
    values = seated(vehicle=None, placed_by_hand=False)
    values["visits"][0]["vehicles"] = []

    assert refused(values) == [
        ("visits", "the vehicle 'bus' must stay: 1 registration(s) sit in it")
    ]


def test_a_vehicle_in_which_nobody_sits_goes_when_it_is_left_out(latvia, session):
    bring_in(seated())
    values = seated()
    del values["visits"][0]["vehicles"][1]
    bring_in(values)

    assert taken(session) == {"bus": 1}


def test_a_vehicle_cannot_get_fewer_seats_than_people(latvia):  # R6
    bring_in(seated())
    values = seated()
    values["visits"][0]["vehicles"][0]["capacity"] = 0

    assert refused(values)[0] == ("visits.0.vehicles.0.capacity", "1 seats are taken already")


def test_nobody_sits_in_the_vehicle_of_another_visit(latvia):
    values = seated()
    other = values["visits"][1]
    other["vehicles"] = [{"key": "van", "name": "Mikroautobuss", "capacity": 8}]
    values["registrations"][0]["visits"][0]["vehicle"] = "van"

    [(path, reason)] = faults_of(values)
    assert path == "registrations.0.visits.0.vehicle"
    assert reason.startswith("'van' is no vehicle of the visit")


def test_nobody_sits_in_a_vehicle_without_a_seat_on_the_visit():
    assert ("registrations.0.visits.0.vehicle") in dict(faults_of(seated(state="waiting")))


def test_nobody_is_placed_by_hand_without_a_vehicle():
    assert ("registrations.0.visits.0.placed_by_hand") in dict(faults_of(seated(vehicle=None)))


def test_the_same_vehicle_stands_in_a_file_once():
    values = seated()
    values["visits"][0]["vehicles"][1]["key"] = "bus"

    assert ("visits.0.vehicles.1.key") in dict(faults_of(values))


def test_a_vehicle_of_another_event_is_named(latvia):
    bring_in(seated())
    values = seated()
    values |= {"slug": "cits", "registrations": [], "agenda": [], "invitations": []}
    values["contributions"], values["report"] = [], None
    values["visits"] = [values["visits"][0] | {"key": "cits"}]

    assert ("visits.0.vehicles.0.key") in dict(refused(values))
