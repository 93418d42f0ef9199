"""What the commands share: groups that load when asked, the application, progress on a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flask import Flask

    from eventreg.settings import Settings


class LazyGroup(click.Group):
    """A group whose commands stand in modules that are imported when a command is called."""

    def __init__(self, *args: Any, commands_by_name: Mapping[str, tuple[str, str]], **values: Any):
        super().__init__(*args, **values)
        self._by_name = commands_by_name

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._by_name:
            return None
        module = import_module(f"eventreg.commands.{self._by_name[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_module, told) in self._by_name.items()])


def command(
    *, example: str, name: str | None = None
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command whose help ends with an example."""
    return click.command(name=name, epilog=f"\b\nExample:\n  {example}")


@contextlib.contextmanager
def application(settings: "Settings | None" = None) -> Iterator["Flask"]:
    """The application of the settings, with an application context."""
    from eventreg import settings as settings_module
    from eventreg.app import create_app
    from eventreg.database import db
    from eventreg.language import locale

    app = create_app(settings or settings_module.load())
    with app.app_context():
        engines = list(db.engines.values())
    try:
        with app.app_context(), locale.using("en"):
            yield app
    finally:
        for engine in engines:
            engine.dispose()
        app.extensions["eventreg.tasks"].huey.storage.close()


@contextlib.contextmanager
def transaction(settings: "Settings | None" = None) -> Iterator["Flask"]:
    """The application on a migrated database; what was done is committed at the end."""
    from eventreg.commands.migrations import require_current
    from eventreg.database import db

    with application(settings) as app:
        require_current()
        yield app
        db.session.commit()


@contextlib.contextmanager
def only_reading() -> Iterator["Flask"]:
    """The application on a migrated database that refuses to be written to."""
    from eventreg.commands.migrations import require_current
    from eventreg.database import reading

    with application() as app, reading():
        require_current()
        yield app


@contextlib.contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; `update(n)` moves it on. Elsewhere nothing is shown."""
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def step(text: str) -> None:
    """Say on a terminal what takes a moment."""
    if sys.stderr.isatty():
        click.echo(f"{text} …", err=True)
