import json
import threading
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventreg.backup.errors import BackupDamaged
from eventreg.backup.lines import parents_first
from eventreg.backup.service import verify, write_backup
from eventreg.database import db
from eventreg.events.event_file.importing import import_event
from eventreg.events.models import Event
from eventreg.history.service import COMMAND
from eventreg.messages.models import Message
from tests.commands.conftest import Run
from tests.event_file.files import read, with_people
from tests.factories import (
    NOON,
    a_document,
    a_registration,
    a_second_factor,
    an_account,
    an_event,
)


def tables_of(backup: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(backup) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if name.startswith("tables/")
        }


@pytest.fixture
def filled(latvia: None, session: Session) -> None:
    """An installation with an event, people, a mail and a stored document."""
    event = import_event(read(with_people()), actor=COMMAND, now=NOON).event
    a_document(event=event, data=b"%PDF-1.7")
    a_second_factor(an_account(mf_recovery_codes=["1a2b", "3c4d"]))
    session.add(
        Message(
            event=event,
            template="my_link",
            language="lv",
            recipient="anna@example.org",
            subject="Ķekava",
            text="…",
            html="…",
            due_at=NOON,
            created_at=NOON,
        )
    )
    session.commit()


@pytest.mark.usefixtures("filled")
def test_everything_comes_back_on_the_other_machine(
    on_the_test_database: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert on_the_test_database("backup", first).out.endswith("verified\n")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("EVENTREG_HOME", str(elsewhere))
    monkeypatch.setenv("EVENTREG_DATABASE_URL", f"sqlite:///{elsewhere}/eventreg.sqlite3")
    assert on_the_test_database("restore", first).code == 0
    on_the_test_database("backup", second)

    assert tables_of(second) == tables_of(first)
    assert [path.read_bytes() for path in (elsewhere / "files").rglob("*.pdf")] == [b"%PDF-1.7"]


@pytest.mark.database("postgresql")
def test_a_backup_of_sqlite_returns_into_postgresql(
    on_the_test_database: Run,
    app: Flask,
    session: Session,
    installed_elsewhere: Path,
    tmp_path: Path,
):
    assert on_the_test_database("restore", installed_elsewhere).code == 0
    on_the_test_database("backup", tmp_path / "again.zip")

    assert tables_of(tmp_path / "again.zip") == tables_of(installed_elsewhere)
    assert a_registration(event=an_event()).id  # numbers of new rows begin above those brought back


@pytest.fixture
def installed_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A backup of an installation on SQLite with the demonstration in it."""
    from eventreg import cli

    home = tmp_path / "sqlite"
    with monkeypatch.context() as patch:
        patch.setenv("EVENTREG_ENVIRONMENT", "test")
        patch.setenv("EVENTREG_DATABASE_URL", f"sqlite:///{home}/eventreg.sqlite3")
        patch.setenv("EVENTREG_TASKS_URL", f"sqlite:///{home}/tasks.sqlite3")
        assert cli.run(["demo", "--no-serve", "--folder", str(home)]) == 0
        assert cli.run(["backup", str(tmp_path / "sqlite.zip")]) == 0
    return tmp_path / "sqlite.zip"


@pytest.mark.usefixtures("filled")
@pytest.mark.database("sqlite")
def test_an_installation_in_use_is_not_overwritten(on_the_test_database: Run, tmp_path: Path):
    on_the_test_database("backup", tmp_path / "made.zip")

    done = on_the_test_database("restore", tmp_path / "made.zip")

    assert (done.code, done.err.startswith("This installation already has")) == (1, True)


@pytest.mark.usefixtures("filled")
@pytest.mark.database("sqlite")
def test_a_damaged_backup_is_told_before_anything_happens(
    on_the_test_database: Run, tmp_path: Path
):
    made = tmp_path / "made.zip"
    on_the_test_database("backup", made)
    whole = made.read_bytes()
    made.write_bytes(whole[: len(whole) // 2])

    done = on_the_test_database("restore", made)

    assert (done.code, done.err) == (1, f"{made}: this is no backup, or only a part of one\n")


@pytest.mark.usefixtures("filled")
@pytest.mark.database("sqlite")
def test_a_changed_table_is_noticed(on_the_test_database: Run, tmp_path: Path):
    made, changed = tmp_path / "made.zip", tmp_path / "changed.zip"
    on_the_test_database("backup", made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"Anna", b"Ilze"))

    with pytest.raises(BackupDamaged, match=r"tables/\w+\.jsonl is damaged"):
        verify(changed)


@pytest.mark.usefixtures("filled")
@pytest.mark.database("sqlite")
def test_a_document_without_its_file_stops_the_backup(
    on_the_test_database: Run, session: Session, tmp_path: Path, app: Flask
):
    home = app.extensions["eventreg.settings"].home
    next((home / "files").rglob("*.pdf")).unlink()

    done = on_the_test_database("backup", tmp_path / "made.zip")

    assert (done.code, done.err.startswith("The stored file documents/")) == (1, True)
    assert list(tmp_path.glob("made*")) == []


def test_a_file_that_is_there_is_not_overwritten(installed: Run, tmp_path: Path):
    there = tmp_path / "there.zip"
    there.write_bytes(b"")

    assert installed("backup", there).code == 1


@pytest.mark.usefixtures("filled")
@pytest.mark.database("sqlite")
def test_the_backup_says_what_is_in_it(on_the_test_database: Run, tmp_path: Path):
    on_the_test_database("backup", tmp_path / "made.zip")

    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))

    assert (manifest["format"], manifest["tables"]["registration"]["count"]) == (
        "eventreg.backup/1",
        2,
    )


def test_parts_come_after_what_they_are_parts_of():
    rows = [{"id": 1, "of": 3}, {"id": 2, "of": None}, {"id": 3, "of": 2}]

    assert [row["id"] for row in parents_first(rows, "of")] == [2, 3, 1]


def test_somebody_may_write_while_a_backup_is_made(app: Flask, session: Session, tmp_path: Path):
    an_event()
    session.commit()
    written: list[int] = []

    def write() -> None:
        with app.app_context():
            written.append(an_event().id)
            db.session.commit()

    def write_meanwhile(_count: int) -> None:
        if not written:
            somebody = threading.Thread(target=write)
            somebody.start()
            somebody.join()

    write_backup(tmp_path / "made.zip", revision="0002", now=NOON, update=write_meanwhile)

    rows = tables_of(tmp_path / "made.zip")["tables/event.jsonl"].splitlines()
    assert (len(rows), session.scalar(select(func.count()).select_from(Event))) == (1, 2)
