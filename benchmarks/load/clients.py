"""Many people at once, in processes of their own.

A process of clients takes a job as JSON on its first line of input and tells outcomes as JSON, one
a line. Between two rounds of steps it says `ready` and waits for the line `go`, so that all
processes can press the button in the same second.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, TextIO

from benchmarks.load.installation import ROOT
from benchmarks.load.stories import Outcome, Place, Story

READY = "ready"
# So many processes share the clients: what they compute themselves should not wait for each other.
PROCESSES = 4


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """People of these numbers who take the rounds of steps, `at_once` at the same time.

    With `together` each round begins for all when the one before is over for all. Once there is a
    file `until`, if one is named, nobody comes any more.
    """

    people: range
    at_once: int
    rounds: Sequence[str]
    together: bool = False
    until: str = ""


class Clients:
    """The running processes of a crowd."""

    def __init__(self, crowd: Crowd, place: Place):
        count = max(1, min(PROCESSES, crowd.at_once))
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.load.clients"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(count)
        ]
        for index, process in enumerate(self._processes):
            _write(process.stdin, _job(crowd, place, index, count))

    @property
    def pids(self) -> list[int]:
        """Their processes, ended ones included."""
        return [process.pid for process in self._processes]

    def wait_until_ready(self) -> None:
        """Wait until every process says that it is ready for the next round."""
        for process in self._processes:
            assert process.stdout is not None
            line = process.stdout.readline().strip()
            if line != READY:
                raise RuntimeError(f"a process of clients said {line!r}")

    def go(self) -> None:
        """Let the next round begin."""
        for process in self._processes:
            _write(process.stdin, "go")

    def outcomes(self) -> list[Outcome]:
        """Wait for the end and gather what came of everybody, by number."""
        found = []
        for process in self._processes:
            told, _ = process.communicate()
            found += [Outcome.of(json.loads(line)) for line in told.splitlines()]
        return sorted(found, key=lambda outcome: outcome.number)

    def close(self) -> None:
        """End whoever still runs."""
        for process in self._processes:
            if process.poll() is None:
                process.kill()
                process.communicate()


def _job(crowd: Crowd, place: Place, index: int, count: int) -> str:
    job = {
        "people": list(crowd.people[index::count]),
        "at_once": len(range(index, crowd.at_once, count)),
        "rounds": list(crowd.rounds),
        "together": crowd.together,
        "until": crowd.until,
        "place": asdict(place),
    }
    return json.dumps(job)


def _write(pipe: Any, line: str) -> None:
    pipe.write(line + "\n")
    pipe.flush()


def serve(orders: TextIO, told: TextIO) -> None:
    """Do a job: the first line of `orders`."""
    job = json.loads(orders.readline())
    place = Place(**job["place"])
    enough = Path(job["until"]) if job["until"] else None
    came: dict[int, Story] = {}
    rounds: list[list[str]] = (
        [[step] for step in job["rounds"]] if job["together"] else [job["rounds"]]
    )

    def tell(number: int, steps: Sequence[str]) -> None:
        if enough is not None and enough.exists():
            return
        story = came.setdefault(number, Story(number, place))
        for step in steps:
            story.take(step)
        story.browser.close()

    with ThreadPoolExecutor(max(1, job["at_once"])) as people:
        for steps in rounds:
            told.write(f"{READY}\n")
            told.flush()
            orders.readline()
            list(people.map(tell, job["people"], repeat(steps)))
    told.writelines(json.dumps(story.outcome.as_plain()) + "\n" for story in came.values())


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
