"""Two registrations of one person become one: nothing is lost and no limit is exceeded."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.attendance.certificates.models import Certificate
from eventreg.attendance.models import Attendance, DeskNote
from eventreg.attendance.service import MadeNote, keep_notes, occasions_of
from eventreg.database import Base, db
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.messages.models import Message
from eventreg.registration import service
from eventreg.registration.application import Needs
from eventreg.registration.duplicates.errors import KeptIsEnded, OtherHasThePlace
from eventreg.registration.duplicates.finding import alike_at, email_root, name_root
from eventreg.registration.duplicates.service import (
    OWN_WAY,
    merge_registrations,
    say_they_are_two,
)
from eventreg.registration.models import ChoiceState, Registration, RegistrationState
from eventreg.registration.questions.models import Answer, QuestionKind
from eventreg.registration.reconciliation.service import sweep
from eventreg.registration.remarks.service import give_tag, write_note
from eventreg.registration.requests.wanted import details_of
from eventreg.visits.models import Vehicle
from eventreg.visits.vehicles.seating import place
from tests.factories import (
    NOON,
    a_contribution,
    a_delegate,
    a_delegation,
    a_question,
    a_registration,
    a_visit,
    a_waiting,
    an_account,
    an_item,
    an_open_event,
    answer_to,
)

STAFF = Actor(ActorKind.STAFF, None)


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis", capacity=10, waiting_list=True)


def merge(kept, other):
    seats = merge_registrations(kept, other, actor=STAFF, now=NOON)
    db.session.flush()
    db.session.expire_all()
    assert sweep(now=NOON) == []
    return seats


def anna(event, email="anna@example.org", **values):
    return a_registration(event=event, email=email, first_name="Anna", **values)


def visits_held(person):
    return {each.visit for each in person.visit_choices if each.state is ChoiceState.CONFIRMED}


def test_the_other_ones_place_is_free_and_it_is_cancelled_through_the_table_of_moves(event):
    kept, other = anna(event), anna(event, "anna+1@example.org")
    merge(kept, other)

    assert (kept.state, other.state) == (RegistrationState.CONFIRMED, RegistrationState.CANCELLED)
    assert event.taken == 1


def test_the_freed_place_is_offered_at_once(event):  # R8
    event.capacity = 2
    kept, other = anna(event), anna(event, "anna2@example.org")
    waiting = a_waiting(event=event)
    merge(kept, other)

    assert (waiting.state, event.taken) == (RegistrationState.OFFERED, 2)


def test_a_seat_on_a_full_visit_goes_over_and_nobody_can_take_it_in_between(event):  # R6
    visit = a_visit(event=event, capacity=1)
    kept, other = anna(event), anna(event, "anna2@example.org", visits=[visit])
    waiting = a_registration(event=event)
    service.choose_visits(waiting, visits=[visit.uid], waits_for=[visit.uid], actor=STAFF, now=NOON)
    merge(kept, other)

    assert visits_held(kept) == {visit}
    assert (visit.taken, visits_held(other)) == (1, set())
    assert waiting.visit_choices[0].state is ChoiceState.WAITING


def test_a_seat_in_a_full_vehicle_goes_over_with_the_visit(event, session):
    visit = a_visit(event=event, capacity=5)
    bus = Vehicle(visit=visit, position=0, name="Buss", capacity=1)
    session.add(bus)
    session.flush()
    kept, other = anna(event), anna(event, "anna2@example.org", visits=[visit])
    place(visit=visit, people=[other.uid], vehicle=bus, actor=STAFF, now=NOON)
    merge(kept, other)

    assert [each.vehicle for each in kept.visit_choices] == [bus]
    assert bus.taken == 1


def test_visits_at_the_same_time_are_not_carried_and_become_free(event):  # R10
    visits = [a_visit(event=event, capacity=3) for _ in range(2)]
    for visit in visits:
        an_item(event=event, visit=visit, day=event.starts_on, starts_at=time(9), ends_at=time(10))
    kept = anna(event, visits=visits[:1])
    other = anna(event, "anna2@example.org", visits=visits[1:])
    seats = merge(kept, other)

    assert (seats.carried, seats.left) == ([], [visits[1]])
    assert [visit.taken for visit in visits] == [1, 0]


def test_a_seat_is_better_than_waiting_for_it(event):
    visit = a_visit(event=event, capacity=1)
    other = anna(event, "anna2@example.org", visits=[visit])
    kept = anna(event, visits=[visit], waits_for=[visit])
    merge(kept, other)

    assert visits_held(kept) == {visit}


def test_answers_go_over_with_the_options_they_hold(event, session):
    dinner = a_question(event=event, kind=QuestionKind.CHOICE, options=[("Jā", 1), "Nē"])
    other_question = a_question(event=event, label="Vai būsiet no rīta?")
    kept = anna(event, answers=[answer_to(other_question, yes=True)])
    answers = [answer_to(dinner, 0), answer_to(other_question, yes=False)]
    other = anna(event, "anna2@example.org", answers=answers)
    merge(kept, other)

    own = session.scalars(select(Answer).where(Answer.registration_id == kept.id)).all()
    assert {answer.question: answer.yes for answer in own} == {dinner: None, other_question: True}
    assert [option.taken for option in dinner.options] == [1, 0]


def test_a_delegations_place_goes_over_to_who_has_none(event):
    delegation = a_delegation(event=event, capacity=1, reserves=True)
    kept, other = anna(event), a_delegate(delegation=delegation)
    before = event.taken
    merge(kept, other)

    assert (kept.delegation, delegation.taken) == (delegation, 1)
    assert event.taken == before - 1


def test_needs_go_over_where_there_are_none(event):
    kept, other = anna(event), anna(event, "anna2@example.org")
    for person, needs in ((kept, Needs(access="lifts")), (other, Needs(diet="vegāns", access="-"))):
        service.change_registration(
            person, details=details_of(person), needs=needs, actor=STAFF, now=NOON
        )
    merge(kept, other)

    assert (kept.needs.diet, kept.needs.access) == ("vegāns", "lifts")


def test_presence_comes_to_what_it_would_have_come_to_for_one_person(event, session):
    kept, other = anna(event), anna(event, "anna2@example.org")
    first, *_more = occasions_of(event)
    for number, (person, present) in enumerate(((other, True), (kept, True), (kept, False))):
        note = MadeNote(
            uid=f"n{number}", person=person, present=present, at=NOON - timedelta(hours=3 - number)
        )
        keep_notes([note], event=event, occasion=first, actor=STAFF, now=NOON)
    merge(kept, other)

    assert set(session.scalars(select(DeskNote.registration_id))) == {kept.id}
    assert session.scalars(select(Attendance)).all() == []


def test_presence_certificate_contributions_tags_and_notes_go_over(event, session):
    kept, other = anna(event), anna(event, "anna2@example.org")
    paper = Certificate(
        event=event, registration=other, position=1, code="AAAA-BBBB-CCCC", issued_at=NOON
    )
    there = Attendance(registration=other, day=event.starts_on, noted_at=NOON)
    given = a_contribution(event=event, registration=other)
    session.add_all([paper, there])
    only = select(Registration.id).where(Registration.id == other.id)
    give_tag(event, name="VIP", people=only, actor=STAFF, now=NOON)
    note = write_note(other, text="Zvanīt pirms tam", sure=False, actor=STAFF, now=NOON)
    merge(kept, other)

    assert {each.registration_id for each in (paper, there, given, note)} == {kept.id}


def test_everything_that_hangs_on_a_registration_has_its_way(app):
    """A new table goes over by itself, unless it may hold one row for a registration only."""
    for table in Base.metadata.sorted_tables:
        columns = {
            key.parent.name for key in table.foreign_keys if key.column.table.name == "registration"
        }
        unique = {
            column.name
            for constraint in [table.primary_key, *table.constraints, *table.indexes]
            if getattr(constraint, "unique", True) and hasattr(constraint, "columns")
            for column in constraint.columns
            if type(constraint).__name__ in {"PrimaryKeyConstraint", "UniqueConstraint", "Index"}
        }
        assert table.name in OWN_WAY or not columns & unique, table.name


def test_a_place_is_not_lost_for_one_who_only_waits(event):
    event.capacity = 1
    other = anna(event, "anna2@example.org")
    kept = a_waiting(event=event, first_name="Anna")

    with pytest.raises(OtherHasThePlace):
        merge_registrations(kept, other, actor=STAFF, now=NOON)
    assert other.state is RegistrationState.CONFIRMED


def test_of_two_turns_in_the_waiting_list_the_better_one_stays(event):
    event.capacity = 1
    a_registration(event=event)
    earlier, later = a_waiting(event=event), a_waiting(event=event)
    later.queue_order = earlier.queue_order + timedelta(days=1)
    turn = earlier.queue_order
    merge(later, earlier)

    assert later.queue_order == turn


def test_a_cancelled_one_takes_nothing_on(event):
    kept, other = anna(event), anna(event, "anna2@example.org")
    service.cancel_registration(kept, actor=STAFF, now=NOON)

    with pytest.raises(KeptIsEnded):
        merge_registrations(kept, other, actor=STAFF, now=NOON)


def test_the_person_gets_one_mail_and_both_logs_say_it(event, session):  # R28
    kept, other = anna(event), anna(event, "anna2@example.org")
    merge(kept, other)

    assert session.scalars(select(Message.recipient)).all() == ["anna@example.org"]
    for person, said in ((kept, ["merged"]), (other, ["cancelled", "merged away"])):
        actions = session.scalars(
            select(LogEntry.action)
            .where(LogEntry.subject_uid == person.uid, LogEntry.actor_kind == ActorKind.STAFF)
            .order_by(LogEntry.id)
        )
        assert actions.all() == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna.kirse@example.org", "annakirse+sanaksme@example.org"),
        ("ANNA-kirse@example.org".casefold(), "anna_kirse@example.org"),
    ],
)
def test_addresses_of_one_root(one, other):
    assert email_root(one) == email_root(other) != email_root("anna.kirse@elsewhere.org")


def test_names_are_one_whichever_word_comes_first_and_without_diacritics():
    assert name_root("Līga", "Ķirse") == name_root("Kirse", "Liga") != name_root("Līga", "Liepa")


def test_it_suggests_who_is_alike_and_not_those_said_to_be_two(event):
    first = a_registration(event=event, email="a@x.lv", first_name="Līga", last_name="Ķirse")
    second = a_registration(event=event, email="b@x.lv", first_name="Liga", last_name="Kirse")
    a_registration(event=event, email="c@x.lv", first_name="Ilze", last_name="Ķirse")
    gone = a_registration(event=event, email="a+1@x.lv", first_name="Inga", last_name="Liepa")
    service.cancel_registration(gone, actor=STAFF, now=NOON)

    assert [group.people for group in alike_at(event)] == [[first, second]]
    say_they_are_two([second, first], actor=STAFF, now=NOON)
    assert alike_at(event) == []


def test_organisers_are_shown_what_would_happen_and_then_it_does(client, event):
    kept, other = anna(event), anna(event, "anna+2@example.org", visits=[a_visit(event=event)])
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    twins = "/lv/organise/e/cesis/people-twins/"
    overview = client.get(twins)
    assert "anna+2@example.org" in overview.words
    page = client.get(f"{twins}{kept.uid}/merge/{other.uid}")
    assert other.state is RegistrationState.CONFIRMED
    done = client.submit(page)

    assert other.state is RegistrationState.CANCELLED
    assert f"Anna Ķirse, {other.reference}" in done.words
    assert "Nav divu reģistrāciju" in client.get(twins).words


def test_a_person_is_looked_for_among_the_own_event_alone(client, event):
    kept, stranger = anna(event), anna(an_open_event(organisation=event.organisation))
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    found = client.get(f"/lv/organise/e/cesis/people-twins/{kept.uid}?q=anna")

    assert stranger.email not in found.words
    merging = client.get(f"/lv/organise/e/cesis/people-twins/{kept.uid}/merge/{stranger.uid}")
    assert merging.status_code == 404
