import json
from datetime import date, time

import pytest
from jsonschema import Draft202012Validator

from eventreg.events.event_file import text
from eventreg.events.event_file.errors import EventFileFaulty
from tests.event_file.files import LIMBAZI, limbazi, read


def faults_of(given: str | bytes) -> list[str]:
    with pytest.raises(EventFileFaulty) as caught:
        text.read(given)
    return [str(fault) for fault in caught.value.faults]


def test_it_publishes_a_schema_of_2020_12():
    Draft202012Validator.check_schema(text.schema())


def test_its_schema_accepts_the_first_event():
    Draft202012Validator(text.schema()).validate(limbazi())


def test_its_schema_refuses_an_unknown_key():
    values = limbazi()
    values["visits"][0]["seats"] = 4

    errors = list(Draft202012Validator(text.schema()).iter_errors(values))

    assert [list(error.absolute_path) for error in errors] == [["visits", 0]]


def test_the_shipped_first_event_is_in_the_one_form():
    shipped = LIMBAZI.read_text(encoding="utf-8")

    assert text.write(text.read(shipped)) == shipped


def test_it_names_the_path_of_an_unknown_key():
    values = limbazi()
    values["visits"][1]["seats"] = 4

    assert faults_of(json.dumps(values)) == ["$.visits[1].seats: this key is not known"]


def test_it_finds_every_fault_not_only_the_first():
    values = limbazi()
    values["title"] = {}
    values["starts_on"] = "2017-11-31"
    values["agenda"][3]["starts_at"] = "9.30"
    del values["capacity"]

    assert faults_of(json.dumps(values)) == [
        "$.title: must have a text in at least one language",
        "$.starts_on: must be a day of the calendar, not '2017-11-31'",
        "$.capacity: is missing",
        "$.agenda[3].starts_at: must be a clock time such as 09:30, not '9.30'",
    ]


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_it_knows_no_day_that_nobody_means(year):
    values = limbazi()
    values["starts_on"] = f"{year}-12-31"
    values["published_at"] = f"{year}-01-01T00:00:00+05:00"

    assert faults_of(json.dumps(values)) == [
        f"$.starts_on: must be a day from 1900 to 2199, not '{year}-12-31'",
        f"$.published_at: must be a moment from 1900 to 2199, not '{year}-01-01T00:00:00+05:00'",
    ]


def test_it_says_where_a_text_is_no_json():
    assert faults_of('{"format": ') == ["$: this is not JSON: Expecting value (line 1, column 12)"]


def test_it_refuses_a_key_that_stands_twice():
    assert faults_of('{"slug": "a", "slug": "b"}') == ["$: an object has the key 'slug' twice"]


def test_it_refuses_a_file_that_is_not_utf_8():
    assert faults_of('{"slug": "ķ"}'.encode("iso-8859-13")) == ["$: the file is not UTF-8"]


def test_it_refuses_a_file_nested_without_end():
    assert faults_of("[" * 100_000) == ["$: the file is nested too deeply"]


def test_it_refuses_another_format():
    values = limbazi()
    values["format"] = "eventreg.event/2"

    assert faults_of(json.dumps(values)) == [
        "$.format: must be 'eventreg.event/1', not 'eventreg.event/2'"
    ]


def test_it_refuses_a_moment_without_its_zone():
    values = limbazi()
    values["published_at"] = "2017-11-01T10:00:00"

    assert faults_of(json.dumps(values)) == [
        "$.published_at: must have timezone info, not '2017-11-01T10:00:00'"
    ]


def test_it_refuses_a_language_it_does_not_know():
    values = limbazi()
    values["title"]["de"] = "Treffen"

    assert faults_of(json.dumps(values)) == ["$.title.de: this key is not known"]


def test_it_reads_clock_times_as_local_ones():
    values = limbazi()
    values["agenda"][0] |= {"day": "2017-11-21", "starts_at": "10:00", "ends_at": "12:30"}

    item = read(values).agenda[0]

    assert (item.day, item.starts_at, item.ends_at) == (date(2017, 11, 21), time(10), time(12, 30))


def test_the_first_event_has_no_clock_times():  # R14
    agenda = read(limbazi()).agenda

    assert {(item.day, item.starts_at, item.ends_at) for item in agenda} == {(None, None, None)}


def test_the_first_event_invites_twelve_municipalities():  # R3
    assert len(read(limbazi()).invitations) == 12
