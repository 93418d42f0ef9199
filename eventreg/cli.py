"""The command line; each subject is a module of `eventreg.commands`, loaded when asked for."""

import sys
from collections.abc import Sequence

import click

from eventreg.commands.frame import LazyGroup

COMMANDS = {
    "demo": ("demo", "Set everything up with sample events and serve it."),
    "serve": ("serve", "Serve pages and work off background tasks."),
    "worker": ("serve", "Work off background tasks only, for more machines."),
    "db": ("db", "Bring the database to this version, and other migrations."),
    "event": ("event", "Import and export events as files."),
    "people": ("people", "Import and export the people of an event as files."),
    "territories": ("territories", "Load another country's territories, or a reform."),
    "render": ("render", "Write a document of an event as PDF."),
    "account": ("account", "Let people work for an organisation."),
    "backup": ("backup", "Write everything into one file, while running."),
    "restore": ("backup", "Bring a backup into an empty installation."),
    "check": ("check", "Check settings, database, mail, storage and counts."),
    "erase": ("privacy", "Erase a person by e-mail address."),
    "retention": ("privacy", "Forget what is kept long enough."),
}


@click.group(
    cls=LazyGroup,
    commands_by_name=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  eventreg demo\n  eventreg COMMAND --help",
)
@click.option("--trace", is_flag=True, help="Show where an error came from.")
@click.version_option(package_name="eventreg", message="%(prog)s %(version)s")
def cli(*, trace: bool) -> None:
    """Plan expert meetings, register the people, print the papers.

    Settings come from the environment (EVENTREG_…) and from a file .env in the current folder.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command: exit code 0 when done, 1 when it could not be, 2 when it was asked wrongly."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; a failure is told in lines, not in a trace."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return cli.main(args=given, prog_name="eventreg", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as error:
        if "--trace" in given:
            raise
        from eventreg.commands.failures import told  # costs start-up time

        for line in told(error):
            click.echo(line, err=True)
        return 1


if __name__ == "__main__":
    main()
