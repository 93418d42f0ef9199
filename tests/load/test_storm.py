"""The load harness itself: a tiny storm on a whole system, with the guard of places and without."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def storm(*arguments: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.load", "storm", "--people", "16", "--seats", "4"),
            *("--clients", "8", "--web", "2", "--workers", "1", *arguments),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


@pytest.mark.slow
def test_a_storm_leaves_everything_as_it_must_be():  # R6, R7, R9, R26
    code, lines = storm()

    assert (code, lines[-1]) == (0, "violations: 0")
    assert [line.split() for line in lines if "registered" in line] == [["registered", "4"]]


@pytest.mark.slow
def test_the_same_storm_breaks_a_system_without_the_guard():  # R7
    code, lines = storm("--unguarded")

    number = int(lines[-1].removeprefix("violations: "))
    assert code == 1
    assert number > 0
    assert any("places held of 4 (R6)" in line for line in lines)


def test_nobody_switches_the_guard_off_elsewhere():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load.unguarded", "serve"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("only the load harness switches the guard off")
