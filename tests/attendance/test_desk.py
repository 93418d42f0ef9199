"""The desk: notes come late, twice and in any order; who is not expected is not noted."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from eventreg.accounts.models import StaffRole
from eventreg.attendance.desk import service
from eventreg.attendance.desk.finding import Standing, found
from eventreg.attendance.desk.service import GivenNote, list_for_device, register_walk_in
from eventreg.attendance.models import Attendance, DeskNote
from eventreg.attendance.service import attended, occasion_named
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import COMMAND, Actor
from eventreg.registration import tickets
from eventreg.registration.errors import EventFull
from eventreg.registration.models import ConsentPurpose, Registration
from eventreg.registration.service import cancel_registration
from tests.factories import (
    NOON,
    a_registration,
    a_visit,
    a_waiting,
    an_account,
    an_application,
    an_open_event,
    an_organisation,
)

DAY = "2026-05-05"


@pytest.fixture
def event(app) -> Event:
    return an_open_event(starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 6), slug="tiksanas")


@pytest.fixture
def desks(event) -> list[Actor]:
    """Two people at two desks."""
    names = ("Anna Bērziņa", "Jānis Ozols")
    accounts = [
        an_account(organisation=event.organisation, role=StaffRole.DESK, name=name)
        for name in names
    ]
    return [Actor(ActorKind.STAFF, account.id) for account in accounts]


def a_note(person: Registration, minute: int, *, present: bool = True, uid: str = "") -> GivenNote:
    """A note made so many minutes before noon."""
    at = NOON - timedelta(minutes=60 - minute)
    return GivenNote(uid=uid or f"note-at-{minute}", person=person.uid, present=present, at=at)


def send(event: Event, *notes: GivenNote, by: Actor = COMMAND, key: str = DAY):
    at = occasion_named(event, key)
    return service.take_notes(event, occasion=at, given=notes, actor=by, now=NOON)


def standing_of(event: Event, words: str, key: str = DAY):
    return [each.standing for each in found(event, occasion_named(event, key), words)]


def test_the_first_moment_wins_though_it_is_heard_last(event, desks):
    person = a_registration(event=event)

    send(event, a_note(person, 12), by=desks[1])
    [outcome] = send(event, a_note(person, 9), by=desks[0])

    assert (outcome.finding.since, outcome.finding.by) == (a_note(person, 9).at, "Anna Bērziņa")
    [again] = send(event, a_note(person, 12), by=desks[1])
    assert (again.counts, again.finding.by) == (False, "Anna Bērziņa")


def test_a_note_sent_twice_is_one(event, session):  # R28
    person = a_registration(event=event)
    for _ in range(3):
        send(event, a_note(person, 9), a_note(person, 9))

    assert session.scalar(select(func.count()).select_from(DeskNote)) == 1
    assert session.scalars(
        select(LogEntry.after).where(LogEntry.action == "noted as present")
    ).all() == [{"at": DAY, "moment": a_note(person, 9).at.isoformat()}]


def test_an_undoing_counts_from_its_moment(event):
    person = a_registration(event=event)

    send(event, a_note(person, 20), a_note(person, 10, present=False), a_note(person, 5))
    assert attended(event) == {person.id: {DAY}}

    send(event, a_note(person, 30, present=False))
    assert attended(event) == {}


def test_a_moment_to_come_counts_as_now(event, session):
    person = a_registration(event=event)

    send(event, a_note(person, 90))

    assert session.scalars(select(Attendance.noted_at)).all() == [NOON]


def test_who_is_not_expected_is_not_noted(event, session):
    event.capacity = 2
    gone, stranger = a_registration(event=event), a_registration()
    cancel_registration(gone, actor=COMMAND, now=NOON)
    visit = a_visit(event=event)
    unseated = a_registration(event=event)

    today = send(event, a_note(gone, 1), a_note(stranger, 2))
    there = send(event, a_note(unseated, 3), key=visit.uid)

    said = [(each.finding.standing, each.kept) for each in (*today, *there)]
    assert said == [
        (Standing.CANCELLED, False),
        (Standing.UNKNOWN, False),
        (Standing.NO_SEAT, False),
    ]
    assert session.scalar(select(func.count()).select_from(DeskNote)) == 0


def test_people_are_found_without_diacritics_and_told_apart(event):
    event.capacity, event.waiting_list = 1, True
    a_registration(event=event, first_name="Ķirsis", last_name="Āboliņš")
    a_waiting(event=event, first_name="Zane", last_name="Ābola")

    assert standing_of(event, "abol") == [Standing.EXPECTED, Standing.WAITING]
    assert standing_of(event, "abolins kirsis izglitibas") == [Standing.EXPECTED]
    assert standing_of(event, "kalnins") == []


def test_a_ticket_says_whether_it_counts(event):
    person = a_registration(event=event)
    code = tickets.code_of(person)
    assert standing_of(event, f" {code}\n") == [Standing.EXPECTED]

    other = a_registration(event=an_open_event(organisation=event.organisation))
    foreign = a_registration(event=an_open_event(organisation=an_organisation()))
    assert standing_of(event, tickets.code_of(other)) == [Standing.OTHER_EVENT]
    assert standing_of(event, other.reference.lower()) == [Standing.OTHER_EVENT]
    assert standing_of(event, tickets.code_of(foreign)) == [Standing.UNKNOWN]
    assert standing_of(event, foreign.reference) == []
    assert standing_of(event, code[:-1]) == [Standing.UNKNOWN]
    assert standing_of(event, "EVR1.") == [Standing.UNKNOWN]

    person.link_version += 1
    assert standing_of(event, code) == [Standing.OLD_TICKET]


def test_a_device_gets_no_more_than_it_needs(event):  # R20
    person = a_registration(event=event, email="liga@example.org", phone="+371 20000000")
    gone = a_registration(event=event, first_name="Zane", last_name="Ozola")
    cancel_registration(gone, actor=COMMAND, now=NOON)

    given = list_for_device(event, occasion_named(event, DAY))

    assert given == {
        "expected": 1,
        "present": 0,
        "people": [
            {
                "id": person.uid,
                "name": "Līga Ķirse",
                "institution": "Izglītības ministrija",
                "ticket": service.digest(tickets.code_of(person)),
                "reference": service.digest(person.reference.replace("-", "")),
            }
        ],
        "others": [
            {
                "standing": "cancelled",
                "ticket": service.digest(tickets.code_of(gone)),
                "reference": service.digest(gone.reference.replace("-", "")),
            }
        ],
    }


def test_who_comes_unannounced_is_registered_and_checked_in(event):  # R21
    visit = a_visit(event=event, capacity=1)
    at = occasion_named(event, visit.uid)
    asked = an_application(consents=[ConsentPurpose.PHOTOGRAPHS])

    person = register_walk_in(
        event, occasion=at, application=asked, reason="", actor=COMMAND, now=NOON
    )

    assert attended(event) == {person.id: {visit.uid}}
    assert [each.purpose for each in person.consents] == [ConsentPurpose.PHOTOGRAPHS]
    assert (event.taken, visit.taken) == (1, 1)


def test_only_a_reason_lets_in_beyond_the_limit(event):  # R6
    event.capacity = 0
    at = occasion_named(event, DAY)

    def enter(reason: str) -> Registration:
        return register_walk_in(
            event, occasion=at, application=an_application(), reason=reason, actor=COMMAND, now=NOON
        )

    with pytest.raises(EventFull):
        enter("")
    guest = enter("The minister's guest")
    assert attended(event) == {guest.id: {DAY}}


def test_two_desks_at_once_end_with_the_same(app, event):
    people = [a_registration(event=event).uid for _ in range(3)]
    event_id = event.id
    db.session.commit()
    start = Barrier(2)

    def work(desk: int) -> None:
        start.wait()
        with app.app_context():
            same = db.session.get(Event, event_id)
            notes = [
                GivenNote(uid=f"{desk}-{uid}", person=uid, present=True, at=NOON - timedelta(desk))
                for uid in (people if desk == 1 else people[::-1])
            ]
            send(same, *notes)
            db.session.commit()

    threads = [Thread(target=work, args=(desk,)) for desk in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = db.session.scalars(select(Attendance.noted_at)).all()
    assert rows == [NOON - timedelta(2)] * 3
