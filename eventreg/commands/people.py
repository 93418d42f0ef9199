"""`eventreg people`: people as files."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from eventreg.commands.frame import command, progress, step, transaction

if TYPE_CHECKING:
    from eventreg.registration.people_files.planning import Choices, Plan

KINDS = ("csv", "xlsx", "json")


@click.group(epilog="\b\nExample:\n  eventreg people export limbazi-2017 -o people.xlsx")
def people() -> None:
    """Take the people of an event out as a file, or bring them in from one."""


@people.add_command
@command(example="eventreg people export limbazi-2017 -o people.xlsx --lang lv")
@click.argument("slug")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Its ending says the kind: .csv, .xlsx or .json.",
)
@click.option("--lang", type=click.Choice(["lv", "en"]), default="lv", show_default=True)
def export(slug: str, output: Path, *, lang: str) -> None:
    """Write everybody registered for the event SLUG into a file.

    Practical needs (diet, access) are never in it. The log keeps that it was taken out.
    """
    from eventreg import clock
    from eventreg.events.event_file.composing import event_of
    from eventreg.history.service import COMMAND
    from eventreg.language import locale
    from eventreg.registration.people_files.exporting import export_people
    from eventreg.registration.people_files.writing import FileKind

    ending = output.suffix.removeprefix(".").lower()
    if ending not in KINDS:
        raise click.BadParameter("must end with .csv, .xlsx or .json", param_hint="'-o'")
    step("Exporting")
    with transaction(), locale.using(lang):
        data = export_people(
            event=event_of(slug),
            kind=FileKind(ending),
            with_needs=False,
            actor=COMMAND,
            now=clock.now(),
        )
        output.write_bytes(data)


@people.add_command
@command(
    name="import",
    example='eventreg people import limbazi-2017 people.xlsx --map "Kas=full_name" --dry-run',
)
@click.argument("slug")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="HEADING=MEANING",
    help="What a column means, such as last_name, email or territory; nothing leaves it out.",
)
@click.option("--dry-run", is_flag=True, help="Only list what is wrong and what would be done.")
@click.option(
    "--duplicates",
    type=click.Choice(["skip", "update", "refuse"]),
    default="skip",
    show_default=True,
    help="What becomes of those who are registered already or stand in the file twice.",
)
@click.option("--waiting-list", is_flag=True, help="Whoever finds no place waits for one.")
@click.option("--no-mail", is_flag=True, help="Tell nobody.")
def import_(
    slug: str,
    file: IO[bytes],
    pairs: tuple[str, ...],
    duplicates: str,
    *,
    dry_run: bool,
    waiting_list: bool,
    no_mail: bool,
) -> None:
    """Register everybody in FILE (CSV or XLSX; - reads standard input) for the event SLUG.

    All are registered or nobody: each fault is told with its row and column. Columns are known by
    their headings or by what they meant the last time. Consents are never imported.
    """
    from eventreg.registration.people_files.planning import Choices, Duplicates

    choices = Choices(duplicates=Duplicates(duplicates), told=not no_mail, wait=waiting_list)
    _import(slug, file.read(), [_pair(each) for each in pairs], choices, dry_run=dry_run)


def _pair(text: str) -> tuple[str, str]:
    heading, sign, meaning = text.rpartition("=")
    if not sign:
        raise click.BadParameter("must be HEADING=MEANING", param_hint="'--map'")
    return heading, meaning


def _import(
    slug: str, data: bytes, pairs: list[tuple[str, str]], choices: "Choices", *, dry_run: bool
) -> None:
    from eventreg import clock
    from eventreg.events.event_file.composing import event_of
    from eventreg.history.service import COMMAND
    from eventreg.registration.people_files import columns, importing, sheets
    from eventreg.registration.people_files.planning import planned

    with transaction():
        event, sheet = event_of(slug), sheets.read(data)
        mapped = columns.guessed(event, sheet) | columns.named(event, sheet, pairs)
        mapped = {column: meaning for column, meaning in mapped.items() if meaning}
        if dry_run:
            _tell_plan(planned(event, sheet, mapped, choices))
            return
        with progress("Importing", len(sheet.rows)) as moved_on:
            counts = importing.import_people(
                event=event,
                sheet=sheet,
                mapped=mapped,
                choices=choices,
                actor=COMMAND,
                now=clock.now(),
                moved_on=moved_on,
            )
        columns.remember(event.organisation, sheet, mapped, now=clock.now())
        _tell("", counts)


def _tell_plan(plan: "Plan") -> None:
    from eventreg.registration.people_files.errors import RowsFaulty

    if plan.faults:
        raise RowsFaulty(plan.faults)
    counts = {
        "added": len(plan.new),
        "waiting": plan.waiting,
        "changed": len(plan.changed),
        "skipped": len(plan.skipped),
    }
    _tell("would be", counts)


def _tell(would: str, counts: Mapping[str, int]) -> None:
    said = (" ".join(filter(None, [str(number), would, what])) for what, number in counts.items())
    click.echo(", ".join(said))
