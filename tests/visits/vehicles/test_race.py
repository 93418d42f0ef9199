"""Two organisers at once, real threads and connections: no vehicle is overfull (R6, R7)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.registration import service as registration
from eventreg.registration.models import Registration, VisitChoice
from eventreg.registration.reconciliation.service import sweep
from eventreg.visits.models import SiteVisit, Vehicle
from eventreg.visits.vehicles import seating
from tests.visits.builders import LATER, ORGANISER
from tests.visits.vehicles.builders import a_vehicle, a_visitor, placed

SEATS = 2


def at_once(app, *doings):
    """Each in a thread and transaction of its own, all starting together; what each came to."""
    db.session.commit()
    barrier = Barrier(len(doings))

    def one(doing):
        with app.app_context():
            barrier.wait(timeout=30)
            try:
                doing()
            except DomainError as error:
                db.session.rollback()
                return type(error).__name__
            db.session.commit()
            return "done"

    with ThreadPoolExecutor(len(doings)) as pool:
        return sorted(pool.map(one, doings))


def by_hand(visit, vehicle, person):
    """Place somebody, all found anew as a request does."""
    visit_id, vehicle_id, uid = visit.id, vehicle.id, person.uid
    return lambda: seating.place(
        visit=db.session.get_one(SiteVisit, visit_id),
        people=[uid],
        vehicle=db.session.get_one(Vehicle, vehicle_id),
        actor=ORGANISER,
        now=LATER,
    )


def by_itself(visit):
    visit_id = visit.id
    return lambda: seating.assign(
        visit=db.session.get_one(SiteVisit, visit_id), anew=False, actor=ORGANISER, now=LATER
    )


def cancelling(person):
    person_id = person.id
    return lambda: registration.cancel_registration(
        db.session.get_one(Registration, person_id), actor=ORGANISER, now=LATER
    )


def in_it(session, vehicle):
    session.expire_all()
    sitting = select(func.count(VisitChoice.id)).where(VisitChoice.vehicle_id == vehicle.id)
    return vehicle.taken, session.scalar(sitting)


def test_the_last_seats_go_to_as_many_as_there_are(app, visit, session):
    bus = a_vehicle(visit, capacity=SEATS)
    people = [a_visitor(visit) for _ in range(5)]

    outcomes = at_once(app, *(by_hand(visit, bus, person) for person in people))

    assert outcomes == ["VehicleFull"] * 3 + ["done"] * SEATS
    assert in_it(session, bus) == (SEATS, SEATS)


def test_assigning_and_placing_at_once_never_exceeds_the_seats(app, visit, session):
    bus = a_vehicle(visit, capacity=SEATS)
    people = [a_visitor(visit) for _ in range(4)]

    at_once(app, by_itself(visit), by_hand(visit, bus, people[3]), by_itself(visit))

    assert in_it(session, bus) == (SEATS, SEATS)
    assert sweep(now=LATER) == []


def test_who_leaves_while_all_are_assigned_keeps_no_seat(app, visit, session):
    bus, car = a_vehicle(visit, capacity=SEATS), a_vehicle(visit, "Auto", SEATS)
    people = [a_visitor(visit) for _ in range(4)]
    placed(visit, bus, people[0])

    outcomes = at_once(
        app, by_itself(visit), cancelling(people[0]), by_itself(visit), cancelling(people[1])
    )

    assert outcomes == ["done"] * 4
    assert in_it(session, bus)[0] + in_it(session, car)[0] == 2
    assert sweep(now=LATER) == []
