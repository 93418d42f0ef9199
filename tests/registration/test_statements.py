"""How much the way in asks of the database: a fixed number, so that it stays fast."""

import contextlib
from collections.abc import Iterator

import pytest
from sqlalchemy import event as sqlalchemy_event

from eventreg.database import db
from tests.factories import an_open_event


@contextlib.contextmanager
def all_statements() -> Iterator[list[str]]:
    """The first words of every statement inside the block, up to the COMMIT of what was written.

    What follows is the worker's part, which tests do in place.
    """
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        if "COMMIT" not in seen:
            seen.append(" ".join(statement.split()[:2]))

    def note_end(_connection):
        if counted(seen, "INSERT"):
            seen.append("COMMIT")

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    sqlalchemy_event.listen(db.engine, "commit", note_end)
    try:
        yield seen
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
        sqlalchemy_event.remove(db.engine, "commit", note_end)


def counted(statements, word):
    return sum(each.startswith(word) for each in statements)


@pytest.fixture
def form_to_send(client):
    """The page on which one checks the answers, ready to be sent."""
    event = an_open_event(capacity=40)
    answers = {
        "first_name": "Līga",
        "last_name": "Ķirse",
        "email": "liga@example.org",
        "affiliation": "state",
        "institution": "Izglītības ministrija",
        "position": "vecākā eksperte",
        "consent_photographs": "y",
    }
    return client.submit(f"/lv/e/{event.slug}/register", answers, button="check")


WRITTEN = {
    "UPDATE": 1,  # the place
    "INSERT": 6,  # registration, consent, form, log, mail, tries
    "SAVEPOINT": 1,
    "RELEASE": 1,
}


def test_registering_takes_few_statements(client, form_to_send):  # R7
    with all_statements() as seen:
        answer = client.submit(form_to_send, button="send", follow=False)

    assert answer.status_code == 303
    assert {word: counted(seen, word) for word in WRITTEN} == WRITTEN
    assert counted(seen, "SELECT") == 4  # the event, its visits, its questions, the institution


def test_checking_the_answers_keeps_nobody_from_writing(client, database_kind, form_to_send):
    with all_statements() as seen:
        client.submit(form_to_send, button="edit")

    assert seen
    assert "BEGIN IMMEDIATE" not in seen
    assert not any(counted(seen, word) for word in WRITTEN)
