import os
import subprocess
import sys
import time
from collections.abc import Iterator

import click
import pytest

from eventreg import cli
from tests.commands.conftest import Run


def every_command(
    group: click.Group = cli.cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


COMMANDS = list(every_command())


@pytest.mark.parametrize("path", [path for path, _command in COMMANDS], ids=" ".join)
def test_each_command_has_help_with_an_example(path: tuple[str, ...], eventreg: Run):
    done = eventreg(*path, "--help")

    assert done.code == 0
    assert f"eventreg {' '.join(path)}" in done.out.partition("Example:")[2]


def test_the_list_says_of_each_command_what_it_does(eventreg: Run):
    listed = eventreg("--help").out

    assert [name for name in cli.COMMANDS if f"  {name} " not in listed] == []


@pytest.mark.parametrize(
    "arguments", [["bogus"], ["event", "bogus"], ["event", "export"], ["serve", "--port", "x"]]
)
def test_what_was_asked_wrongly_ends_with_2(arguments: list[str], eventreg: Run):
    done = eventreg(*arguments)

    assert (done.code, done.out, "Error" in done.err) == (2, "", True)


def test_a_database_without_tables_is_told_in_one_line(eventreg: Run):
    done = eventreg("event", "export", "limbazi-2017")

    assert (done.code, done.err) == (1, "The database is empty. Run: eventreg db upgrade\n")


def test_a_setting_that_is_wrong_is_told_in_one_line(
    eventreg: Run, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EVENTREG_ENVIRONMENT", "production")
    monkeypatch.setenv("EVENTREG_SECRET_KEY", "secret")

    done = eventreg("check")

    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.err.startswith("Settings: EVENTREG_SECRET_KEY must be set")


def test_a_fault_of_the_program_is_told_without_a_trace(
    eventreg: Run, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_arguments: object) -> None:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr("eventreg.settings.load", broken)

    done = eventreg("check")

    assert done.code == 1
    assert done.err == (
        "This is a fault of the program. RuntimeError: first line "
        "(eventreg --trace … shows where)\n"
    )


def test_trace_shows_where(eventreg: Run, monkeypatch: pytest.MonkeyPatch):
    def broken(*_arguments: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("eventreg.settings.load", broken)

    with pytest.raises(RuntimeError):
        eventreg("--trace", "check")


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from eventreg import cli; cli.run(['--help']); "
        "print(sorted({'flask', 'sqlalchemy', 'pydantic', 'weasyprint'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_help_comes_at_once():
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _try in range(3):
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "eventreg.cli", "--help"],
            env=environment,
            check=True,
            capture_output=True,
        )
        times.append(time.perf_counter() - begun)

    assert min(times) < 1  # well below half a second where nobody else computes
