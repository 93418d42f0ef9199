"""The queue carries only names of rows; what it loses, a sweep finds."""

import pytest
from flask import Flask
from huey.registry import Message
from structlog.testing import capture_logs

from eventreg.database import db
from eventreg.ports import tasks
from eventreg.ports.tasks import GATHERING_SECONDS, JsonSerializer, take_lease
from tests.factories import an_organisation


@pytest.fixture
def done(app, monkeypatch):
    """What the worker was given, in order."""
    names = []
    monkeypatch.setitem(tasks.queue()._tasks, "note", names.append)
    return names


def test_a_task_runs_once_what_it_is_about_is_kept(app, done):  # R26
    an_organisation()
    tasks.queue().enqueue("note", "first")
    assert done == []
    db.session.commit()

    assert done == ["first"]


def test_a_task_of_what_did_not_happen_is_forgotten(app, done):  # R26
    an_organisation()
    tasks.queue().enqueue("note", "first")
    db.session.rollback()
    db.session.commit()

    assert done == []


def test_a_savepoint_that_fails_takes_no_other_task_with_it(app, done):
    an_organisation()
    tasks.queue().enqueue("note", "first")
    with pytest.raises(LookupError), db.session.begin_nested():
        raise LookupError
    db.session.commit()

    assert done == ["first"]


def test_a_queue_that_is_down_does_not_undo_what_is_kept(app, done, monkeypatch):  # R26
    def down(*_task):
        raise OSError("no queue")

    monkeypatch.setattr(tasks.queue(), "send", down)
    an_organisation(slug="kept")
    tasks.queue().enqueue("note", "first")
    with capture_logs() as lines:
        db.session.commit()

    assert [line["event"] for line in lines] == ["task left to the sweep"]


def test_a_task_must_have_a_name_that_is_known(app):
    with pytest.raises(LookupError, match="nonsense"):
        tasks.queue().enqueue("nonsense", "first")


@pytest.fixture
def told(tmp_path):
    """A queue of its own, with a task that gathers; nobody takes from it."""
    app = Flask("told")
    tasks.init(app, f"sqlite:///{tmp_path}/tasks.sqlite3")
    with app.app_context():
        tasks.queue().register("post", print, gathers=True)
        yield tasks.queue()
        tasks.queue().huey.storage.close()


def test_what_gathers_is_told_at_once_and_then_once_for_all_that_follow(told):
    for row in ("first", "second", "third", "fourth"):
        told.send("post", row)

    at_once, later = told.huey.pending()
    assert [at_once.args, later.args] == [["post", "first"], ["post", "second"]]
    assert 0 < (later.eta - at_once.eta).total_seconds() <= GATHERING_SECONDS + 0.5


def test_what_gathers_is_told_again_once_it_has_begun(told, monkeypatch):
    told.send("post", "first")
    long_after = tasks.time.monotonic() + 2 * GATHERING_SECONDS
    monkeypatch.setattr(tasks.time, "monotonic", lambda: long_after)
    told.send("post", "second")

    assert len(told.huey.pending()) == 2


def test_a_lease_is_held_by_one(app):
    assert [take_lease("sweep", seconds=50) for _ in range(2)] == [True, False]


def test_a_lease_is_free_again_after_its_time(app):
    take_lease("sweep", seconds=-1)

    assert take_lease("sweep", seconds=50)


def test_nothing_is_pickled():
    written = JsonSerializer().serialize(Message("1", "run", args=["note", "first"]))

    assert written.startswith(b'["1", "run"')
    assert JsonSerializer().deserialize(written).args == ["note", "first"]
