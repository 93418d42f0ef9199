"""`python -m benchmarks.load`: a scenario on a system of its own, and what must hold after it."""

import sys
import time
from collections import Counter
from statistics import median

import click

from benchmarks.load.installation import Installation
from benchmarks.load.scenarios import SCENARIOS, Ran, Scale
from benchmarks.load.stories import Told

DATABASES = ("sqlite", "postgresql")


@click.command()
@click.argument("scenario", type=click.Choice(sorted(SCENARIOS)), default="storm")
@click.option("--database", type=click.Choice(DATABASES), default="sqlite", show_default=True)
@click.option("--people", type=click.IntRange(1, 50_000), default=1000, show_default=True)
@click.option("--seats", type=click.IntRange(0, 50_000), default=50, show_default=True)
@click.option("--clients", type=click.IntRange(1, 512), default=32, show_default=True)
@click.option("--web", type=click.IntRange(1, 16), default=3, show_default=True)
@click.option("--workers", type=click.IntRange(1, 8), default=2, show_default=True)
@click.option("--kills", type=click.IntRange(0, 10_000), default=0, show_default=True)
@click.option("--seed", type=int, help="Of the moments to kill at.")
@click.option("--unguarded", is_flag=True, help="Switch the guard of places off.")
def load(
    scenario: str, database: str, *, web: int, workers: int, unguarded: bool, **scale: int | None
) -> None:
    """Storm a system of its own, then sweep over what is left; exit code 1 if anything is wrong."""
    if scale["seed"] is None:
        scale["seed"] = time.time_ns() % 1_000_000
    size = Scale(**{name: value for name, value in scale.items() if value is not None})
    guard = ", the guard of places switched off" if unguarded else ""
    click.echo(
        f"{scenario} on {database}: {size.people} people, {size.seats} seats, {size.clients} "
        f"clients, {web} web processes, {workers} workers{guard}"
    )
    with Installation(
        database=database, web=web, workers=workers, unguarded=unguarded
    ) as installation:
        found = _run(installation, scenario, size)
    for line in found:
        click.echo(f"violation: {line}")
    click.echo(f"violations: {len(found)}")
    sys.exit(1 if found else 0)


def _run(installation: Installation, scenario: str, scale: Scale) -> list[str]:
    from benchmarks.load.judging import judge, wait_for_mails

    if installation.unguarded:
        from benchmarks.load.unguarded import drop_checks

        drop_checks()
    ran = SCENARIOS[scenario](installation, scale)
    waited = wait_for_mails(longest=180.0 if ran.killed else 60.0, after_kills=bool(ran.killed))
    found, mails = judge(installation, ran, waited=waited)
    if code := installation.stop():
        found.append(f"the system did not stop cleanly ({code})")
    _show(_rows(ran))
    if ran.killed:
        killed = ", ".join(f"{count} {kind}" for kind, count in sorted(ran.killed.items()))
        _show([("killed", f"{sum(ran.killed.values())} ({killed}); seed {scale.seed}")])
    _show(
        [
            (
                "mails",
                f"{mails.written} written, {mails.taken} arrived, {mails.seconds:.1f} s after",
            ),
            ("copies of mails", str(mails.copies)),
        ]
    )
    return found


def _rows(ran: Ran) -> list[tuple[str, str]]:
    told = Counter(each.told for each in ran.outcomes)
    seconds = sorted(second for each in ran.outcomes for second in each.seconds)
    rows = [
        ("registered", str(told[Told.RECEIVED])),
        ("told it is full", str(told[Told.FULL])),
        ("enough for today", str(told[Told.ENOUGH])),
        ("refused", str(told[Told.REFUSED])),
        ("no answer", str(told[Told.NOTHING])),
        ("cancelled", str(sum(each.cancelled for each in ran.outcomes))),
        ("took up an offer", str(sum(each.accepted for each in ran.outcomes))),
        ("sent again", str(sum(each.tried_again for each in ran.outcomes))),
        ("time", f"{ran.seconds:.1f} s"),
    ]
    if seconds:
        slowest = f"median {median(seconds) * 1000:.0f} ms, slowest {seconds[-1] * 1000:.0f} ms"
        rows.append(("pages", f"{len(seconds)}, {slowest}"))
    return rows


def _show(rows: list[tuple[str, str]]) -> None:
    for name, value in rows:
        click.echo(f"  {name:<18}{value}")


if __name__ == "__main__":
    load()
