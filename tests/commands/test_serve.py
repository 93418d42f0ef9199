"""The running system: real processes on loopback."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from eventreg.commands.supervision import House, Part
from tests.commands.conftest import Run
from tests.event_file.files import LIMBAZI
from tests.servers import free_port

PATIENCE_SECONDS = 60


def eventually(happens: Callable[[], object]) -> bool:
    """Whether it happens before patience ends."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.1)
    return False


def children_of(pid: int) -> list[int]:
    """The processes that any thread of this one has started."""
    try:
        return [
            int(number)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for number in (task / "children").read_text(encoding="ascii").split()
        ]
    except OSError:
        return []


def is_printing(pid: int) -> bool:
    try:
        return b"renderer" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


class Served:
    """`eventreg serve` in a process of its own."""

    def __init__(self, home: Path):
        self.port = free_port()
        environment = {
            **os.environ,
            "EVENTREG_HOME": str(home),
            "EVENTREG_ENVIRONMENT": "development",
        }
        self.log = (home / "serve.log").open("wb")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "eventreg.cli", "serve"),
                *("--port", str(self.port), "--workers", "1"),
            ],
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def get(self, path: str) -> bytes:
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as page:
            return bytes(page.read())

    def answers(self) -> bool:
        try:
            return bool(self.get("/readyz"))
        except OSError:
            return False

    def children(self) -> list[int]:
        return children_of(self.process.pid)

    def everybody(self) -> list[int]:
        """The processes below this one, of whatever depth."""
        found = self.children()
        for pid in found:
            found += children_of(pid)
        return found

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()


@pytest.fixture
def served(installed: Run, home: Path) -> Iterator[Served]:
    with closing(Served(home)) as served:
        assert eventually(served.answers)
        yield served


@pytest.mark.slow
def test_it_serves_and_stops_cleanly(served: Served):
    children = served.children()

    assert len(children) == 2
    assert served.stop() == 0
    assert eventually(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


@pytest.mark.slow
def test_what_is_in_hand_is_finished_before_it_stops(installed: Run, home: Path):
    installed("event", "import", LIMBAZI)
    with closing(Served(home)) as served, ThreadPoolExecutor() as visitor:
        assert eventually(served.answers)
        answer = visitor.submit(served.get, "/lv/e/limbazi-2017/agenda.pdf")
        assert eventually(lambda: any(is_printing(child) for child in served.everybody()))
        assert served.stop() == 0

    assert answer.result()[:5] == b"%PDF-"


@pytest.mark.slow
def test_a_part_that_died_is_started_again(served: Served):
    before = served.children()
    for child in before:
        os.kill(child, signal.SIGKILL)

    assert eventually(lambda: len(set(served.children()) - set(before)) == 2)
    assert eventually(served.answers)
    assert served.stop() == 0


@pytest.mark.slow
def test_its_parts_end_when_it_is_killed(served: Served):
    children = served.children()
    served.process.kill()
    served.process.wait()

    assert eventually(lambda: not any(_runs(child) for child in children))


def test_it_does_not_serve_an_unmigrated_database(eventreg: Run):
    done = eventreg("serve", "--port", free_port())

    assert (done.code, done.err) == (1, "The database is empty. Run: eventreg db upgrade\n")


def test_a_worker_does_not_begin_on_an_unmigrated_database(
    eventreg: Run, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("eventreg.commands.supervision.end_with_parent", lambda: None)

    assert eventreg("worker").code == 1


def test_a_port_that_is_taken_is_told(installed: Run):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = installed("serve", "--port", port)

    assert (done.code, done.err) == (1, f"Error: 127.0.0.1:{port}: Address already in use\n")


def test_who_dies_at_once_again_and_again_is_started_ever_more_slowly():
    part = Part("part", print)
    house = House([part])
    pauses = []
    for _death in range(4):
        house._plan_restart(part, 1, now=0.0)
        pauses.append(part.start_at)

    assert pauses == [0.0, 1.0, 2.0, 4.0]


def test_who_lived_long_is_started_again_at_once():
    part = Part("part", print, pause=8.0)
    House([part])._plan_restart(part, 1, now=100.0)

    assert part.start_at == 100.0


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
