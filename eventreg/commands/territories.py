"""`eventreg territories`: other countries, reforms."""

from pathlib import Path

import click

from eventreg.commands.frame import command, step, transaction


@click.group(epilog="\b\nExample:\n  eventreg territories import lau2020_EE.csv")
def territories() -> None:
    """Load territories: another country's, or what a reform made."""


@territories.add_command
@command(name="import", example="eventreg territories import lau2020_EE.csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Load a file of territories or of successions (CSV).

    Territories known by country and code are brought up to date. A file with errors changes
    nothing.
    """
    from eventreg import clock
    from eventreg.history.service import COMMAND
    from eventreg.territories.loading import decoded, load_file

    step("Loading")
    with transaction():
        text = decoded(file)
        loaded = load_file(text=text, name=file.name, actor=COMMAND, now=clock.now())
        click.echo(
            f"{file.name}: {loaded.added} added, {loaded.changed} changed, "
            f"{loaded.successions_added} successions added"
        )
