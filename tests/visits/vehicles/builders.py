"""What the tests of vehicles say in one word."""

from eventreg.visits.vehicles import seating, service
from tests.factories import a_registration
from tests.visits.builders import LATER, NOON, ORGANISER


def a_vehicle(visit, name="Autobuss 1", capacity=2, **facts):
    return service.add_vehicle(
        visit=visit,
        facts=service.VehicleFacts(name=name, capacity=capacity, **facts),
        actor=ORGANISER,
        now=NOON,
    )


def a_visitor(visit, **values):
    return a_registration(event=visit.event, visits=[visit], **values)


def placed(visit, vehicle, *people):
    return seating.place(
        visit=visit,
        people=[each.uid for each in people],
        vehicle=vehicle,
        actor=ORGANISER,
        now=NOON,
    )


def assigned(visit, *, anew=False):
    return seating.assign(visit=visit, anew=anew, actor=ORGANISER, now=LATER)


def vehicle_of(person):
    return person.visit_choices[0].vehicle
