"""The scenarios: what kind of event, which people, what they do at the same time."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from benchmarks.load import world
from benchmarks.load.clients import Clients, Crowd
from benchmarks.load.installation import Installation
from benchmarks.load.killing import Killer
from benchmarks.load.stories import Outcome, Place

OPENING_SECONDS = 20.0
PAUSE_SECONDS = 0.05
# Enough never to run out of them before there were enough kills.
MOST_PEOPLE = 50_000


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How large a run is. `patience` is how many seconds a person waits for an answer."""

    people: int
    seats: int
    clients: int
    kills: int = 0
    seed: int = 0
    patience: float = 60.0
    longest: float = 600.0


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of a run: everybody's outcome, how long it took, who was killed.

    With `one_limit`, the event's, nobody can be turned away for another reason.
    """

    outcomes: list[Outcome]
    seconds: float
    looked: list[Outcome] = field(default_factory=list)
    killed: Mapping[str, int] = field(default_factory=dict)
    one_limit: bool = True


Scenario = Callable[[Installation, Scale], Ran]


def storm(installation: Installation, scale: Scale) -> Ran:
    """Many more people than seats, as fast as they can; with `kills` until so many are done."""
    world.make(world.Meeting(seats=scale.seats))
    crowd = _everybody(scale, "register")
    if scale.kills:
        until = str(installation.home / "enough")
        crowd = replace(crowd, people=range(1, MOST_PEOPLE), until=until)
    return _run(installation, scale, crowd)


def herd(installation: Installation, scale: Scale) -> Ran:
    """Everybody waits for the opening second and presses then."""
    made = world.make(world.Meeting(seats=scale.seats, opens_in=OPENING_SECONDS))
    crowd = replace(_everybody(scale, "look", "register"), together=True)
    return _run(installation, scale, crowd, opens_at=made.opens_at)


def flap(installation: Installation, scale: Scale) -> Ran:
    """People register or wait, a third cancels, freed places are offered and taken up."""
    world.make(world.Meeting(seats=scale.seats, waiting_list=True))
    crowd = _everybody(scale, "register", "change_my_mind")
    return _run(installation, scale, crowd)


def coordinators(installation: Installation, scale: Scale) -> Ran:
    """Delegations, some with kept places, name more people than the event has places for."""
    quota = max(1, scale.seats * 2 // world.DELEGATIONS)
    made = world.make(world.Meeting(seats=scale.seats, quota=quota))
    ran = _run(installation, scale, _everybody(scale, "name"), coordinators=made.coordinators)
    return replace(ran, one_limit=False)


def poll(installation: Installation, scale: Scale) -> Ran:
    """A storm, and as many people again who keep looking at the event's page."""
    world.make(world.Meeting(seats=scale.seats))
    watchers = range(scale.people + 1, scale.people + scale.clients + 1)
    watching = Crowd(people=watchers, at_once=scale.clients, rounds=["look"] * 20)
    crowd = _everybody(scale, "register", "look")
    return _run(installation, scale, crowd, watching=watching)


SCENARIOS: Mapping[str, Scenario] = {
    each.__name__: each for each in (storm, herd, flap, coordinators, poll)
}


def place_of(installation: Installation, scale: Scale) -> Place:
    """Where the people find the event."""
    return Place(
        address=installation.address,
        slug=world.SLUG,
        mails=str(installation.mails),
        patience=scale.patience,
    )


def _everybody(scale: Scale, *rounds: str) -> Crowd:
    return Crowd(people=range(1, scale.people + 1), at_once=scale.clients, rounds=rounds)


def _run(
    installation: Installation,
    scale: Scale,
    crowd: Crowd,
    *,
    opens_at: datetime | None = None,
    watching: Crowd | None = None,
    coordinators: Sequence[str] = (),
) -> Ran:
    installation.start()
    place = replace(place_of(installation, scale), coordinators=coordinators)
    killer = Killer(installation, seed=scale.seed)
    with ExitStack() as closing_time:
        crowds = [Clients(each, place) for each in (crowd, watching) if each is not None]
        for clients in crowds:
            closing_time.callback(clients.close)
            clients.wait_until_ready()
        begun = time.monotonic()
        for clients in crowds:
            clients.go()
        if scale.kills:
            _kill(killer, scale, crowd)
        for _round in crowd.rounds[1:] if crowd.together else ():
            crowds[0].wait_until_ready()
            _sleep_until(opens_at)
            crowds[0].go()
        outcomes = crowds[0].outcomes()
        seconds = time.monotonic() - begun
        looked = crowds[1].outcomes() if watching else []
    return Ran(outcomes=outcomes, seconds=seconds, looked=looked, killed=dict(killer.killed))


def _kill(killer: Killer, scale: Scale, crowd: Crowd) -> None:
    """Kill until there were enough; then nobody comes any more."""
    killer.start()
    end = time.monotonic() + scale.longest
    while killer.total < scale.kills and time.monotonic() < end:
        time.sleep(PAUSE_SECONDS)
    killer.stop()
    Path(crowd.until).touch()


def _sleep_until(moment: datetime | None) -> None:
    if moment is not None:
        time.sleep(max(0.0, moment.timestamp() - time.time()))
