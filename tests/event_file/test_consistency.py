from collections.abc import Callable
from typing import Any

import pytest

from eventreg.events.event_file import consistency
from tests.event_file.files import JELGAVA, limbazi, person, read, with_people

Values = dict[str, Any]


def the_end_before_the_start(values: Values) -> str:
    values["ends_on"] = "2017-11-20"
    return "$.ends_on: stands before the first day, 2017-11-21"


def a_day_outside_the_event(values: Values) -> str:
    values["agenda"][0]["day"] = "2017-11-25"
    return "$.agenda[0].day: 2017-11-25 is not a day of the event (2017-11-21 to 2017-11-22)"


def a_time_without_a_day(values: Values) -> str:
    values["agenda"][0]["starts_at"] = "10:00"
    return "$.agenda[0].starts_at: can only be known when the day is"


def an_end_that_is_not_later(values: Values) -> str:
    values["agenda"][0] |= {"day": "2017-11-21", "starts_at": "10:00", "ends_at": "10:00"}
    return "$.agenda[0].ends_at: must be later than starts_at"


def a_part_outside_its_item(values: Values) -> str:
    values["agenda"][0] |= {"day": "2017-11-21", "starts_at": "10:00", "ends_at": "11:00"}
    part = {"key": "dala", "kind": "session", "title": {"lv": "Daļa"}}
    values["agenda"][0]["parts"] = [part | {"starts_at": "12:00", "ends_at": None}]
    return "$.agenda[0].parts[0].starts_at: the part lies outside the times of its item"


def an_institution_that_is_not_there(values: Values) -> str:
    values["visits"][2]["institution"] = "cita-skola"
    return "$.visits[2].institution: 'cita-skola' does not stand in this file"


def a_visit_that_is_not_there(values: Values) -> str:
    values["agenda"][1]["visit"] = "cits"
    return "$.agenda[1].visit: 'cits' does not stand in this file"


def a_key_twice(values: Values) -> str:
    values["visits"][1]["key"] = values["visits"][0]["key"]
    values["agenda"][1]["visit"] = values["visits"][0]["key"]
    return "$.visits[1].key: 'limbazi-2017-ladezers' stands in this file twice"


def a_territory_invited_twice(values: Values) -> str:
    values["invitations"][1]["territory"] = values["invitations"][0]["territory"]
    return "$.invitations[1].territory: is invited twice"


def half_a_coordinate(values: Values) -> str:
    values["institutions"][0]["latitude"] = 57.5
    return "$.institutions[0].longitude: latitude and longitude go together"


def a_municipal_person_without_a_municipality(values: Values) -> str:
    values["registrations"] = [person("anna", territory=None)]
    return "$.registrations[0].territory: must be named for who comes from a municipality"


def an_address_registered_twice(values: Values) -> str:  # R9
    values["registrations"] = [person("anna"), person("janis", email="Anna@example.org")]
    return "$.registrations[1].email: has another active registration in this file"


def two_visits_at_once(values: Values) -> str:  # R10
    times = {"day": "2017-11-21", "starts_at": "10:00", "ends_at": "11:00"}
    for item in values["agenda"][:2]:
        item.update(times)
    seats = [{"visit": each["key"], "state": "confirmed"} for each in values["visits"][:2]]
    values["registrations"] = [person("anna", visits=seats)]
    return (
        "$.registrations[0].visits: limbazi-2017-centrs and limbazi-2017-ladezers "
        "are at the same time"
    )


def a_topic_that_is_not_there(values: Values) -> str:
    contribution = {"key": "c", "kind": "opinion", "state": "accepted", "title": {"lv": "Doma"}}
    values["contributions"] = [contribution | {"topic": "cits"}]
    return "$.contributions[0].topic: 'cits' does not stand in this file"


def a_window_that_closes_first(values: Values) -> str:
    values["registration_opens_at"] = "2017-11-02T08:00:00Z"
    values["registration_closes_at"] = "2017-11-01T08:00:00Z"
    return "$.registration_closes_at: must be later than registration_opens_at"


@pytest.mark.parametrize(
    "break_it",
    [
        the_end_before_the_start,
        a_day_outside_the_event,
        a_time_without_a_day,
        an_end_that_is_not_later,
        a_part_outside_its_item,
        an_institution_that_is_not_there,
        a_visit_that_is_not_there,
        a_key_twice,
        a_territory_invited_twice,
        half_a_coordinate,
        a_municipal_person_without_a_municipality,
        an_address_registered_twice,
        two_visits_at_once,
        a_topic_that_is_not_there,
        a_window_that_closes_first,
    ],
)
def test_it_names(break_it: Callable[[Values], str]):
    values = limbazi()
    expected = break_it(values)

    assert expected in [str(fault) for fault in consistency.faults(read(values))]


def test_it_finds_nothing_wrong_with_the_first_event():
    assert consistency.faults(read(limbazi())) == []


def test_it_lets_two_registrations_of_one_address_stand_when_one_is_cancelled():  # R9
    values = with_people()
    values["registrations"] = [
        person("anna"),
        person("otra", email="anna@example.org", state="cancelled", territory=JELGAVA),
    ]

    assert consistency.faults(read(values)) == []
