"""Many at once for few places: real threads, real connections, both databases (R6, R7)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select, text, update

from eventreg import capacity
from eventreg.database import db, reading
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.registration import moves, places, service, submissions
from eventreg.registration.models import Registration, RegistrationState, VisitChoice
from eventreg.visits.models import SiteVisit
from tests.factories import NOON, a_registration, a_visit, an_application, an_open_event

WRITERS, PLACES = 12, 5


def seen_free(event_id):
    """What somebody sees who looks before writing, as a page does."""
    with reading():
        free = db.session.get_one(Event, event_id).free
        db.session.rollback()
    return free


def try_to_register(app, barrier, event_id, application, form_key=None):
    """One writer: looks, waits until all have looked, then registers and commits."""
    with app.app_context():
        if seen_free(event_id) == 0:
            return "full"
        barrier.wait(timeout=30)
        event = db.session.get_one(Event, event_id)
        try:
            service.register(
                event=event,
                application=application,
                form_key=form_key or submissions.new_key(),
                notice_version=event.organisation.privacy_notice_version,
                now=NOON,
            )
        except DomainError as error:
            db.session.rollback()
            return type(error).__name__
        db.session.commit()
        return "registered"


def all_at_once(app, event, applications, form_key=None):
    """How it went for each of the writers, counted."""
    event_id = event.id
    db.session.commit()
    barrier = Barrier(len(applications))
    with ThreadPoolExecutor(len(applications)) as pool:
        outcomes = pool.map(
            lambda one: try_to_register(app, barrier, event_id, one, form_key), applications
        )
        return Counter(outcomes)


def registered(session):
    return session.scalar(select(func.count(Registration.id)))


@pytest.fixture
def without_guard(app, monkeypatch):
    """Places are taken as a naive programme does: look, then write; and no CHECK behind it."""

    def take_place(session, limit):
        table = type(limit)
        session.execute(update(table).where(table.id == limit.id).values(taken=table.taken + 1))
        return True

    monkeypatch.setattr(places, "take_place", take_place)
    monkeypatch.setattr(
        service,
        "_wished_if_possible",
        lambda event, asked, _now, **_: moves.wished_by(event, asked),
    )

    def ignore_checks(connection, _record):
        connection.execute("PRAGMA ignore_check_constraints = ON")

    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        sqlalchemy_event.listen(db.engine, "connect", ignore_checks)
        yield
        sqlalchemy_event.remove(db.engine, "connect", ignore_checks)
        db.session.remove()
        db.engine.dispose()
        return
    for table in ("event", "site_visit"):
        check = f"ck_{table}_within_capacity"
        db.session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {check}"))
    db.session.commit()
    yield
    db.session.rollback()
    db.session.execute(text("DELETE FROM form_submission"))
    db.session.execute(update(Event).values(taken=0))
    db.session.execute(update(SiteVisit).values(taken=0))
    for table in ("event", "site_visit"):
        check = f"ck_{table}_within_capacity"
        rule = "capacity IS NULL OR taken <= capacity + granted_beyond"
        db.session.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {check} CHECK ({rule})"))
    db.session.commit()


def test_it_gives_five_places_to_twelve_who_come_at_once(app, session):  # R7
    event = an_open_event(capacity=PLACES)

    outcomes = all_at_once(app, event, [an_application() for _ in range(WRITERS)])

    assert outcomes == {"registered": PLACES, "EventFull": WRITERS - PLACES}
    session.refresh(event)
    assert (event.taken, registered(session)) == (PLACES, PLACES)


def test_it_gives_five_seats_of_a_visit_to_twelve_who_come_at_once(app, session):  # R6
    event = an_open_event(capacity=100)
    visit = a_visit(event=event, capacity=PLACES)
    applications = [an_application(visits=[visit]) for _ in range(WRITERS)]

    outcomes = all_at_once(app, event, applications)

    assert outcomes == {"registered": PLACES, "VisitFull": WRITERS - PLACES}
    session.refresh(visit)
    session.refresh(event)
    seats = session.scalar(select(func.count(VisitChoice.id)))
    assert (visit.taken, seats, event.taken) == (PLACES, PLACES, PLACES)


def test_the_race_is_real_when_the_guard_is_off(app, session, without_guard):  # R7
    event = an_open_event(capacity=PLACES)

    outcomes = all_at_once(app, event, [an_application() for _ in range(WRITERS)])

    assert outcomes["registered"] > PLACES
    assert registered(session) > PLACES


def test_the_race_for_seats_is_real_when_the_guard_is_off(app, session, without_guard):  # R7
    event = an_open_event()
    visit = a_visit(event=event, capacity=PLACES)
    applications = [an_application(visits=[visit]) for _ in range(WRITERS)]

    all_at_once(app, event, applications)

    assert session.scalar(select(func.count(VisitChoice.id))) > PLACES


def test_the_check_is_a_wall_behind_the_conditional_update(app, session, monkeypatch):  # R7
    event = an_open_event(capacity=1)

    def take_place(session, limit):
        table = type(limit)
        session.execute(update(table).where(table.id == limit.id).values(taken=table.taken + 1))
        return True

    monkeypatch.setattr(places, "take_place", take_place)
    outcomes = all_at_once(app, event, [an_application() for _ in range(3)])

    assert outcomes == {"registered": 1, "EventFull": 2}
    assert capacity.take_place is not take_place


def test_it_registers_one_of_twelve_who_come_at_once_with_one_address(app, session):  # R9
    event = an_open_event(capacity=PLACES)
    applications = [an_application("Anna@example.org") for _ in range(6)]
    applications += [an_application("anna@example.org") for _ in range(6)]

    outcomes = all_at_once(app, event, applications)

    assert outcomes == {"registered": WRITERS}  # each gets the page that tells strangers nothing
    session.refresh(event)
    assert (event.taken, registered(session)) == (1, 1)


def test_it_makes_one_registration_of_a_form_sent_twelve_times_at_once(app, session):  # R9
    event = an_open_event(capacity=1)
    application = an_application()

    outcomes = all_at_once(app, event, [application] * WRITERS, submissions.new_key())

    assert outcomes == {"registered": WRITERS}
    assert registered(session) == 1


def test_it_frees_one_place_when_a_registration_is_cancelled_twice_at_once(app, session):
    event = an_open_event(capacity=PLACES)
    one, *_others = [a_registration(event=event) for _ in range(3)]
    one_id, event_id = one.id, event.id
    session.commit()
    barrier = Barrier(4)

    def cancel(_number):
        with app.app_context():
            registration = db.session.get_one(Registration, one_id)
            actor = service.Actor(service.ActorKind.PARTICIPANT, one_id)
            if db.engine.dialect.name == "postgresql":
                barrier.wait(timeout=30)  # on SQLite a writer waits before it reads
            try:
                service.cancel_registration(registration, actor=actor, now=NOON)
            except DomainError as error:
                db.session.rollback()
                return type(error).__name__
            db.session.commit()
            return "cancelled"

    with ThreadPoolExecutor(4) as pool:
        outcomes = Counter(pool.map(cancel, range(4)))

    assert outcomes == {"cancelled": 1, "MoveNotAllowed": 3}
    session.expire_all()
    assert session.get_one(Event, event_id).taken == 2
    states = session.scalars(select(Registration.state).order_by(Registration.id)).all()
    assert states == [RegistrationState.CANCELLED, *[RegistrationState.CONFIRMED] * 2]
