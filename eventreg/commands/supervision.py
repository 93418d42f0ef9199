"""Several processes under one roof: started together, restarted when they die, stopped in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

import click

LOOK_SECONDS = 0.2
STEADY_SECONDS = 10.0  # who lived so long did not fail at its start
LONGEST_PAUSE_SECONDS = 30.0
GRACE_SECONDS = 40.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Part:
    """A process of the whole; `descriptors` are open files that it inherits."""

    name: str
    arguments: Sequence[str]
    descriptors: Sequence[int] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause: float = 0.0

    def start(self) -> None:
        """Start the process in a group of its own: Ctrl+C reaches only who keeps the house."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603, our own modules
            [sys.executable, "-m", *self.arguments],
            pass_fds=self.descriptors,
            env={**os.environ, **self.environment},
            start_new_session=True,
        )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, signum: int) -> None:
        if self.process is not None and self.is_running:
            self.process.send_signal(signum)


class House:
    """Keeps parts running until it is told to stop."""

    def __init__(self, parts: Sequence[Part]):
        self.parts = parts
        self._stopping = False

    def keep(self) -> int:
        """Run until SIGTERM or SIGINT; 0 when all parts finished what they had in hand.

        A second signal ends them at once.
        """
        for signum in (signal.SIGTERM, signal.SIGINT):
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
                self._plan_restart(part, part.process.returncode, now)
            elif now >= part.start_at and not self._stopping:
                part.start()

    @staticmethod
    def _plan_restart(part: Part, code: int, now: float) -> None:
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
        codes = {part.process.returncode for part in self.parts if part.process is not None}
        return int(not codes <= clean)


def end_with_parent() -> None:
    """Let this process be told to stop when the one that started it dies (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
