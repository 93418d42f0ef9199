"""Registering, cancelling and being promoted at once: real threads, both databases (R6, R7, R8)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.history.service import COMMAND
from eventreg.registration import places, service, submissions
from eventreg.registration.models import Registration, RegistrationState, VisitChoice
from eventreg.registration.states import HOLDING, HOLDING_CHOICES
from eventreg.visits.models import SiteVisit
from tests.factories import (
    NOON,
    a_registration,
    a_visit,
    a_waiting,
    an_application,
    an_open_event,
)

PLACES, ROUNDS = 3, 4
WAITING = RegistrationState.WAITING


def in_own_session(app, barrier, action):
    """What came of it: done, the name of the refusal, or a deadlock that the database found."""
    with app.app_context():
        barrier.wait(timeout=30)
        try:
            action()
        except DomainError as error:
            db.session.rollback()
            return type(error).__name__
        except OperationalError:
            db.session.rollback()
            return "deadlock"
        db.session.commit()
        return "done"


def all_at_once(app, actions):
    """Everybody begins at the same moment; how it went, counted."""
    db.session.commit()
    barrier = Barrier(len(actions))
    with ThreadPoolExecutor(len(actions)) as pool:
        return Counter(pool.map(lambda action: in_own_session(app, barrier, action), actions))


def register(event_id, visit_id, *, waits):
    def action():
        event, visit = db.session.get_one(Event, event_id), db.session.get_one(SiteVisit, visit_id)
        service.register(
            event=event,
            application=an_application(waits=waits, waits_for=[visit] if waits else []),
            form_key=submissions.new_key(),
            notice_version=event.organisation.privacy_notice_version,
            now=NOON,
        )

    return action


def cancel(registration_id):
    def action():
        registration = db.session.get_one(Registration, registration_id)
        service.cancel_registration(registration, actor=COMMAND, now=NOON)

    return action


def violations(event_id, visit_id):
    """What no order of events may leave behind."""
    db.session.rollback()
    db.session.expire_all()
    event, visit = db.session.get_one(Event, event_id), db.session.get_one(SiteVisit, visit_id)
    held = db.session.scalar(
        select(func.count(Registration.id)).where(Registration.state.in_(HOLDING))
    )
    seats = db.session.scalar(
        select(func.count(VisitChoice.id)).where(VisitChoice.state.in_(HOLDING_CHOICES))
    )
    waiting = db.session.scalar(
        select(func.count(Registration.id)).where(Registration.state == WAITING)
    )
    found = []
    if event.taken != held or event.taken > PLACES:
        found.append(f"{held} hold places, {event.taken} are counted")
    if visit.taken != seats or visit.taken > visit.capacity:
        found.append(f"{seats} hold seats, {visit.taken} are counted")
    if waiting and event.free:
        found.append(f"{waiting} wait while {event.free} places are free")
    return found


def a_flap(app):
    """Some rounds in which all at the event leave while newcomers come, half of them to wait."""
    event = an_open_event(capacity=PLACES)
    visit = a_visit(event=event, capacity=1)
    for _ in range(PLACES):
        a_registration(event=event)
    for _ in range(2):
        a_waiting(event=event, waits_for=[visit])
    event_id, visit_id = event.id, visit.id
    outcomes, found = Counter(), []
    for _ in range(ROUNDS):
        leaving = db.session.scalars(
            select(Registration.id).where(Registration.state.in_(HOLDING)).order_by(Registration.id)
        ).all()
        newcomers = [register(event_id, visit_id, waits=number % 2 == 0) for number in range(6)]
        outcomes += all_at_once(app, [*newcomers, *(cancel(one) for one in leaving)])
        found += violations(event_id, visit_id)
    return outcomes, found


def test_nobody_is_forgotten_when_all_come_and_go_at_once(app):  # R6, R8
    outcomes, found = a_flap(app)

    assert found == []
    assert set(outcomes) <= {"done", "EventFull", "VisitFull"}


@pytest.mark.database("postgresql")  # on SQLite a writer is alone anyway
def test_somebody_waits_beside_a_free_place_when_the_queue_is_not_held(app, monkeypatch):  # R7
    event = an_open_event(capacity=1)
    visit = a_visit(event=event, capacity=1)
    seated = a_registration(event=event)
    event_id, visit_id, seated_id = event.id, visit.id, seated.id
    meet, take = Barrier(2), places.take

    def take_and_let_another_leave(*given, **values):
        try:
            return take(*given, **values)
        finally:
            if "if_free" in values:  # who comes in; who leaves only gives back
                meet.wait(timeout=30)
                meet.wait(timeout=30)

    def leave():
        meet.wait(timeout=30)
        cancel(seated_id)()
        db.session.commit()
        meet.wait(timeout=30)

    monkeypatch.setattr(places, "lock_queue", lambda _event_id: None)
    monkeypatch.setattr(places, "take", take_and_let_another_leave)
    all_at_once(app, [leave, register(event_id, visit_id, waits=True)])

    assert violations(event_id, visit_id) == ["1 wait while 1 places are free"]
