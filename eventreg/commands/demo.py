"""`eventreg demo`: the whole system with sample events, in a folder of its own."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventreg.commands.frame import application, command, step

if TYPE_CHECKING:
    from eventreg.demo.folder import DemoFolder


@command(example="eventreg demo --port 8000")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where everything is kept; EVENTREG_HOME or ./var unless given.",
)
@click.option("--no-serve", is_flag=True, help="Only set up.")
def demo(*, port: int, folder: Path | None, no_serve: bool) -> None:
    """Set everything up with the first event and a coming one, then serve it.

    People, their contributions and the coming event are samples and marked as such. A second call
    changes nothing and starts at once. Mail is written into the folder.
    """
    from eventreg.demo.folder import DemoFolder

    home = DemoFolder((folder or Path(os.environ.get("EVENTREG_HOME", "var"))).absolute())
    given = {} if folder is None else {"EVENTREG_HOME": str(home.path)}
    base_url = f"http://127.0.0.1:{port}"
    environment = home.environment(base_url=base_url, given={**os.environ, **given})
    os.environ.update(environment)
    _set_up(home)
    click.echo(f"  Sign in:  {base_url}/lv/sign-in")
    if no_serve:
        return
    from eventreg.commands.serve import keep_open

    click.get_current_context().exit(keep_open(host="127.0.0.1", port=port, workers=2))


def _set_up(home: "DemoFolder") -> None:
    from eventreg import clock
    from eventreg.commands import migrations
    from eventreg.database import db
    from eventreg.demo.service import set_up

    with application():
        if not migrations.standing().is_current:
            db.session.rollback()
            step("Setting up the database")
            migrations.migrate("head")
        made = set_up(home, now=clock.now())
        db.session.commit()
    click.echo(f"The demonstration is in {home.path}")
    click.echo(f"  E-mail:   {made.email}")
    click.echo(f"  Password: {made.password}")
