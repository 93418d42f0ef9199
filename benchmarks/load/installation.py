"""A whole installation in a temporary folder: database, mail server, web processes, workers."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.load import processes
from tests.servers import free_port, start_postgresql

ROOT = Path(__file__).parents[2]
STARTING_SECONDS = 60.0
STOPPING_SECONDS = 60.0
UNGUARDED = "EVENTREG_LOAD_UNGUARDED"

Process = subprocess.Popen[bytes]


class DidNotStart(RuntimeError):
    """A part of the installation does not answer; the text says which, and what it last said."""


class Installation:
    """The system as it is shipped, on loopback; everything is gone when the block ends.

    `web` is the number of web processes, `workers` that of background workers: one is a part of
    `eventreg serve`, the others run beside it. With `unguarded` the guard of places is off
    (`benchmarks.load.unguarded`).
    """

    def __init__(self, *, database: str, web: int, workers: int, unguarded: bool = False):
        self.database, self.web, self.workers = database, web, workers
        self.unguarded = unguarded
        self.home = Path(tempfile.mkdtemp(prefix="eventreg-load-"))
        self.mails = self.home / "mails"
        self.port, self._mail_port = free_port(), free_port()
        self.server: Process | None = None
        self.beside: list[Process] = []
        self._mail_server: Process | None = None
        self._postgresql: int | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def postgresql(self) -> int | None:
        """The process of the database server; None with SQLite, which has none."""
        return self._postgresql

    def __enter__(self) -> Self:
        try:
            self._set_up()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        everything = [self.server, *self.beside, self._mail_server]
        for process in everything:
            if process is not None and process.poll() is None:
                processes.kill(processes.tree_of(process.pid))
                process.wait()
        if self._postgresql is not None:
            with suppress(ProcessLookupError):
                os.kill(self._postgresql, signal.SIGQUIT)
                _wait_for_end(self._postgresql)
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self) -> None:
        """Start the web processes and the workers, and wait until they answer."""
        self.server = self._start("serve", "--port", str(self.port), "--workers", str(self.web))
        self.beside = [self.start_worker() for _ in range(self.workers - 1)]
        _wait_until(lambda: _answers(f"{self.address}/readyz"), self.server, self.said)

    def start_worker(self) -> Process:
        """A worker beside those of `eventreg serve`."""
        return self._start("worker")

    def stop(self) -> int:
        """Stop as an operator does, letting what is in hand be finished; 0 when all did.

        A worker that was only starting had nothing in hand, and is ended by the signal itself.
        """
        running = [each for each in (self.server, *self.beside) if each is not None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        codes = {process.wait(STOPPING_SECONDS) for process in running}
        return max(codes - {-signal.SIGTERM}, key=abs, default=0)

    def run(self, *arguments: str) -> None:
        """Run a command of `eventreg` to its end."""
        command = [sys.executable, "-m", "eventreg.cli", *arguments]
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DidNotStart(f"eventreg {' '.join(arguments)}: {done.stdout}{done.stderr}")

    def web_servers(self) -> list[int]:
        """The process that keeps the web processes: one, or none while it is started again."""
        return [part for part in self._parts() if processes.has_forked(part)]

    def workers_within(self) -> list[int]:
        """The worker that is a part of `eventreg serve`."""
        return [part for part in self._parts() if not processes.has_forked(part)]

    def mails_rest(self, *, rest: bool) -> None:
        """Let the mail server rest, so that mails wait in the outbox, or go on."""
        if self._mail_server is not None:
            self._mail_server.send_signal(signal.SIGSTOP if rest else signal.SIGCONT)

    def said(self) -> str:
        """The last lines of what the system said."""
        with suppress(OSError):
            return "\n".join((self.home / "log").read_text(errors="replace").splitlines()[-12:])
        return ""

    def _parts(self) -> list[int]:
        return processes.children_of(self.server.pid) if self.server is not None else []

    def _set_up(self) -> None:
        self.home.chmod(0o755)
        self.mails.mkdir()
        for name in [name for name in os.environ if name.startswith("EVENTREG_")]:
            del os.environ[name]
        os.environ.update(self._environment(self._start_database()))
        command = [sys.executable, "-m", "benchmarks.load.mail_server", str(self._mail_port)]
        self._mail_server = subprocess.Popen([*command, str(self.mails)], cwd=ROOT)
        self.run("db", "upgrade")

    def _start_database(self) -> str:
        if self.database == "sqlite":
            return f"sqlite:///{self.home}/eventreg.sqlite3"
        folder = self.home / "postgresql"
        folder.mkdir()
        running = start_postgresql(folder, durable=True)
        self._postgresql = running.pid
        return running.address.replace("@/?", "@/postgres?")

    def _environment(self, database_url: str) -> dict[str, str]:
        given = {
            "ENVIRONMENT": "development",
            "HOME": str(self.home),
            "DATABASE_URL": database_url,
            "SECRET_KEY": secrets.token_urlsafe(48),
            "BASE_URL": self.address,
            "MAIL_URL": f"smtp://127.0.0.1:{self._mail_port}",
            "TRUSTED_PROXIES": "1",  # each person comes from an address of their own
            "FORM_SECONDS": "0",  # nobody here reads the form
            "LOG_FORMAT": "json",
        }
        own = {"PYTHONPATH": str(ROOT), UNGUARDED: str(self.home) if self.unguarded else ""}
        return own | {f"EVENTREG_{name}": value for name, value in given.items()}

    def _start(self, *arguments: str) -> Process:
        module = "benchmarks.load.unguarded" if self.unguarded else "eventreg.cli"
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=self.home,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _wait_until(happens: Callable[[], bool], process: Process, said: Callable[[], str]) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if happens():
            return
        time.sleep(0.05)
    raise DidNotStart(f"{process.args!r} does not answer:\n{said()}")


def _wait_for_end(pid: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and Path(f"/proc/{pid}").exists():
        time.sleep(0.05)
