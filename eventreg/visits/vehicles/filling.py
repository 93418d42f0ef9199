"""Who goes in which vehicle: plain values in, plain values out, always the same way.

Nobody is given a seat that is not there. Colleagues of an institution sit together whenever that is
possible; as few vehicles are used as that needs; municipalities stay together as far as that goes
too. Somebody is left over only when all vehicles are full.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# How many ways of seating whole groups are tried before groups are parted.
MOST_TRIES = 5_000


@dataclass(frozen=True)
class Passenger:
    """Somebody to be seated; `institution` and `municipality` are empty for who has none."""

    id: int
    institution: str = ""
    municipality: str = ""


@dataclass
class Room:
    """A vehicle with `free` seats, None when without limit; `has` are those who sit in it."""

    id: int
    free: int | None
    has: list[Passenger] = field(default_factory=list)

    def holds(self, number: int) -> bool:
        """Whether there is room for so many."""
        return self.free is None or self.free >= number

    def seat(self, passengers: Sequence[Passenger]) -> None:
        """Let them sit here."""
        self.has.extend(passengers)
        if self.free is not None:
            self.free -= len(passengers)


Block = tuple[Passenger, ...]
Seats = dict[int, int]


def fill(passengers: Iterable[Passenger], rooms: Sequence[Room]) -> Seats:
    """The vehicle of each passenger, by their numbers; who has no seat is not in it.

    Passengers and rooms are taken in the order given, which decides where nothing else does. `has`
    and `free` of the rooms are brought up to date.
    """
    waiting = list(passengers)
    in_order = _used_first(rooms)
    institutions = _blocks(waiting, of_institutions=True)
    go_anyway = sum(1 for room in in_order if room.has)
    fewest = max(go_anyway, _fewest(len(waiting), in_order))
    for number in range(fewest, len(in_order) + 1):
        used = in_order[:number]
        for blocks in (_blocks(waiting, of_institutions=False), institutions):
            plan = _whole(blocks, used)
            if plan is not None:
                return _carried_out(zip(blocks, plan, strict=True))
    return _carried_out(_parted(institutions, in_order))


def _used_first(rooms: Sequence[Room]) -> list[Room]:
    """Vehicles that go anyway, then the largest: so few are enough."""
    return sorted(rooms, key=lambda room: (not room.has, room.free is not None, -(room.free or 0)))


def _fewest(people: int, rooms: Sequence[Room]) -> int:
    seats = 0
    for number, room in enumerate(rooms):
        if seats >= people:
            return number
        if room.free is None:
            return number + 1
        seats += room.free
    return len(rooms)


def _blocks(passengers: Iterable[Passenger], *, of_institutions: bool) -> list[Block]:
    """Those who belong together, larger groups first; municipalities follow each other."""
    groups: dict[tuple[str, ...], list[Passenger]] = defaultdict(list)
    for one in passengers:
        groups[_group(one, of_institutions=of_institutions)].append(one)
    of_municipality = Counter(one.municipality for group in groups.values() for one in group)
    return [
        tuple(group)
        for group in sorted(
            groups.values(),
            key=lambda group: (
                -of_municipality[group[0].municipality] if group[0].municipality else 0,
                group[0].municipality,
                -len(group),
            ),
        )
    ]


def _group(one: Passenger, *, of_institutions: bool) -> tuple[str, ...]:
    if one.municipality and not of_institutions:
        return ("municipality", one.municipality)
    if one.institution:
        return ("institution", one.institution, one.municipality)
    return ("alone", str(one.id))


def _whole(blocks: Sequence[Block], rooms: Sequence[Room]) -> list[Room] | None:
    """A room for each block, none of them parted; None when there is no such way, or none found.

    Tries the most promising room first and steps back where it leads nowhere.
    """
    left = {room.id: room.free for room in rooms}
    if not _enough(left.values(), sum(len(block) for block in blocks)):
        return None
    plan: list[Room] = []
    ways: list[Iterator[Room]] = []
    tries = 0
    while len(plan) < len(blocks):
        block = blocks[len(plan)]
        if len(ways) == len(plan):
            ways.append(_promising(block, blocks, plan, rooms, left))
        room = next(ways[-1], None)
        tries += 1
        if tries > MOST_TRIES:
            return None
        if room is not None:
            _change(left, room, -len(block))
            plan.append(room)
            continue
        ways.pop()
        if not plan:
            return None
        _change(left, plan[-1], len(blocks[len(plan) - 1]))
        plan.pop()
    return plan


def _enough(seats: Iterable[int | None], people: int) -> bool:
    known = list(seats)
    return None in known or sum(each or 0 for each in known) >= people


def _change(left: dict[int, int | None], room: Room, by: int) -> None:
    seats = left[room.id]
    left[room.id] = None if seats is None else seats + by


def _promising(
    block: Block,
    blocks: Sequence[Block],
    plan: Sequence[Room],
    rooms: Sequence[Room],
    left: Mapping[int, int | None],
) -> Iterator[Room]:
    """The rooms with enough seats: where colleagues or neighbours sit first, then the fullest."""
    company: Counter[int] = Counter()
    for room in rooms:
        company[room.id] += sum(_nearness(block[0], other) for other in room.has)
    for seated, room in zip(blocks, plan, strict=False):
        company[room.id] += len(seated) * _nearness(block[0], seated[0])
    fitting = []
    for place, room in enumerate(rooms):
        seats = left[room.id]
        if seats is None or seats >= len(block):
            rest = (1, 0) if seats is None else (0, seats - len(block))
            fitting.append((-company[room.id], rest, place, room))
    yield from (entry[-1] for entry in sorted(fitting, key=lambda entry: entry[:-1]))


def _nearness(one: Passenger, other: Passenger) -> int:
    if one.municipality != other.municipality:
        return 0
    if one.institution and one.institution == other.institution:
        return 1_000
    return 1 if one.municipality else 0


def _parted(blocks: Sequence[Block], rooms: Sequence[Room]) -> Iterator[tuple[Block, Room]]:
    """Groups that fit are seated whole, the largest first; the others where most of them fit."""
    for block in sorted(blocks, key=lambda each: -len(each)):
        rest = block
        while rest:
            free = {room.id: room.free for room in rooms}
            room = next(iter(_promising(rest, (), (), rooms, free)), None)
            room = room or max(rooms, key=lambda each: each.free or 0, default=None)
            seats = 0 if room is None else len(rest) if room.free is None else room.free
            if room is None or not seats:
                break
            yield rest[:seats], room
            rest = rest[seats:]


def _carried_out(plan: Iterable[tuple[Block, Room]]) -> Seats:
    seats: Seats = {}
    for block, room in plan:
        room.seat(block)
        seats.update((one.id, room.id) for one in block)
    return seats
