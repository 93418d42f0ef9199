"""`eventreg event`: events as files."""

import json
from typing import IO

import click

from eventreg.commands.frame import command, only_reading, step, transaction


@click.group(epilog="\b\nExample:\n  eventreg event import limbazi-2017.json")
def event() -> None:
    """Import and export events as files of the form eventreg.event/1."""


@event.add_command
@command(name="import", example="eventreg event import limbazi-2017.json")
@click.argument("file", type=click.File("rb"))
def import_(file: IO[bytes]) -> None:
    """Import an event from FILE (- reads standard input).

    An event with the same short name is brought up to date. A file with errors changes
    nothing; each error is told with its place.
    """
    from eventreg import clock
    from eventreg.events.event_file import text
    from eventreg.events.event_file.importing import import_event
    from eventreg.history.service import COMMAND

    step("Importing")
    with transaction():
        done = import_event(text.read(file.read()), actor=COMMAND, now=clock.now())
        what = "imported" if done.created else "updated" if done.changed else "nothing new"
        click.echo(f"{done.event.slug}: {what}")


@event.add_command
@command(example="eventreg event export limbazi-2017 --with-people -o limbazi.json")
@click.argument("slug")
@click.option("-o", "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-")
@click.option("--with-people", is_flag=True, help="Registrations and consents too.")
def export(slug: str, output: IO[str], *, with_people: bool) -> None:
    """Write the event SLUG as a file.

    Practical needs (diet, access) are in no file.
    """
    from eventreg.events.event_file import text
    from eventreg.events.event_file.composing import compose, event_of

    with only_reading():
        composed = text.write(compose(event_of(slug), with_people=with_people))
    output.write(composed)


@event.add_command
@command(example="eventreg event schema -o event.schema.json")
@click.option("-o", "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-")
def schema(output: IO[str]) -> None:
    """Write the JSON Schema (2020-12) of the event file."""
    from eventreg.events.event_file import text

    output.write(json.dumps(text.schema(), ensure_ascii=False, indent=2) + "\n")
