"""`eventreg db`: Flask-Migrate's commands on the application's database."""

import logging

import click
from flask import g
from flask_migrate.cli import db as flask_migrate_db

from eventreg.commands.frame import application

_ARGUMENTS = {"show": " 0001", "stamp": " head", "merge": " 0003 0004", "edit": " head"}


@click.group(epilog="\b\nExample:\n  eventreg db upgrade")
@click.option("-d", "--directory", hidden=True)
@click.option("-x", "--x-arg", multiple=True, hidden=True)
@click.pass_context
def db(context: click.Context, /, directory: str | None, x_arg: tuple[str, ...]) -> None:
    """Bring the database to this version, and Flask-Migrate's other commands."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if context.invoked_subcommand:
        context.with_resource(application())
        g.directory, g.x_arg = directory, x_arg  # where Flask-Migrate's own group leaves them


@db.result_callback()
@click.pass_context
def _load_latvia(context: click.Context, /, *_results: object, **_values: object) -> None:
    """A migrated database has Latvia's territories: they are a part of the program."""
    if context.invoked_subcommand != "upgrade":
        return
    from eventreg import clock
    from eventreg.database import db as database
    from eventreg.territories.loading import ensure_latvia

    ensure_latvia(now=clock.now())
    database.session.commit()


for _name, _command in sorted(flask_migrate_db.commands.items()):
    _command.epilog = f"\b\nExample:\n  eventreg db {_name}{_ARGUMENTS.get(_name, '')}"
    db.add_command(_command)
