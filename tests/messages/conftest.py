"""Fixtures of the tests about mails."""

import pytest

from eventreg.ports import tasks
from tests.messages.builders import Postman


@pytest.fixture
def postman(app, monkeypatch):
    """A postman who keeps what he is given."""
    postman = Postman()
    monkeypatch.setitem(app.extensions, "eventreg.mail", postman)
    return postman


@pytest.fixture
def no_worker(app, monkeypatch):
    """Nobody takes from the queue: the worker is down."""
    monkeypatch.setattr(tasks.queue(), "send", lambda *_task: None)
