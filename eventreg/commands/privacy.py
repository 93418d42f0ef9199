"""`eventreg erase`, `eventreg retention`: forgetting people."""

import click

from eventreg.commands.frame import command, only_reading, step, transaction


@command(example="eventreg erase anna.kalnina@example.org")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(email: str, *, yes: bool) -> None:
    """Erase the person with this address from every event.

    Registrations become anonymous, so that counts stay; mails, needs, consents and documents that
    name the person go; the log keeps what happened, without the person. It cannot be undone.
    """
    from eventreg import clock
    from eventreg.accounts.service import account_with
    from eventreg.database import db
    from eventreg.history.service import COMMAND
    from eventreg.privacy import service

    if not yes:
        click.confirm(f"Erase {email} from every event?", abort=True, err=True)
    step("Erasing")
    with transaction():
        erased = service.erase_person(email=email, actor=COMMAND, now=clock.now())
        is_staff = account_with(email) is not None
        db.session.commit()
        service.forget_files(email=email)
    count = erased.registrations
    click.echo(f"{count} registration{'' if count == 1 else 's'} made anonymous")
    if is_staff:
        click.echo(f"{email} is also an account of staff; it was not touched.")
    for trace in erased.traces:
        click.echo(f"please look: {trace}")


@click.group(epilog="\b\nExample:\n  eventreg retention run --dry-run")
def retention() -> None:
    """Forget what has been kept long enough."""


@retention.add_command
@command(example="eventreg retention run --dry-run")
@click.option("--dry-run", is_flag=True, help="Only say what would be forgotten.")
def run(*, dry_run: bool) -> None:
    """Forget needs, answers and people when their time has come.

    Needs go 30 days after an event, answers after their question's time, people after their
    organisation's.

    The worker does so by itself once a day.
    """
    from eventreg import clock
    from eventreg.database import db
    from eventreg.history.service import COMMAND
    from eventreg.privacy import stored
    from eventreg.privacy.retention import forget_due

    with only_reading() if dry_run else transaction():
        due = forget_due(actor=COMMAND, now=clock.now(), dry_run=dry_run)
        if not dry_run:
            db.session.commit()
            stored.delete_withdrawn()
            db.session.rollback()
            stored.empty_journal()
    for each in due:
        click.echo(
            f"{each.slug}: needs of {each.needs}, {each.answers} answers, {each.people} people"
        )
    click.echo("Nothing was changed." if dry_run else f"{len(due)} event(s) done.")
