"""Trees of processes, as Linux tells of them: who descends from whom, and the CPU they used."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def children_of(pid: int) -> list[int]:
    """The processes that any thread of this one has started and that still run."""
    try:
        return sorted(
            int(number)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for number in (task / "children").read_text(encoding="ascii").split()
        )
    except OSError:
        return []


def tree_of(pid: int) -> list[int]:
    """This process and all below it."""
    found = [pid]
    for each in found:
        found += children_of(each)
    return found


def has_forked(pid: int) -> bool:
    """Whether a child of the process is a copy of it; one that prints papers is not."""
    return any(_command(child) == _command(pid) for child in children_of(pid))


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and of all below it, those that ended and were waited for included."""
    return sum(_own_cpu(each) for each in tree_of(pid))


def kill(pids: Iterable[int]) -> None:
    """End processes at once, as a fault or the kernel would; who has ended already is no error."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _own_cpu(pid: int) -> float:
    """User and system time of the process and of its ended children (see `man 5 proc_pid_stat`)."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0.0
    fields = text.rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / TICKS
