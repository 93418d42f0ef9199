"""How fast people get in: `python -m benchmarks.load.speed` (`make bench`).

Many people take each step of the way together: open the form, check the answers, press the button,
see the page that answers, get the mail. For each step it prints how many a second, how long one
takes, and the CPU that one costs the web processes and the database. The event has a limit, with
room for all. The mail server rests until everybody is in, so that mails cost nothing before.
"""

import time
from contextlib import closing
from statistics import median
from typing import NamedTuple

import click

from benchmarks.load import processes, world
from benchmarks.load.clients import Clients, Crowd
from benchmarks.load.installation import Installation
from benchmarks.load.scenarios import Scale, place_of
from benchmarks.load.stories import Outcome, Told

STEPS = {
    "open": "open the form",
    "check": "check the answers",
    "press": "register",
    "see": "page that answers",
}
LAST = "see"
MAILS = "mails"
WARMING = 24
LONGEST_SECONDS = 120.0


class Meter(NamedTuple):
    """The clock, and the CPU seconds that each part has used so far; clients until they end."""

    seconds: float
    web: float
    database: float
    workers: float
    clients: float

    def since(self, before: "Meter") -> "Meter":
        """What was used between two readings."""
        return Meter(*(after - earlier for after, earlier in zip(self, before, strict=True)))


@click.command()
@click.option("--database", type=click.Choice(("sqlite", "postgresql", "both")), default="both")
@click.option("--people", type=click.IntRange(1, 5000), default=400, show_default=True)
@click.option("--clients", type=click.IntRange(1, 64), default=8, show_default=True)
@click.option("--web", type=click.IntRange(1, 16), default=2, show_default=True)
def bench(database: str, people: int, clients: int, web: int) -> None:
    """Let people register as fast as they can and print what each step costs."""
    kinds = ("sqlite", "postgresql") if database == "both" else (database,)
    for kind in kinds:
        click.echo(f"{kind}: {people} people, {clients} clients, {web} web processes")
        with Installation(database=kind, web=web, workers=1) as installation:
            scale = Scale(people=people, seats=people, clients=clients)
            used, outcomes = _measure(installation, scale)
        _show(used, outcomes)


def _measure(installation: Installation, scale: Scale) -> tuple[dict[str, Meter], list[Outcome]]:
    """Every step of all people, one step after the other; before that some warm the house."""
    warming = range(scale.people + 1, scale.people + WARMING + 1)
    world.make(world.Meeting(seats=warming.stop))
    installation.start()
    place = place_of(installation, scale)
    with closing(Clients(Crowd(people=warming, at_once=4, rounds=["register"]), place)) as clients:
        clients.wait_until_ready()
        clients.go()
        clients.outcomes()
    _wait_for_mails(installation, WARMING)
    installation.mails_rest(rest=True)
    everybody = range(1, scale.people + 1)
    crowd = Crowd(people=everybody, at_once=scale.clients, rounds=list(STEPS), together=True)
    used, outcomes = {}, []
    with closing(Clients(crowd, place)) as clients:
        clients.wait_until_ready()
        for step in STEPS:
            before = _read(installation, clients)
            clients.go()
            if step == LAST:
                outcomes = clients.outcomes()
            else:
                clients.wait_until_ready()
            used[step] = _read(installation, clients).since(before)
    before = _read(installation)
    installation.mails_rest(rest=False)
    _wait_for_mails(installation, WARMING + scale.people)
    used[MAILS] = _read(installation).since(before)
    return used, outcomes


def _wait_for_mails(installation: Installation, number: int) -> None:
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        if len(list(installation.mails.iterdir())) >= number:
            return
        time.sleep(0.05)


def _read(installation: Installation, clients: Clients | None = None) -> Meter:
    return Meter(
        seconds=time.monotonic(),
        web=sum(processes.cpu_seconds(pid) for pid in installation.web_servers()),
        database=processes.cpu_seconds(installation.postgresql) if installation.postgresql else 0,
        workers=sum(processes.cpu_seconds(pid) for pid in installation.workers_within()),
        clients=sum(processes.cpu_seconds(pid) for pid in clients.pids) if clients else 0,
    )


def _show(used: dict[str, Meter], outcomes: list[Outcome]) -> None:
    count = sum(each.told is Told.RECEIVED for each in outcomes)
    click.echo(f"  {'':<22}{'a second':>9}{'median':>9}{'web CPU':>9}{'database':>9}{'worker':>9}")
    for number, (step, meter) in enumerate(used.items()):
        taken = [each.seconds[number] for each in outcomes if len(each.seconds) > number]
        middle = f"{median(taken) * 1000:.0f} ms" if taken and step != MAILS else ""
        parts = (meter.web, meter.database, meter.workers)
        cpu = [f"{spent / count * 1000:.1f} ms" for spent in parts]
        click.echo(
            f"  {STEPS.get(step, step):<22}{count / meter.seconds:>9.0f}{middle:>9}"
            + "".join(f"{each:>9}" for each in cpu)
        )
    press = used["press"]
    per_post = (press.web + press.database) / count * 1000
    click.echo(
        f"  registrations confirmed: {count}, {count / press.seconds:.0f} a second, "
        f"{per_post:.1f} ms of CPU each; {press.clients / count * 1000:.1f} ms more in the clients"
    )


if __name__ == "__main__":
    bench()
