"""`eventreg backup`, `eventreg restore`: everything in one file, and back."""

from pathlib import Path

import click

from eventreg.commands.frame import application, command, progress


@command(example="eventreg backup /safe/place/eventreg-2026-03-02.zip")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database and stored files of one moment into FILE, while the system runs.

    The file is read again and compared before it gets its name. The secret key is not in it: keep
    EVENTREG_SECRET_KEY elsewhere, or links in mails sent so far open nothing after a return.
    """
    from eventreg import clock
    from eventreg.backup.service import count_all, write_backup
    from eventreg.commands.migrations import require_current, revisions
    from eventreg.database import db

    if file.exists():
        raise click.ClickException(f"{file}: is there already.")
    with application():
        require_current()
        length = count_all()
        db.session.rollback()
        with progress("Writing", length) as update:
            made = write_backup(file, revision=revisions()[-1], now=clock.now(), update=update)
    size = file.stat().st_size
    click.echo(f"{file}: {made.rows} rows, {len(made.files)} files, {size} bytes, verified")


@command(example="eventreg restore /safe/place/eventreg-2026-03-02.zip")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring the backup FILE into an empty installation.

    It may come from SQLite and return into PostgreSQL, or the other way round.
    """
    from eventreg.backup.restoring import restore_backup
    from eventreg.backup.service import verify
    from eventreg.commands.migrations import migrate, revisions

    with application():
        held = verify(file)
        with progress("Restoring", held.rows + len(held.files)) as update:
            done = restore_backup(file, revisions=revisions(), migrate=migrate, update=update)
    click.echo(f"{file}: {done.rows} rows and {len(done.files)} files are back")
