"""The verbs of registration: what they promise, and what stands when they refuse."""

from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventreg.events.models import Admission
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.messages.models import Message
from eventreg.registration import approval, service, submissions
from eventreg.registration.errors import (
    AlreadyRegistered,
    EventFull,
    MoveNotAllowed,
    TerritoryNotOfTheDay,
    VisitFull,
    VisitNotOffered,
    VisitsOverlap,
    from_constraint,
)
from eventreg.registration.models import Affiliation, Delegation, Registration, RegistrationState
from eventreg.registration.people import known_institutions
from eventreg.territories.service import territory_by_code, territory_named
from tests.factories import (
    NOON,
    a_host,
    a_registration,
    a_visit,
    an_application,
    an_event,
    an_item,
    an_open_event,
)


@pytest.fixture
def event(app):
    return an_open_event(capacity=10)


def visits_at(event, *hours):
    """One visit for each hour of the first day."""
    found = []
    for number, hour in enumerate(hours):
        host = a_host(organisation=event.organisation, name=f"Skola {number + 1}")
        visit = a_visit(event=event, host=host, capacity=1, position=number)
        an_item(event=event, day=event.starts_on, starts_at=time(hour), visit=visit)
        found.append(visit)
    return found


def register(event, application):
    return service.register(
        event=event,
        application=application,
        form_key=submissions.new_key(),
        notice_version=1,
        now=NOON,
    )


def test_it_takes_all_places_or_none(event, session):  # R7
    free, full = visits_at(event, 10, 14)
    a_registration(event=event, visits=[full])
    with pytest.raises(VisitFull):
        service.add_registration(
            event=event, application=an_application(visits=[free, full]), actor=COMMAND, now=NOON
        )

    assert (event.taken, free.taken, full.taken) == (1, 0, 1)
    assert len(session.scalars(select(Registration)).all()) == 1


def test_a_refusal_leaves_the_rest_of_the_transaction_whole(event, session):
    event.capacity = 1
    first = a_registration(event=event)
    with pytest.raises(EventFull):
        a_registration(event=event)
    session.commit()

    assert session.scalars(select(Registration)).all() == [first]


def test_it_refuses_a_second_active_registration_of_the_address(event):  # R9
    a_registration(event=event, email="Anna@example.org")
    with pytest.raises(AlreadyRegistered):
        a_registration(event=event, email="anna@EXAMPLE.org")


def test_one_address_may_be_at_two_events(event):
    a_registration(event=event, email="anna@example.org")

    assert a_registration(email="anna@example.org").is_active


def test_it_names_the_visits_that_overlap(event):  # R10
    visits = visits_at(event, 10, 10)
    with pytest.raises(VisitsOverlap, match=r"Skola 1.*Skola 2"):
        a_registration(event=event, visits=visits)


def test_visits_one_after_the_other_can_both_be_chosen(event):  # R10
    assert len(a_registration(event=event, visits=visits_at(event, 10, 11)).visit_choices) == 2


@pytest.mark.parametrize("values", [{"choosable": False}, {"event": "another"}])
def test_it_refuses_a_visit_that_is_not_offered(event, values):
    given = {"event": an_event()} if "event" in values else values
    visit = a_visit(**{"event": event} | given)
    with pytest.raises(VisitNotOffered):
        a_registration(event=event, visits=[visit])


def test_it_takes_only_a_municipality_of_the_events_day(latvia, event):  # R1
    of_2017 = territory_named("Rūjienas novads", day=event.starts_on.replace(year=2017))
    with pytest.raises(TerritoryNotOfTheDay):
        a_registration(event=event, affiliation=Affiliation.MUNICIPALITY, territory=of_2017)


def test_it_tells_jekabpils_the_city_from_the_municipality(latvia, app):  # R2
    event = an_open_event(starts_on=an_event().starts_on.replace(year=2017))
    city = territory_by_code("0110000")
    person = a_registration(event=event, affiliation=Affiliation.MUNICIPALITY, territory=city)

    assert person.territory.name["lv"] == "Jēkabpils"


def test_it_keeps_a_municipality_only_of_those_who_come_for_one(latvia, event):
    city = territory_named("Rīga", day=event.starts_on)
    person = a_registration(event=event, affiliation=Affiliation.STATE, territory=city)

    assert person.territory is None


def test_an_applicant_holds_no_place_until_admitted(app, session):
    event = an_open_event(capacity=1, admission=Admission.APPROVAL)
    (visit,) = visits_at(event, 10)
    applicant = register(event, an_application(visits=[visit])).registration
    before = (applicant.state, event.taken, visit.taken)
    approval.approve_registration(applicant, actor=COMMAND, now=NOON)

    assert before == (RegistrationState.PENDING, 0, 0)
    assert (applicant.state, event.taken, visit.taken) == (RegistrationState.CONFIRMED, 1, 1)


def test_an_applicant_is_not_admitted_beyond_the_limit(app):  # R6
    event = an_open_event(capacity=1, admission=Admission.APPROVAL, waiting_list=False)
    applicant = register(event, an_application()).registration
    a_registration(event=event)
    with pytest.raises(EventFull):
        approval.approve_registration(applicant, actor=COMMAND, now=NOON)

    assert applicant.state is RegistrationState.PENDING


def test_an_applicant_approved_when_all_is_full_waits(app):  # R8
    event = an_open_event(capacity=1, admission=Admission.APPROVAL)
    applicant = register(event, an_application()).registration
    a_registration(event=event)
    state = approval.approve_registration(applicant, actor=COMMAND, now=NOON)

    assert (state, event.taken) == (RegistrationState.WAITING, 1)


def test_many_are_approved_each_by_itself(app):  # R6
    event = an_open_event(capacity=1, admission=Admission.APPROVAL, waiting_list=False)
    first, second = (register(event, an_application()).registration for _ in range(2))
    outcomes = approval.approve_many([second, first], actor=COMMAND, now=NOON)

    assert [(each.registration, each.state) for each in outcomes] == [
        (first, RegistrationState.CONFIRMED),
        (second, RegistrationState.PENDING),
    ]
    assert [type(each.refusal) for each in outcomes] == [type(None), EventFull]


def test_many_are_declined_with_one_reason(app, session):
    event = an_open_event(admission=Admission.APPROVAL)
    applicants = [register(event, an_application()).registration for _ in range(2)]
    approval.decline_registration(applicants[0], actor=COMMAND, now=NOON)
    outcomes = approval.decline_many(applicants, actor=COMMAND, now=NOON, reason="pilns")

    assert {each.state for each in outcomes} == {RegistrationState.DECLINED}
    assert [type(each.refusal) for each in outcomes] == [MoveNotAllowed, type(None)]


def test_a_place_of_a_delegation_is_given_back_with_the_registration(latvia, event, session):  # R6
    territory = territory_named("Rīga", day=event.starts_on)
    delegation = Delegation(event=event, territory=territory, capacity=2, taken=1)
    session.add(delegation)
    person = a_registration(event=event)
    session.flush()
    person.delegation_id = delegation.id
    session.flush()
    service.cancel_registration(person, actor=COMMAND, now=NOON)

    assert (delegation.taken, event.taken) == (0, 0)


def test_what_is_cancelled_is_not_cancelled_again(event):
    person = a_registration(event=event)
    service.cancel_registration(person, actor=COMMAND, now=NOON)
    with pytest.raises(MoveNotAllowed):
        service.cancel_registration(person, actor=COMMAND, now=NOON)

    assert event.taken == 0


def test_a_repeated_form_changes_nothing_and_tells_the_owner(event, session):  # R9, R11
    anna = a_registration(event=event, email="anna@example.org", first_name="Anna")
    again = register(event, an_application("ANNA@example.org", first_name="Kāds"))

    (mail,) = session.scalars(select(Message))
    assert again.repeats
    assert again.reference != anna.reference
    assert again.reference == mail.facts["asked_reference"]
    assert (mail.recipient, mail.template) == ("anna@example.org", "registered_already")
    assert (anna.first_name, event.taken) == ("Anna", 1)


def test_repeated_forms_send_few_mails(event, session):  # R12
    a_registration(event=event, email="anna@example.org")
    for _ in range(6):
        register(event, an_application("anna@example.org"))

    assert len(session.scalars(select(Message)).all()) == 3


def test_a_full_event_says_so_to_everybody_alike(event):  # R11
    event.capacity = 1
    a_registration(event=event, email="anna@example.org")
    for address in ("anna@example.org", "cita@example.org"):
        with pytest.raises(EventFull):
            register(event, an_application(address))


def test_every_change_is_in_the_log_with_what_changed(event, session):  # R28
    first, second = visits_at(event, 10, 14)
    person = a_registration(event=event, visits=[first])
    service.choose_visits(person, visits=[second.uid], actor=COMMAND, now=NOON)
    service.cancel_registration(person, actor=COMMAND, now=NOON, reason="slimība")

    entries = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [entry.action for entry in entries] == ["registered", "visits chosen", "cancelled"]
    assert (entries[1].before, entries[1].after) == (
        {"visits": ["Skola 1"]},
        {"visits": ["Skola 2"]},
    )
    assert entries[2].after == {"state": "cancelled", "reason": "slimība"}
    assert {entry.event_id for entry in entries} == {event.id}


def test_it_suggests_institutions_that_several_people_named(event):
    for number in range(3):
        a_registration(event=event, institution="Cēsu novada dome")
        if number:
            a_registration(event=event, institution="Viena cilvēka birojs")

    assert known_institutions(event) == ["Cēsu novada dome"]


def test_it_suggests_nothing_of_another_organisation(event):
    other = an_open_event()
    for _ in range(3):
        a_registration(event=other, institution="Sveša iestāde")

    assert known_institutions(event) == []


def test_a_constraint_that_nobody_foresaw_is_no_fact_of_the_domain(app):
    assert from_constraint(IntegrityError("", {}, Exception("NOT NULL failed: a.b"))) is None
