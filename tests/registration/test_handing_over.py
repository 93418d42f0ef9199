"""A place handed over: the colleague has it all, of the earlier person nothing stays (R9, R12)."""

import pytest
from sqlalchemy import select

from eventreg.events.models import Admission
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.messages.models import Message
from eventreg.privacy.traces import find_traces
from eventreg.registration.application import Needs
from eventreg.registration.consents import standing
from eventreg.registration.errors import (
    AddressCannotTakeOver,
    AlreadyRegistered,
    HandOverNotAllowed,
    TooManyHandOvers,
)
from eventreg.registration.handing_over import MOST_HAND_OVERS, hand_over
from eventreg.registration.models import ConsentPurpose
from eventreg.registration.rows import set_needs
from tests.factories import (
    NOON,
    a_registration,
    a_visit,
    a_waiting,
    an_application,
    an_open_event,
)

STAFF = Actor(ActorKind.STAFF, 1)


@pytest.fixture
def event(app):
    return an_open_event(capacity=2)


@pytest.fixture
def anna(event):
    """With a seat, a consent and a need."""
    visit = a_visit(event=event, capacity=1)
    anna = a_registration(
        event=event,
        email="anna@example.org",
        first_name="Anna",
        last_name="Liepa",
        visits=[visit],
        consents=[ConsentPurpose.LIST_PUBLIC],
    )
    set_needs(anna, Needs(diet="bez riekstiem"))
    return anna


def to_maija(registration, *, email="maija@example.org", by=None):
    hand_over(
        registration,
        details=an_application(first_name="Maija", last_name="Krūze").details,
        email=email,
        language="en",
        actor=by or Actor(ActorKind.PARTICIPANT, registration.id),
        now=NOON,
    )


def test_the_colleague_has_the_place_and_the_seat(event, anna):
    before = (anna.id, anna.reference, anna.link_version)
    to_maija(anna)

    assert (anna.full_name, anna.email, anna.language) == (
        "Maija Krūze",
        "maija@example.org",
        "en",
    )
    assert (anna.id, event.taken, anna.visit_choices[0].visit.taken) == (before[0], 1, 1)
    assert (anna.reference != before[1], anna.link_version) == (True, before[2] + 1)


def test_nothing_of_the_earlier_person_stays_but_the_mail_that_says_so(anna, session):  # R22
    to_maija(anna)
    session.flush()

    assert (standing(anna), anna.needs) == (frozenset(), None)
    found = find_traces(["anna@example.org", "Liepa", "bez riekstiem"])
    assert {(trace.table, trace.column) for trace in found} == {
        ("message", "recipient"),
        ("message", "facts"),
    }


def test_both_are_told(anna, session):
    to_maija(anna)
    session.flush()

    told = session.execute(select(Message.recipient, Message.template).order_by(Message.id)).all()
    assert [tuple(each) for each in told] == [
        ("anna@example.org", "place_handed_over"),
        ("maija@example.org", "place_taken_over"),
    ]


def test_the_log_forgets_the_earlier_person(anna, session):  # R28
    to_maija(anna)

    entries = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [entry.action for entry in entries] == ["registered", "handed over"]
    assert entries[0].after["last_name"] == "█"
    assert entries[1].after["last_name"] == "Krūze"


def test_it_tells_a_participant_nothing_of_who_is_registered(event, anna):  # R9, R11
    a_registration(event=event, email="zane@example.org")
    with pytest.raises(AddressCannotTakeOver):
        to_maija(anna, email="ZANE@example.org")
    with pytest.raises(AlreadyRegistered):
        to_maija(anna, email="zane@example.org", by=STAFF)

    assert anna.first_name == "Anna"


def test_a_place_changes_hands_a_few_times(anna):  # R12
    for number in range(MOST_HAND_OVERS):
        to_maija(anna, email=f"{number}@example.org")
    with pytest.raises(TooManyHandOvers):
        to_maija(anna)
    to_maija(anna, by=STAFF)

    assert anna.handovers == MOST_HAND_OVERS + 1


def test_only_a_confirmed_place_is_handed_over(event, anna):
    a_registration(event=event)
    with pytest.raises(HandOverNotAllowed):
        to_maija(a_waiting(event=event))


def test_where_people_are_approved_the_organiser_hands_over(event, anna):
    event.admission = Admission.APPROVAL
    with pytest.raises(HandOverNotAllowed):
        to_maija(anna)
    to_maija(anna, by=STAFF)

    assert anna.first_name == "Maija"
