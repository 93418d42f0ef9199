"""The sweep finds nothing in what the verbs have made, and whatever is broken behind their back."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import delete, select, text, update

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import COMMAND
from eventreg.messages.models import Message
from eventreg.registration import service, submissions
from eventreg.registration.models import (
    ChoiceState,
    Consent,
    ConsentPurpose,
    Delegation,
    FormSubmission,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.questions.models import (
    Answer,
    QuestionKind,
    QuestionOption,
)
from eventreg.registration.reconciliation.service import sweep
from eventreg.visits.models import SiteVisit, Vehicle
from tests.factories import (
    NOON,
    a_delegate,
    a_delegation,
    a_question,
    a_registration,
    a_visit,
    a_waiting,
    an_application,
    an_item,
    an_open_event,
    answer_to,
)
from tests.public.statements import counted_statements

DAY = date(2026, 5, 5)


def registered(event, **values):
    """Somebody who has sent the form."""
    sent = service.register(
        event=event,
        application=an_application(**values),
        form_key=submissions.new_key(),
        notice_version=event.organisation.privacy_notice_version,
        now=NOON,
    )
    return sent.registration


def found():
    db.session.flush()
    db.session.expire_all()
    return [str(violation) for violation in sweep(now=NOON)]


def broken(table, **values):
    """Break all rows of a table behind the verbs' back, and look."""
    db.session.flush()
    db.session.execute(update(table).values(**values))
    return found()


@pytest.fixture
def event(app):
    return an_open_event(capacity=3, slug="tikšanās")


@pytest.fixture
def person(event):
    """Somebody on a visit, with an option of which there are few, who agrees to a photograph."""
    visit = a_visit(event=event, capacity=1)
    an_item(event=event, visit_id=visit.id, day=DAY, starts_at=time(10), ends_at=time(12))
    dinner = a_question(event=event, kind=QuestionKind.CHOICE, options=[("Zivs", 5), ("Sēnes", 5)])
    return registered(
        event,
        visits=[visit],
        consents=[ConsentPurpose.PHOTOGRAPHS],
        answers=(answer_to(dinner, 0),),
    )


def place(person):
    return f"registration {person.reference} of event {person.event.slug}"


def test_what_the_verbs_have_made_is_whole(event, person):
    a_delegate(delegation=a_delegation(event=event, reserves=True))
    a_waiting(event=event)
    service.cancel_registration(person, actor=COMMAND, now=NOON)

    assert found() == []


def test_the_number_of_statements_does_not_grow_with_events(event, person):
    for _ in range(3):
        a_registration(event=an_open_event(capacity=1))
    db.session.flush()
    with counted_statements() as few:
        sweep(now=NOON)
    for _ in range(6):
        a_registration(event=an_open_event(capacity=1))
    db.session.flush()
    with counted_statements() as more:
        sweep(now=NOON)

    assert len(few) == len(more) == 16


def test_a_counter_that_differs_from_the_rows_is_found(event, person):  # R7
    assert broken(Event, taken=2) == ["event tikšanās: 2 places counted, 1 held (R7)"]


def test_a_reserving_quota_counts_as_a_whole(event):  # R6
    a_delegate(delegation=a_delegation(event=event, capacity=2, reserves=True))

    assert broken(Event, taken=1) == ["event tikšanās: 1 places counted, 2 held (R7)"]


def test_a_quota_that_is_counted_wrongly_is_found(event):  # R7
    delegation = a_delegation(event=event)
    a_delegate(delegation=delegation)

    assert broken(Delegation, taken=0) == [
        f"delegation {delegation.id} of event tikšanās: 0 places counted, 1 held (R7)"
    ]


def test_seats_that_are_counted_wrongly_are_found(event, person):  # R7
    visit = person.visit_choices[0].visit

    assert broken(SiteVisit, taken=0) == [
        f"visit {visit.id} of event tikšanās: 0 places counted, 1 held (R7)"
    ]


def test_seats_of_vehicles_that_are_counted_wrongly_are_found(event, person):  # R7
    visit = person.visit_choices[0].visit
    vehicle = Vehicle(visit=visit, position=0, name="Autobuss", capacity=10, taken=3)
    db.session.add(vehicle)

    assert found() == [f"vehicle {vehicle.id} of event tikšanās: 3 places counted, 0 held (R7)"]


def test_options_that_are_counted_wrongly_are_found(event, person):  # R7
    fish, mushrooms = db.session.scalars(select(QuestionOption).order_by(QuestionOption.id))

    assert broken(QuestionOption, taken=4) == [
        f"option {fish.id} of event tikšanās: 4 places counted, 1 held (R7)",
        f"option {mushrooms.id} of event tikšanās: 4 places counted, 0 held (R7)",
    ]


def test_more_people_than_places_are_found(event):  # R6
    for _ in range(3):
        a_registration(event=event)
    a_waiting(event=event)

    assert broken(Registration, state=RegistrationState.CONFIRMED, queue_order=None) == [
        "event tikšanās: 3 places counted, 4 held (R7)",
        "event tikšanās: 4 places held of 3 (R6)",
    ]


def test_an_address_that_is_registered_twice_is_found(event):  # R9
    for address in ("anna@example.org", "berta@example.org"):
        a_registration(event=event, email=address)
    db.session.flush()
    db.session.execute(text("DROP INDEX uq_registration_active_email"))
    violations = broken(Registration, email_key="anna@example.org")
    db.session.rollback()  # the index comes back

    assert violations == ["event tikšanās: one address registered 2 times (R9)"]


def test_an_offer_without_an_end_is_found(event, person):  # R8
    person.state = RegistrationState.OFFERED
    person.visit_choices[0].state = ChoiceState.OFFERED

    assert found() == [
        f"{place(person)}: an offer without an end (R8)",
        f"{place(person)}: a seat offered without end (R8)",
        f"{place(person)}: no mail tells of the offer (R26)",
        f"{place(person)}: a mail tells of what has not happened (R26)",
    ]


def test_an_offer_that_nobody_holds_is_found(event):  # R8
    person = a_registration(event=event)
    person.offer_until = NOON

    assert found() == [f"{place(person)}: an offer that it does not hold (R8)"]


def test_whoever_waits_outside_the_line_is_found(event):  # R8
    for _ in range(3):
        a_registration(event=event)
    waiting = a_waiting(event=event)
    waiting.queue_order = None

    assert found() == [f"{place(waiting)}: waits, but not in line (R8)"]


def test_whoever_waits_though_a_place_is_free_is_found(event):  # R8
    for _ in range(3):
        a_registration(event=event)
    waiting = a_waiting(event=event)
    event.capacity = 4

    assert found() == [f"{place(waiting)}: waits though there is a place (R8)"]


def test_two_who_wait_together_do_not_wait_in_vain_for_one_place(event):  # R8
    for _ in range(3):
        a_registration(event=event)
    for waiting in (a_waiting(event=event), a_waiting(event=event)):
        waiting.party = "kopā"
    event.capacity = 4

    assert found() == []


def test_nobody_waits_in_vain_for_what_has_begun(event):  # R8
    for _ in range(3):
        a_registration(event=event)
    a_waiting(event=event)
    event.capacity = 4
    db.session.flush()

    assert list(sweep(now=NOON + timedelta(days=100))) == []


def test_whoever_waits_for_a_seat_that_is_free_is_found(event, person):  # R8
    visit = person.visit_choices[0].visit
    waiting = a_registration(event=event, waits_for=[visit])
    visit.capacity = 2

    assert found() == [f"{place(waiting)}: waits though visit {visit.id} has seats (R8)"]


def test_seats_at_the_same_time_are_found(event, person):  # R10
    other = a_visit(event=event, position=1, taken=1)
    an_item(event=event, visit_id=other.id, day=DAY, starts_at=time(11), ends_at=time(13))
    person.visit_choices.append(
        VisitChoice(visit=other, state=ChoiceState.CONFIRMED, created_at=NOON)
    )

    assert found() == [f"{place(person)}: holds seats at the same time (R10)"]


def test_a_seat_without_a_place_is_found(event, person):  # R6
    person.state = RegistrationState.CANCELLED
    event.taken = person.visit_choices[0].visit.taken = 0

    assert found() == [
        f"{place(person)}: a seat without a place (R6)",
        f"{place(person)}: waits for a seat after the end (R8)",
        f"{place(person)}: an option held without a place (R6)",
    ]


def test_what_belongs_to_another_event_is_found(event, person):  # R6
    other = an_open_event(slug="cita")
    db.session.flush()
    for table in (SiteVisit, Message):
        db.session.execute(update(table).values(event_id=other.id))
    person.delegation = a_delegation(event=other, taken=1)

    assert found() == [
        f"{place(person)}: of another event's delegation (R6)",
        f"{place(person)}: a seat on another event's visit (R6)",
        f"{place(person)}: a mail about another event (R26)",
    ]


def test_an_answer_of_another_question_is_found(event, person):  # R6
    another = a_question(event=event)
    elsewhere = a_question(event=an_open_event())

    assert broken(Answer, question_id=another.id) == [
        f"{place(person)}: an option of another question (R6)"
    ]
    assert broken(Answer, question_id=elsewhere.id) == [
        f"{place(person)}: an option of another question (R6)",
        f"{place(person)}: an answer to another event's question (R6)",
    ]


def test_a_seat_in_another_visits_vehicle_is_found(event, person):  # R6
    other = a_visit(event=event, position=1)
    person.visit_choices[0].vehicle = Vehicle(
        visit=other, position=0, name="Autobuss", capacity=10, taken=1
    )

    assert found() == [f"{place(person)}: a seat in another visit's vehicle (R6)"]


def test_two_consents_to_the_same_are_found(event, person):  # R21
    given = person.consents[0]
    db.session.add(
        Consent(
            registration=person,
            purpose=given.purpose,
            wording=given.wording,
            language="lv",
            given_at=NOON,
        )
    )

    assert found() == [f"{place(person)}: agrees to photographs more than once (R21)"]


def test_whoever_was_told_nothing_is_found(event, person):  # R26
    db.session.execute(delete(Message))

    assert found() == [f"{place(person)}: no mail tells of it (R26)"]


def test_a_mail_of_what_has_not_happened_is_found(event, person):  # R26
    assert broken(Message, template="registration_cancelled") == [
        f"{place(person)}: no mail tells of it (R26)",
        f"{place(person)}: a mail tells of what has not happened (R26)",
    ]


def test_whoever_the_log_does_not_know_is_found(event, person):  # R28
    person.uid = "nobody-knows-this-name"

    assert found() == [f"{place(person)}: the log knows nothing of it (R28)"]


def test_a_form_that_shows_anothers_reference_is_found(event, person):  # R9
    assert broken(FormSubmission, reference="AAAA-2222") == [
        f"{place(person)}: a form shows another reference (R9)"
    ]


def test_a_repeated_form_that_betrays_the_reference_is_found(event, person):  # R11
    assert broken(FormSubmission, repeats=True)[-1] == (
        f"{place(person)}: a repeated form shows its reference (R11)"
    )
