"""Invitations travel in the event file, exactly, with the places they keep (R6)."""

import json

import pytest
from sqlalchemy import select

from eventreg.database import db
from eventreg.events.event_file import composing, text
from eventreg.events.event_file.errors import EventFileFaulty
from eventreg.events.event_file.importing import import_event
from eventreg.events.models import Event
from eventreg.history.service import COMMAND
from eventreg.registration.models import Delegation
from tests.event_file.files import limbazi, person
from tests.factories import NOON

SCHOOL = {
    "key": "skola",
    "institution": "Latvijas Universitāte",
    "quota": 3,
    "reserves": True,
    "releases": True,
    "answer_until": "2017-11-01T09:00:00Z",
    "coordinator_name": "Ilze Viesule",
    "coordinator_email": "ilze@example.org",
    "refusal": "",
    "language": "en",
    "link_version": 2,
}

pytestmark = pytest.mark.usefixtures("latvia")


def a_file(**invitation):
    values = limbazi()
    values["capacity"] = 5
    values["invitations"].append(SCHOOL | invitation)
    values["registrations"] = [
        person("anna", invitation="skola", acknowledged_at="2017-11-02T09:00:00Z"),
        person("berta"),
    ]
    return values


def bring(values):
    return import_event(text.read(json.dumps(values)), actor=COMMAND, now=NOON).event


def school():
    return db.session.scalars(select(Delegation).where(Delegation.uid == "skola")).one()


def test_an_invitation_comes_back_as_it_went(session):
    event = bring(a_file())
    session.commit()
    first = text.write(composing.compose(event, with_people=True))
    session.delete(event)
    session.commit()
    again = bring(json.loads(first))

    assert text.write(composing.compose(again, with_people=True)) == first
    assert (school().institution, school().coordinator_name, school().language) == (
        *("Latvijas Universitāte", "Ilze Viesule"),
        "en",
    )


def test_kept_places_are_counted_and_its_people_take_the_quota_alone(session):  # R6
    event = bring(a_file())

    assert (event.taken, school().taken) == (4, 1)


def test_a_second_import_changes_no_count(session):  # R7
    bring(a_file())
    event = bring(a_file())

    assert (event.taken, school().taken) == (4, 1)


@pytest.mark.parametrize(
    ("change", "taken"),
    [({"reserves": False}, 2), ({"quota": 4}, 5), ({"quota": 2}, 3)],
)
def test_an_import_that_changes_what_is_kept_moves_the_events_places(session, change, taken):  # R6
    bring(a_file())
    event = bring(a_file(**change))

    assert (event.taken, school().taken) == (taken, 1)


def test_more_than_the_event_has_cannot_be_kept(session):  # R6
    with pytest.raises(EventFileFaulty) as refused:
        bring(a_file(quota=6))

    assert "no place is left" in str(refused.value.faults)
    session.rollback()
    assert session.scalars(select(Event)).all() == []


def test_without_people_the_file_names_no_coordinator(session):
    event = bring(a_file(refusal="Ilze ir slima"))
    written = text.write(composing.compose(event, with_people=False))

    assert not any(word in str(written) for word in ("Ilze", "ilze@example.org"))


@pytest.mark.parametrize("wrong", [{"institution": ""}, {"quota": None}])
def test_it_says_what_is_wrong_with_an_invitation(session, wrong):
    with pytest.raises(EventFileFaulty):
        bring(a_file(**wrong))
