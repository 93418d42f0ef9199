"""Runs `eventreg` in this process, as somebody would at a terminal."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog
from flask import Flask

from eventreg import cli

Run = Callable[..., "Done"]


class Done(NamedTuple):
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """A command sets up the log for this process: its way out is this test's."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new, empty installation in a folder of its own; nothing of another's `.env`."""
    folder = tmp_path / "var"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("EVENTREG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EVENTREG_ENVIRONMENT", "test")
    monkeypatch.setenv("EVENTREG_HOME", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def eventreg(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the installation in `home`."""

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def installed(eventreg: Run) -> Run:
    """Runs a command on a migrated installation."""
    assert eventreg("db", "upgrade").code == 0
    return eventreg


@pytest.fixture
def on_the_test_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command on the database of the test, SQLite or PostgreSQL."""
    settings = app.extensions["eventreg.settings"]
    monkeypatch.setenv("EVENTREG_ENVIRONMENT", "test")
    monkeypatch.setenv("EVENTREG_HOME", str(settings.home))
    monkeypatch.setenv("EVENTREG_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTREG_TASKS_URL", settings.tasks_url)

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        return Done(code, *capsys.readouterr())

    return run
