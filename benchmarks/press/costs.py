"""CPU time and memory of this process and of all that it started."""

import contextlib
import resource
import time
from pathlib import Path


def cpu() -> float:
    """Seconds of CPU used so far, by this process and its children, living and dead."""
    used = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        used += usage.ru_utime + usage.ru_stime
    return used + sum(time.clock_gettime(_clock_of(pid)) for pid in children())


def children() -> list[int]:
    """The processes that this one started and that still run."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has just ended
            found += [int(pid) for pid in (task / "children").read_text().split()]
    return found


def _clock_of(pid: int) -> int:
    """The system's clock of a process's CPU time; `/proc` counts it in hundredths of a second."""
    return ~pid << 3 | 2  # as clock_getcpuclockid(3) makes it on Linux


def peak_mb() -> float:
    """The most memory that this process and its living children held, each at its own peak."""
    pids: list[int | str] = ["self", *children()]
    return sum(map(_peak, pids), start=0.0)


def _peak(pid: int | str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0
