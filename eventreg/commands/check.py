"""`eventreg check`: is everything as it should be, and if not, what to do."""

import click

from eventreg.commands.frame import application, command, step


@command(example="eventreg check")
def check() -> None:
    """Check settings, database, migrations, fonts, mail, storage, and counts against rows.

    Exit code 1 when something is wrong; each line then says what to do.
    """
    from eventreg.commands.checks import CHECKS
    from eventreg.database import reading

    wrong = 0
    with application(), reading():
        for name, examine in CHECKS.items():
            step(name)
            found = examine()
            wrong += len(found)
            for line in found or ["good"]:
                click.echo(f"{name}: {line}")
    click.get_current_context().exit(1 if wrong else 0)
