"""Who goes in which vehicle: seats, colleagues, few vehicles, the same every time."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from eventreg.visits.vehicles.filling import Passenger, Room, fill

INSTITUTIONS = st.sampled_from(["skola", "dome", "dienests", "centrs", ""])
MUNICIPALITIES = st.sampled_from(["0041000", "0026000", ""])
people_of_all_kinds = st.lists(st.tuples(INSTITUTIONS, MUNICIPALITIES), max_size=14).map(
    lambda kinds: [Passenger(number, *kind) for number, kind in enumerate(kinds)]
)
seats_of_vehicles = st.lists(st.integers(0, 9), max_size=3)


def rooms(*seats):
    return [Room(number, free) for number, free in enumerate(seats)]


def together(people, seats):
    """Whether no institution is parted."""
    found = {}
    for one in people:
        if one.institution:
            found.setdefault((one.institution, one.municipality), set()).add(seats.get(one.id))
    return all(len(vehicles) == 1 for vehicles in found.values())


def can_be_together(people, free):
    """Whether there is any way at all to seat everybody without parting an institution."""
    sizes = Counter(
        (one.institution, one.municipality) if one.institution else one.id for one in people
    )
    for way in product(range(len(free)), repeat=len(sizes)):
        used = Counter()
        for size, vehicle in zip(sizes.values(), way, strict=True):
            used[vehicle] += size
        if all(used[vehicle] <= free[vehicle] for vehicle in used):
            return True
    return not sizes


@given(people=people_of_all_kinds, free=seats_of_vehicles)
def test_it_never_exceeds_the_seats(people, free):  # R6
    seats = fill(people, rooms(*free))

    assert all(number <= free[vehicle] for vehicle, number in Counter(seats.values()).items())


@given(people=people_of_all_kinds, free=seats_of_vehicles)
def test_it_leaves_somebody_over_only_when_all_vehicles_are_full(people, free):
    assert len(fill(people, rooms(*free))) == min(len(people), sum(free))


@settings(max_examples=60, deadline=None)
@given(
    people=st.lists(st.tuples(INSTITUTIONS, st.just("")), max_size=10).map(
        lambda kinds: [Passenger(number, *kind) for number, kind in enumerate(kinds)]
    ),
    free=seats_of_vehicles,
)
def test_it_keeps_institutions_together_whenever_that_is_possible(people, free):
    if can_be_together(people, free):
        assert together(people, fill(people, rooms(*free)))


@given(people=people_of_all_kinds, free=seats_of_vehicles)
def test_it_does_the_same_every_time(people, free):
    assert fill(people, rooms(*free)) == fill(people, rooms(*free))


def test_it_uses_as_few_vehicles_as_are_enough():
    people = [Passenger(number, f"iestāde {number % 4}") for number in range(20)]

    assert set(fill(people, rooms(8, 20, 50)).values()) == {2}


def test_it_uses_one_more_vehicle_rather_than_parting_colleagues():
    school = [Passenger(number, "skola") for number in range(6)]
    council = [Passenger(number, "dome") for number in range(10, 16)]

    seats = fill([*school, *council], rooms(7, 5, 6))

    assert together([*school, *council], seats)
    assert set(seats.values()) == {0, 2}


def test_it_keeps_a_municipality_together_where_there_is_room():
    people = [
        Passenger(1, "skola", "0041000"),
        Passenger(2, "dome", "0026000"),
        Passenger(3, "dienests", "0041000"),
        Passenger(4, "centrs", "0026000"),
    ]

    seats = fill(people, rooms(2, 2))

    assert seats[1] == seats[3]
    assert seats[2] == seats[4]


def test_it_takes_institutions_of_the_same_name_apart_by_municipality():
    services = [Passenger(number, "sociālais dienests", str(number)) for number in range(4)]

    assert len(fill(services, rooms(2, 2))) == 4


def test_somebody_joins_the_colleague_whom_an_organiser_has_placed():
    bus, car = Room(1, 10), Room(2, 3)
    car.seat([Passenger(7, "skola")])
    bus.seat([Passenger(8, "dome")])

    assert fill([Passenger(9, "skola")], [bus, car]) == {9: 2}


def test_a_large_event_is_assigned_at_once():
    people = [Passenger(n, f"iestāde {n % 170}", f"{n % 43:07}") for n in range(1000)]

    seats = fill(people, rooms(*[50] * 21))

    assert len(seats) == 1000
    assert max(Counter(seats.values()).values()) == 50
