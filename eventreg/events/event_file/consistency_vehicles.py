"""What an event file says about vehicles and who sits in them."""

from collections.abc import Iterator

from eventreg.events.event_file.errors import Fault
from eventreg.events.event_file.shape import EventFile
from eventreg.registration.states import HOLDING_CHOICES


def faults(file: EventFile) -> Iterator[Fault]:
    """Everyone sits in a vehicle of the visit itself, and only who has a seat on the visit."""
    vehicles = {visit.key: {each.key for each in visit.vehicles} for visit in file.visits}
    for number, person in enumerate(file.registrations or ()):
        for place, choice in enumerate(person.visits):
            path = ("registrations", number, "visits", place)
            if choice.vehicle is None:
                if choice.placed_by_hand:
                    yield Fault((*path, "placed_by_hand"), "nobody is placed without a vehicle")
                continue
            if choice.vehicle not in vehicles.get(choice.visit, ()):
                reason = f"{choice.vehicle!r} is no vehicle of the visit {choice.visit!r}"
                yield Fault((*path, "vehicle"), reason)
            elif choice.state not in HOLDING_CHOICES:
                reason = "a vehicle is only for who has a seat on the visit"
                yield Fault((*path, "vehicle"), reason)
