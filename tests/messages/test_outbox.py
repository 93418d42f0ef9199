"""The outbox: nothing is told that did not happen, nothing that happened goes untold (R26)."""

import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.database import db
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.messages import delivery, service
from eventreg.messages.errors import MessageOnItsWay
from eventreg.messages.models import Message, MessageState
from eventreg.ports.mail import SmtpPostman
from eventreg.registration.notices import Notice, tell
from tests.factories import NOON, a_registration
from tests.messages.builders import Postman


def a_mail(session):
    """A mail in the outbox, not yet committed."""
    registration = a_registration(email="anna@example.org")
    session.commit()
    tell(registration, Notice.CONFIRMED, now=NOON)
    session.flush()
    return session.scalars(select(Message)).one()


def as_it_stands(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Message)).one()


def test_a_mail_goes_out_once_what_it_tells_of_is_committed(session, postman):
    a_mail(session)
    assert postman.delivered == []
    session.commit()

    assert [str(mail["To"]) for mail in postman.delivered] == ["anna@example.org"]
    assert as_it_stands(session).state is MessageState.SENT


def test_nothing_is_told_of_what_was_undone(session, postman):
    a_mail(session)
    session.rollback()

    delivery.deliver_due()
    assert postman.delivered == []
    assert session.scalars(select(Message)).all() == []


def test_a_savepoint_sends_nothing_before_its_transaction(session, postman):
    with session.begin_nested():
        a_registration(email="ilze@example.org")
    with session.begin_nested():
        tell(a_registration(), Notice.CONFIRMED, now=NOON)

    assert postman.delivered == []
    session.commit()
    assert len(postman.delivered) == 1


def test_the_sweep_sends_what_no_worker_took(session, postman, no_worker):
    a_mail(session)
    session.commit()
    assert postman.delivered == []

    delivery.deliver_due()
    assert len(postman.delivered) == 1


def test_a_mail_that_a_dead_worker_was_sending_goes_out_later(
    session, postman, no_worker, time_stands
):
    postman.fails = KeyboardInterrupt()  # the machine loses power between claim and sending
    a_mail(session)
    session.commit()
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver_due()
    assert as_it_stands(session).state is MessageState.SENDING

    postman.fails = None
    delivery.deliver_due()
    assert postman.delivered == []  # the claim still stands
    time_stands(NOON + delivery.STUCK_AFTER)
    delivery.deliver_due()
    assert len(postman.delivered) == 1


def test_a_copy_sent_twice_is_recognised_by_its_message_id(
    session, postman, time_stands, monkeypatch
):
    monkeypatch.setattr(delivery, "_note", lambda *_row, **_values: None)  # dies before the note
    a_mail(session)
    session.commit()
    time_stands(NOON + delivery.STUCK_AFTER)
    delivery.deliver_due()

    first, second = postman.delivered
    assert first["Message-ID"] == second["Message-ID"]


def test_a_mail_that_was_sent_is_not_sent_again(session, postman, time_stands):
    a_mail(session)
    session.commit()
    time_stands(NOON + timedelta(days=1))

    delivery.deliver_due()
    assert len(postman.delivered) == 1


def test_two_workers_never_send_the_same_mail(app, session, postman, no_worker):
    a_mail(session)
    session.commit()

    def work(_number):
        with app.app_context():
            delivery.deliver_due()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))

    assert len(postman.delivered) == 1


def test_it_tries_again_after_growing_waits_and_then_gives_up(session, postman, time_stands):
    postman.fails = ConnectionRefusedError("no server")
    a_mail(session)
    session.commit()
    now, waits = NOON, []
    while (message := as_it_stands(session)).state is MessageState.QUEUED:
        waits.append(message.due_at - now)
        now = message.due_at
        session.rollback()
        time_stands(now)
        delivery.deliver_due()

    assert waits == [*delivery.WAITS]
    assert waits == sorted(waits)
    assert (message.state, message.tries) == (MessageState.FAILED, len(delivery.WAITS) + 1)
    assert message.last_error == "ConnectionRefusedError: no server"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), MessageState.FAILED),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"later")}), MessageState.QUEUED),
        (smtplib.SMTPServerDisconnected("gone"), MessageState.QUEUED),
        (TimeoutError("slow"), MessageState.QUEUED),
    ],
)
def test_it_tries_again_only_what_may_succeed(session, postman, error, state):
    postman.fails = error
    a_mail(session)
    session.commit()

    assert as_it_stands(session).state is state


def test_a_mail_that_failed_can_be_sent_again_by_hand(session, postman):  # R28
    postman.fails = smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")})
    a_mail(session)
    session.commit()
    postman.fails = None
    service.send_again(as_it_stands(session), actor=COMMAND, now=NOON)
    session.commit()

    assert as_it_stands(session).state is MessageState.SENT
    told = select(LogEntry.action).where(LogEntry.subject == "message").order_by(LogEntry.id)
    assert session.scalars(told).all() == ["address written to again", "sent again"]


def test_a_mail_that_was_sent_can_be_sent_once_more_as_a_new_one(session, postman):
    a_mail(session)
    session.commit()
    service.send_again(as_it_stands(session), actor=COMMAND, now=NOON)
    session.commit()

    first, second = postman.delivered
    assert first["Message-ID"] != second["Message-ID"]
    assert first.get_body(("plain",)).get_content() == second.get_body(("plain",)).get_content()


def test_a_mail_that_waits_is_not_sent_again(session, postman, no_worker):
    a_mail(session)
    session.commit()

    with pytest.raises(MessageOnItsWay):
        service.send_again(as_it_stands(session), actor=COMMAND, now=NOON)


def test_no_transaction_stands_open_while_a_server_is_slow(app, session, monkeypatch):
    class Slow(Postman):
        def deliver(self, message):
            self.in_transaction = db.session().in_transaction()

    slow = Slow()
    monkeypatch.setitem(app.extensions, "eventreg.mail", slow)
    a_mail(session)
    session.commit()

    assert slow.in_transaction is False


def test_it_hands_the_mail_to_a_real_server(app, session, mail_server, monkeypatch):
    monkeypatch.setitem(app.extensions, "eventreg.mail", SmtpPostman(mail_server.url))
    a_mail(session)
    session.commit()

    (mail,) = mail_server.messages
    assert mail_server.recipients == [["anna@example.org"]]
    assert mail["Subject"].startswith("Jūsu dalība ir reģistrēta: Ekspertu tikšanās")
    assert as_it_stands(session).state is MessageState.SENT


def test_it_notes_what_a_real_server_says_no_with(app, session, mail_server, monkeypatch):
    mail_server.refuse = "451 try later, please"
    monkeypatch.setitem(app.extensions, "eventreg.mail", SmtpPostman(mail_server.url))
    a_mail(session)
    session.commit()

    message = as_it_stands(session)
    assert message.state is MessageState.QUEUED
    assert "try later, please" in message.last_error
