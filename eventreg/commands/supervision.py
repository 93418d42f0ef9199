"""Several processes under one roof: started together, restarted when they die, stopped in order."""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from types import FrameType

import click

LOOK_SECONDS = 0.2
STEADY_SECONDS = 10.0  # who lived so long did not fail at its start
LONGEST_PAUSE_SECONDS = 30.0
GRACE_SECONDS = 40.0
_PR_SET_PDEATHSIG = 1


STOPPING = (signal.SIGTERM, signal.SIGINT)


@dataclass
class Part:
    """A process of the whole: a fork, so that what is loaded already is not loaded again."""

    name: str
    run: Callable[[], None]
    process: ForkProcess | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause: float = 0.0

    def start(self) -> None:
        """Start the process; no signal to stop gets lost between fork and its own readiness."""
        self.started_at = time.monotonic()
        self.process = multiprocessing.get_context("fork").Process(target=_begin, args=(self.run,))
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        self.process.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def send(self, signum: int) -> None:
        if self.process is not None and self.process.pid and self.is_running:
            os.kill(self.process.pid, signum)


class House:
    """Keeps parts running until it is told to stop."""

    def __init__(self, parts: Sequence[Part]):
        self.parts = parts
        self._stopping = False

    def keep(self) -> int:
        """Run until SIGTERM or SIGINT; 0 when all parts finished what they had in hand.

        A second signal ends them at once.
        """
        for signum in STOPPING:
            signal.signal(signum, self._told_to_stop)
        for part in self.parts:
            part.start()
        while not self._stopping:
            self._restart_who_died()
            time.sleep(LOOK_SECONDS)
        for part in self.parts:
            part.send(signal.SIGTERM)  # once only: some take a second one as "at once"
        return self._wait_for_all()

    def _told_to_stop(self, _signum: int, _frame: FrameType | None) -> None:
        if self._stopping:
            for part in self.parts:
                part.send(signal.SIGKILL)
        self._stopping = True

    def _restart_who_died(self) -> None:
        now = time.monotonic()
        for part in self.parts:
            if part.is_running:
                continue
            if part.process is not None:
                self._plan_restart(part, part.process.exitcode, now)
            elif now >= part.start_at and not self._stopping:
                part.start()

    @staticmethod
    def _plan_restart(part: Part, code: int | None, now: float) -> None:
        part.process = None
        if now - part.started_at >= STEADY_SECONDS:
            part.pause = 0.0
        part.start_at = now + part.pause
        part.pause = min(LONGEST_PAUSE_SECONDS, max(1.0, part.pause * 2))
        click.echo(f"{part.name} ended ({code}); it is started again.", err=True)

    def _wait_for_all(self) -> int:
        deadline = time.monotonic() + GRACE_SECONDS
        while any(part.is_running for part in self.parts):
            if time.monotonic() > deadline:
                for part in self.parts:
                    part.send(signal.SIGKILL)
                return 1
            time.sleep(LOOK_SECONDS / 4)
        # Who was still starting had nothing in hand and is ended by the signal itself.
        clean = {0, -signal.SIGTERM}
        codes = {part.process.exitcode for part in self.parts if part.process is not None}
        return int(not codes <= clean)


def end_with_parent() -> None:
    """Let this process be told to stop when the one that started it dies (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _begin(run: Callable[[], None]) -> None:
    """In the new process: a group of its own, so that Ctrl+C reaches only who keeps the house."""
    os.setsid()
    for signum in STOPPING:
        signal.signal(signum, signal.SIG_DFL)
    end_with_parent()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    run()
