"""Ends processes of the installation at random moments, without a warning (kill -9)."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping

from benchmarks.load import processes
from benchmarks.load.installation import Installation

SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 1.5
# How often each kind of process is the victim, of a hundred.
SHARES = {"web process": 70, "web server": 5, "worker": 5, "worker beside": 20}


class Killer:
    """Kills until told to stop; `killed` counts the victims by kind.

    What dies is started again: web processes by their server, the parts of `eventreg serve` by it,
    a worker beside it by the killer, as an operator's system does.
    """

    def __init__(self, installation: Installation, *, seed: int):
        self.killed: Counter[str] = Counter()
        self._installation = installation
        self._chance = random.Random(seed)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._kill_on)

    @property
    def total(self) -> int:
        return sum(self.killed.values())

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Kill nobody any more; whoever was killed has been started again."""
        self._stopping.set()
        self._thread.join()

    def _kill_on(self) -> None:
        while not self._stopping.wait(self._chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)):
            kind = self._chance.choices(list(SHARES), list(SHARES.values()))[0]
            victims = _VICTIMS[kind](self._installation)
            if victims:
                victim = self._chance.choice(victims)
                processes.kill([victim])
                self.killed[kind] += 1
                self._start_again(victim)

    def _start_again(self, victim: int) -> None:
        beside = self._installation.beside
        for index, process in enumerate(beside):
            if process.pid == victim:
                process.wait()
                beside[index] = self._installation.start_worker()


def _web_processes(installation: Installation) -> list[int]:
    return [each for one in installation.web_servers() for each in processes.children_of(one)]


def _workers_beside(installation: Installation) -> list[int]:
    return [process.pid for process in installation.beside if process.poll() is None]


_VICTIMS: Mapping[str, Callable[[Installation], list[int]]] = {
    "web process": _web_processes,
    "web server": Installation.web_servers,
    "worker": Installation.workers_within,
    "worker beside": _workers_beside,
}
