"""Somebody named by a coordinator confirms, and alone gives consents."""

import pytest
from sqlalchemy import select

from eventreg.history.models import ActorKind, LogEntry
from eventreg.registration import links
from tests.factories import NOON, a_delegate, a_delegation, a_registration, an_open_event


def page_of(person, page=""):
    return f"/lv/r/{links.token_of(person)}/{page}"


@pytest.fixture
def person(app):
    return a_delegate(delegation=a_delegation(event=an_open_event(capacity=10)))


def test_my_registration_asks_me_to_confirm_and_shows_what_was_written(client, person):
    page = client.get(page_of(person))
    asked = client.get(page.links["Apstiprināt, ka piedalos"])

    assert asked.heading == "Apstipriniet, ka piedalāties"
    assert "Līga Ķirse" in asked.words


def test_i_confirm_and_give_my_own_consents(client, person, session):  # R21
    client.submit(page_of(person, "confirm"), {"purposes": ["photographs"]})

    assert person.acknowledged_at == NOON
    assert [consent.purpose for consent in person.consents] == ["photographs"]
    entries = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [(each.action, each.actor_kind) for each in entries[-2:]] == [
        ("acknowledged", ActorKind.PARTICIPANT),
        ("consents changed", ActorKind.PARTICIPANT),
    ]


def test_looking_at_the_page_confirms_nothing(client, person):
    client.get(page_of(person, "confirm"))

    assert person.acknowledged_at is None


def test_i_am_not_asked_again(client, person):
    client.submit(page_of(person, "confirm"))

    assert "Apstiprināt, ka piedalos" not in client.get(page_of(person)).links


def test_whoever_registered_alone_is_not_asked(client, app):
    assert "Apstiprināt, ka piedalos" not in client.get(page_of(a_registration())).links
