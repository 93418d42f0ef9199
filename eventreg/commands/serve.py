"""`eventreg serve`, `eventreg worker`: the running system."""

import os
import socket
from functools import partial

import click

from eventreg.commands.frame import application, command

TASKS_AT_ONCE = 2


@command(example="eventreg serve --port 8000 --workers 2")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Web processes; EVENTREG_WORKERS unless given."
)
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve pages and work off background tasks under one roof.

    A part that dies is started again. SIGTERM or Ctrl+C lets everything in hand be finished; a
    second one ends at once.
    """
    from eventreg.commands.migrations import require_current

    with application() as app:
        require_current()
        count = workers or app.extensions["eventreg.settings"].workers
    click.get_current_context().exit(keep_open(host=host, port=port, workers=count))


@command(example="eventreg worker")
def worker() -> None:
    """Work off background tasks; any number of these may run on any number of machines."""
    from eventreg.commands.supervision import end_with_parent

    end_with_parent()
    work()


def keep_open(*, host: str, port: int, workers: int) -> int:
    """Serve until told to stop; returns the exit code."""
    from eventreg.commands.supervision import House, Part

    with _listening(host, port) as opened:
        click.echo(f"Serving on http://{host}:{opened.getsockname()[1]} (Ctrl+C stops)")
        web = partial(_serve_web, opened.fileno(), workers)
        return House([Part("web server", web), Part("worker", work)]).keep()


def work() -> None:
    """Work off background tasks until told to stop; what is in hand is finished first."""
    from eventreg.commands.migrations import require_current
    from eventreg.ports import tasks

    with application():
        require_current()
        consumer = tasks.queue().huey.create_consumer(
            workers=TASKS_AT_ONCE, periodic=True, graceful_signal="TERM"
        )
        consumer.run()


def _serve_web(descriptor: int, workers: int) -> None:
    from eventreg.commands.web_server import serve_web

    serve_web(descriptor, workers)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise click.ClickException(f"{host}:{port}: {os.strerror(error.errno or 0)}") from error
