"""`make bench-people`: what each page of the table of people costs, on both databases.

Server time is that of the whole request inside the process, from its first line to the last byte
of the page; the median of several, after one that warms. CPU is that of the process and of the
database's own, which does not grow when the machine is busy with something else. Weight is the
page as it is, without compression, and with its styles and scripts as they travel, which a browser
keeps.
"""

import json
import os
import re
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks.load.processes import cpu_seconds
from benchmarks.people import crowd
from eventreg.accounts.models import StaffRole
from eventreg.app import create_app
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.remarks.models import Tag
from eventreg.territories.models import Territory
from tests.factories import an_account
from tests.public.statements import counted_statements
from tests.servers import start_postgresql
from tests.settings import settings_for

MOST_MS, MOST_KB = 100, 150
RUNS = 9
_ASSETS = re.compile(rb'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"')


class Cost(NamedTuple):
    """What a page costs: milliseconds of time and CPU, statements, kilobytes of it, and in all."""

    milliseconds: float
    cpu: float
    statements: int
    page_kb: float
    whole_kb: float

    @property
    def is_fine(self) -> bool:
        return self.milliseconds <= MOST_MS and self.page_kb <= MOST_KB


@click.command()
@click.option("--database", type=click.Choice(("sqlite", "postgresql", "both")), default="both")
@click.option("--people", type=click.IntRange(1, 500_000), default=50_000, show_default=True)
def bench(database: str, people: int) -> None:
    """Print what each page costs, and one line of JSON at the end."""
    told = {}
    for kind in ("sqlite", "postgresql") if database == "both" else (database,):
        with installed(kind) as (app, processes), app.app_context():
            event = crowd.make(people)
            _settle(kind)
            costs = _measured(app, event, processes)
        click.echo(f"{kind}: {people} people")
        _show(costs)
        told[f"{kind}_ms"] = max(cost.milliseconds for cost in costs.values())
        told[f"{kind}_cpu"] = max(cost.cpu for cost in costs.values())
        told[f"{kind}_kb"] = max(cost.page_kb for cost in costs.values())
    click.echo(json.dumps({name: round(value, 1) for name, value in told.items()}))


@contextmanager
def installed(kind: str) -> Iterator[tuple[Flask, Sequence[int]]]:
    """The application on a new database of that kind, with Latvia in it, and what works for it."""
    with tempfile.TemporaryDirectory(prefix="eventreg-bench-") as folder:
        home = Path(folder)
        with _database(kind, home) as (url, beside):
            app = create_app(settings_for(home, DATABASE_URL=url))
            with app.app_context():
                upgrade()
                crowd.load_latvia()
                db.session.commit()
            yield app, [os.getpid(), *beside]
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


@contextmanager
def _database(kind: str, home: Path) -> Iterator[tuple[str, Sequence[int]]]:
    """The database's address, and its process if it has one of its own."""
    if kind == "sqlite":
        yield f"sqlite:///{home}/eventreg.sqlite3", []
        return
    folder = home / "postgresql"
    folder.mkdir()
    home.chmod(0o755)  # the server runs as a user of its own
    server = start_postgresql(folder)
    try:
        yield server.address.replace("@/?", "@/postgres?"), [server.pid]
    finally:
        os.kill(server.pid, signal.SIGINT)
        while Path(f"/proc/{server.pid}").exists():
            time.sleep(0.05)


def _settle(kind: str) -> None:
    """PostgreSQL looks at so many new rows by itself within a minute; here it is told to."""
    if kind == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _pages() -> Mapping[str, str]:
    """The pages that are measured, each with what it asks for."""
    tag = db.session.scalars(select(Tag.uid)).one()
    place = db.session.scalars(select(Territory.id).order_by(Territory.id.desc())).first()
    any_of = f"f1=tag&c1=is&v1={tag}&f2=municipality&c2=is&v2={place}&join=any"
    last = 10**6
    return {
        "first page": "",
        "last page": f"?page={last}",
        "filter: state": "?state=confirmed",
        "filter: seat on a visit": "?f1=visit&c1=empty&state=confirmed",
        "filter: tag or municipality": f"?{any_of}",
        "filter: none of": "?join=none&f1=role&c1=is&v1=expert&f2=visit&c2=filled",
        "sort: municipality": "?order=municipality",
        "sort: three columns": "?order=state&order=-institution&order=-registered",
        "sort: three columns, last page": f"?order=state&order=institution&order=name&page={last}",
        "search": "?q=persona.4711",
        "search: many": "?q=vidusskola",
        "search: nobody": "?q=neviens",
    }


def _measured(app: Flask, event: Event, processes: Sequence[int]) -> Mapping[str, Cost]:
    client, slug = app.test_client(), event.slug
    account = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    signed_in = {"_user_id": account.fs_uniquifier, "_fresh": True, "fs_paa": time.time()}
    pages = _pages()
    db.session.commit()
    with client.session_transaction() as session:
        session.update(signed_in)
    return {
        name: _cost(client, f"/lv/organise/e/{slug}/people/{asked}", processes)
        for name, asked in pages.items()
    }


def _cost(client: FlaskClient, address: str, processes: Sequence[int]) -> Cost:
    page = _got(client, address)
    with counted_statements() as statements:
        _got(client, address)
    taken, before = [], _cpu(processes)
    for _run in range(RUNS):
        begun = time.perf_counter()
        _got(client, address)
        taken.append((time.perf_counter() - begun) * 1000)
    cpu = (_cpu(processes) - before) * 1000 / RUNS
    assets = {match.decode() for match in _ASSETS.findall(page)}
    beside = sum(len(_got(client, asset)) for asset in assets)
    weight = len(page)
    return Cost(median(taken), cpu, len(statements), weight / 1000, (weight + beside) / 1000)


def _cpu(processes: Sequence[int]) -> float:
    """The CPU seconds that they have used so far."""
    return sum(cpu_seconds(pid) for pid in {*processes})


def _got(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    if answer.status_code != 200:
        raise click.ClickException(f"{address} answers {answer.status}")
    return bytes(answer.data)


def _show(costs: Mapping[str, Cost]) -> None:
    click.echo(f"  {'':<34}{'median':>9}{'CPU':>9}{'statements':>12}{'page':>9}{'in all':>9}")
    for name, cost in costs.items():
        click.echo(
            f"  {name:<34}{cost.milliseconds:>6.0f} ms{cost.cpu:>6.0f} ms{cost.statements:>12}"
            f"{cost.page_kb:>6.0f} KB{cost.whole_kb:>6.0f} KB"
            f"{'' if cost.is_fine else '  more than wanted'}"
        )


if __name__ == "__main__":
    bench()
