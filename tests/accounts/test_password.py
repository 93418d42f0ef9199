"""Choosing a password with a one-time link."""

import pytest
import time_machine
from sqlalchemy import select

from eventreg.accounts import service
from eventreg.accounts.links import one_time_link
from eventreg.accounts.models import Account
from eventreg.messages.models import Message
from tests.client import local
from tests.delivered import delivered_text
from tests.factories import NOON, an_account, an_organisation

OLD, NEW = "trīs sarkani āboli", "četri zaļi bumbieri"


@pytest.fixture
def ilze(session):
    account = an_account(organisation=an_organisation(), email="ilze@example.org")
    service.set_password(account=account, password=OLD, now=NOON)
    session.commit()
    return account


def mails(session):
    session.rollback()
    return session.scalars(select(Message).order_by(Message.id)).all()


def the_link_in(message):
    text = delivered_text(message)
    return local(next(word for word in text.split() if "/sign-in/reset/" in word))


def test_a_link_comes_by_mail_and_lets_choose_a_new_password(client, session, ilze):
    sent = client.submit("/lv/sign-in/reset", {"email": "ILZE@example.org"})
    (message,) = mails(session)
    chosen = client.submit(the_link_in(message), {"password": NEW, "again": NEW})
    signed_in = client.submit(chosen, {"email": "ilze@example.org", "password": NEW})

    assert sent.heading == "Ieskatieties savā e-pastā"
    assert message.recipient == "ilze@example.org"
    assert chosen.path == "/lv/sign-in"
    assert signed_in.path == "/lv/organise/"


def test_the_answer_does_not_tell_who_has_an_account(client, session, ilze):
    known = client.submit("/lv/sign-in/reset", {"email": "ilze@example.org"})
    unknown = client.submit("/lv/sign-in/reset", {"email": "nobody@example.org"})

    assert known.words == unknown.words
    assert [message.recipient for message in mails(session)] == ["ilze@example.org"]


def test_looking_at_the_link_does_not_use_it_up(client, ilze):
    link = local(one_time_link(ilze))

    assert [client.get(link).status_code for _ in range(3)] == [200, 200, 200]


def test_a_link_works_once(client, ilze):
    link = local(one_time_link(ilze))
    client.submit(link, {"password": NEW, "again": NEW})
    again = client.get(link)

    assert again.status_code == 410
    assert again.heading == "Šī saite vairs nav derīga"


def test_a_new_password_kills_every_other_link(client, ilze):
    first, second = local(one_time_link(ilze)), local(one_time_link(ilze))
    client.submit(second, {"password": NEW, "again": NEW})

    assert client.get(first).status_code == 410


def test_a_link_lives_a_day(client, app, ilze):
    with time_machine.travel("2026-03-02T10:00:00Z"):
        link = local(one_time_link(ilze))
    with time_machine.travel("2026-03-03T09:59:00Z"):
        just_in_time = client.get(link)
    with time_machine.travel("2026-03-03T10:01:00Z"):
        too_late = client.get(link)

    assert (just_in_time.status_code, too_late.status_code) == (200, 410)


def test_a_forged_link_is_dead(client, ilze):
    assert client.get("/lv/sign-in/reset/WyJhIiwgImIiXQ.abc.def").status_code == 410


def test_a_switched_off_account_gets_no_link_and_its_links_are_dead(client, session, ilze):
    link = local(one_time_link(ilze))
    ilze.active = False
    client.submit("/lv/sign-in/reset", {"email": "ilze@example.org"})

    assert client.get(link).status_code == 410
    assert mails(session) == []


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {"password": "", "again": ""},
            ["Ierakstiet jauno paroli.", "Ierakstiet jauno paroli vēlreiz."],
        ),
        ({"password": NEW, "again": OLD}, ["Abas paroles nesakrīt."]),
        ({"password": "īsa", "again": "īsa"}, ["Parolei jābūt vismaz 12 rakstzīmes garai."]),
    ],
)
def test_a_password_that_will_not_do_is_told_why(client, ilze, fields, errors):
    answer = client.submit(local(one_time_link(ilze)), fields)

    assert answer.status_code == 422
    assert answer.errors == errors


def test_the_mail_speaks_the_language_of_the_account(client, session):
    an_account(organisation=an_organisation(), email="john@example.org", language="en")
    client.submit("/lv/sign-in/reset", {"email": "john@example.org"})

    assert [message.subject for message in mails(session)] == ["Choose a new password for eventreg"]


def test_nobody_is_flooded_with_links(client, session, ilze):  # R12
    answers = [
        client.submit("/lv/sign-in/reset", {"email": "ilze@example.org"}, follow=False).status_code
        for _ in range(7)
    ]

    assert answers == [303] * 5 + [429] * 2
    assert len(mails(session)) == 5


def test_the_link_leads_to_our_own_address_whatever_host_was_asked(client, session, app, ilze):
    client.post(
        "/lv/sign-in/reset",
        data={"email": "ilze@example.org", "csrf_token": token_of(client)},
        headers={"Host": "evil.example"},
    )

    assert all("evil.example" not in message.text for message in mails(session))


def test_the_hash_of_a_password_never_leaves_in_a_link(session, ilze):
    hashed = session.scalar(select(Account.password))

    assert hashed not in one_time_link(ilze)


def token_of(client):
    form = client.get("/lv/sign-in/reset").form()
    return next(one.get("value") for one in form.iter("input") if one.get("name") == "csrf_token")
