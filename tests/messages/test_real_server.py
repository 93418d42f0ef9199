"""A real SMTP server: what it takes, refuses and forgets to answer (R26)."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

import pytest
from sqlalchemy import select

from eventreg.database import db
from eventreg.messages import delivery
from eventreg.messages.models import MessageState, SuppressedAddress
from eventreg.ports.mail import MAILS_A_CONVERSATION, SmtpPostman
from eventreg.registration.notices import Notice, tell
from tests.factories import NOON, a_registration, an_open_event
from tests.messages.builders import messages_of

ANNA = "anna@example.org"
S = MessageState


@pytest.fixture
def server(app, mail_server, monkeypatch):
    """The server to which this application's mails go."""
    monkeypatch.setitem(app.extensions, "eventreg.mail", SmtpPostman(mail_server.url))
    return mail_server


def write(session, *addresses):
    """A mail to each, committed."""
    event = an_open_event()
    for address in addresses:
        tell(a_registration(event=event, email=address), Notice.CONFIRMED, now=NOON)
    session.commit()


def states(session):
    return [message.state for message in messages_of(session)]


def recipients(server):
    return [address for (address,) in server.recipients]


def test_many_mails_go_over_one_connection(session, server, no_worker):
    write(session, *(f"{number}@example.org" for number in range(6)))
    delivery.deliver_due()

    assert len(server.messages) == 6
    assert server.conversations == 1


def test_no_connection_is_asked_too_much(session, server, no_worker, monkeypatch):
    monkeypatch.setattr("eventreg.ports.mail.MAILS_A_CONVERSATION", 2)
    write(session, *(f"{number}@example.org" for number in range(5)))
    delivery.deliver_due()

    assert MAILS_A_CONVERSATION == 50
    assert (len(server.messages), server.conversations) == (5, 3)


def test_a_mail_refused_for_now_goes_out_later(session, server, time_stands):
    server.refuse = "451 4.3.2 busy, please come back"
    write(session, ANNA)
    assert states(session) == [S.QUEUED]

    server.refuse = None
    time_stands(NOON + delivery.WAITS[0])
    delivery.deliver_due()
    assert states(session) == [S.SENT]
    assert recipients(server) == [ANNA]


def test_one_refused_address_keeps_no_other_from_its_mail(session, server, no_worker):
    server.refuse_recipients = {ANNA: "550 5.1.1 no such user"}
    write(session, "first@example.org", ANNA, "last@example.org")
    delivery.deliver_due()

    assert states(session) == [S.SENT, S.FAILED, S.SENT]
    assert server.conversations == 1


def test_an_address_that_the_server_does_not_know_gets_no_more_mail(session, server):
    server.refuse_recipients = {ANNA: "550 5.1.1 no such user"}
    write(session, ANNA)
    server.refuse_recipients = {}
    write(session, ANNA, "ilze@example.org")

    assert states(session) == [S.FAILED, S.SUPPRESSED, S.SENT]
    (kept,) = session.scalars(select(SuppressedAddress))
    assert (kept.email_key, kept.reason) == (ANNA, "550 5.1.1 no such user")
    assert messages_of(session)[1].last_error == "550 5.1.1 no such user"


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.7.1 too many mails from you",  # a stranger could bring that about (R12)
        "550 5.2.2 mailbox full",
        "554 no thanks",
        "450 4.1.1 later",
    ],
)
def test_what_is_not_about_the_address_silences_nobody(session, server, answer):
    server.refuse_recipients = {ANNA: answer}
    write(session, ANNA)

    assert session.scalars(select(SuppressedAddress)).all() == []


def test_a_connection_lost_after_the_mail_gives_one_copy_more_at_most(session, server, time_stands):
    server.hangs_up = 1
    write(session, ANNA)
    assert states(session) == [S.QUEUED]

    time_stands(NOON + delivery.WAITS[0])
    delivery.deliver_due()
    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert states(session) == [S.SENT]


def test_a_server_that_is_down_is_asked_once_a_round(app, session, no_worker, monkeypatch):
    class Down:
        calls = 0

        def signed_in(self):
            self.calls += 1
            raise ConnectionRefusedError("nobody there")

    down = Down()
    monkeypatch.setattr(SmtpPostman, "signed_in", lambda _postman: down.signed_in())
    monkeypatch.setitem(app.extensions, "eventreg.mail", SmtpPostman("smtp://127.0.0.1:1"))
    write(session, *(f"{number}@example.org" for number in range(4)))
    delivery.deliver_due()

    assert down.calls == 1
    assert [message.tries for message in messages_of(session)] == [1, 0, 0, 0]


def test_two_workers_share_the_mails(app, session, server, no_worker):
    addresses = [f"{number}@example.org" for number in range(12)]
    write(session, *addresses)

    def work(_number):
        with app.app_context():
            delivery.deliver_due()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))

    assert sorted(recipients(server)) == sorted(addresses)


def test_a_worker_killed_before_its_note_causes_one_copy_with_the_same_name(
    app, session, server, no_worker, time_stands
):
    write(session, ANNA)
    session.remove()
    db.engine.dispose()
    killed = get_context("fork").Process(target=_die_before_the_note, args=(app,))
    killed.start()
    killed.join(30)
    assert killed.exitcode == -signal.SIGKILL
    assert states(session) == [S.SENDING]

    time_stands(NOON + delivery.STUCK_AFTER + timedelta(seconds=1))
    delivery.deliver_due()
    delivery.deliver_due()
    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert states(session) == [S.SENT]


def _die_before_the_note(app):
    delivery._note = lambda *_row, **_values: os.kill(os.getpid(), signal.SIGKILL)
    with app.app_context():
        delivery.deliver_due()


def test_a_mail_that_ends_every_worker_is_given_up(session, server, no_worker, time_stands):
    write(session, ANNA)
    (message,) = messages_of(session)
    message.state, message.tries = S.SENDING, len(delivery.WAITS) + 1
    session.commit()
    delivery.deliver_due()

    assert states(session) == [S.FAILED]
    assert server.messages == []
