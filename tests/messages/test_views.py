"""The organiser's pages about mails, and the mailbox of a demonstration."""

import smtplib
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.messages import mailbox, service
from eventreg.messages.models import Message, MessageState
from eventreg.ports.mail import SmtpPostman
from eventreg.registration import links
from eventreg.registration.notices import Notice, tell
from tests.factories import NOON, a_registration, an_account, an_open_event, an_organisation

MESSAGES = "/lv/organise/e/cesis/messages/"
MAILBOX = "/lv/organise/mail/"


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis")


@pytest.fixture
def anna(event):
    return a_registration(event=event, email="anna@example.org", first_name="Anna")


def sign_in(client, event, role):
    client.sign_in(an_account(organisation=event.organisation, role=role))


def a_mail(session, registration):
    tell(registration, Notice.CONFIRMED, now=NOON)
    session.commit()
    session.expire_all()
    return session.scalars(select(Message).order_by(Message.id.desc())).first()


@pytest.fixture
def broken(postman):
    """A mail server that knows nobody."""

    postman.fails = smtplib.SMTPRecipientsRefused({"anna@example.org": (550, b"no such user")})


def test_it_lists_the_mails_of_the_event(client, event, anna, session):
    a_mail(session, anna)
    a_mail(session, a_registration(event=an_open_event(organisation=event.organisation)))
    sign_in(client, event, StaffRole.READER)
    page = client.get(MESSAGES)

    assert "Anna Ķirse" in page.words
    assert "nosūtīta" in page.words
    assert "1 vēstule" in page.words


def test_it_shows_the_fault_of_a_mail(client, event, broken, anna, session):
    a_mail(session, anna)
    sign_in(client, event, StaffRole.READER)
    page = client.get(MESSAGES)

    assert "Neizdevās nogādāt 1 vēstuli." in page.words
    assert "no such user" in page.words


def test_it_tries_a_mail_again_that_failed(client, event, anna, session):
    mail = a_mail(session, anna)
    mail.state = MessageState.FAILED
    sign_in(client, event, StaffRole.EDITOR)
    client.submit(f"{MESSAGES}{mail.uid}/", action=f"{MESSAGES}{mail.uid}/again")

    session.expire_all()
    assert mail.state is MessageState.SENT


def test_a_reader_sends_nothing_again(client, event, anna, session, broken):
    mail = a_mail(session, anna)
    sign_in(client, event, StaffRole.READER)

    assert "Nosūtīt vēlreiz" not in client.get(f"{MESSAGES}{mail.uid}/").words
    sign_in(client, event, StaffRole.DESK)
    assert client.get(MESSAGES).status_code == 403
    assert mail.state is MessageState.FAILED


def test_it_shows_the_mails_of_one_state(client, event, anna, session):
    a_mail(session, anna)
    sign_in(client, event, StaffRole.READER)

    assert "Anna Ķirse" in client.get(f"{MESSAGES}?state=sent").words
    assert "Anna Ķirse" not in client.get(f"{MESSAGES}?state=failed").words


def test_it_says_when_the_next_try_is(client, event, anna, session):
    mail = a_mail(session, anna)
    mail.state, mail.tries = MessageState.QUEUED, 1
    mail.due_at = NOON + timedelta(minutes=5)
    sign_in(client, event, StaffRole.READER)

    assert "Nākamais mēģinājums: 02.03.2026. plkst. 12.05" in client.get(MESSAGES).words


def test_the_mailbox_shows_what_would_have_been_sent(client, event, anna, session):
    mail = a_mail(session, anna)
    sign_in(client, event, StaffRole.EDITOR)
    box = client.get(MAILBOX)
    letter = client.get(box.links[mail.subject])

    assert "Labdien!" in letter.words
    assert "pasakums.ics" in letter.words
    address = next(each for each in letter.links if "/r/" in each)
    assert address.endswith(f"/lv/r/{links.token_of(anna)}/")


def test_the_mailbox_holds_secret_links_so_readers_do_not_read_it(client, event, anna, session):
    mail = a_mail(session, anna)
    sign_in(client, event, StaffRole.READER)

    assert mail.subject not in client.get(MAILBOX).words
    assert client.get(f"{MAILBOX}{mail.uid}/").status_code == 404


def test_the_mailbox_shows_nothing_of_another_organisation(client, event, anna, session):
    mail = a_mail(session, anna)
    client.sign_in(an_account(organisation=an_organisation()))

    assert mail.subject not in client.get(MAILBOX).words
    assert client.get(f"{MAILBOX}{mail.uid}/").status_code == 404


def test_a_mail_about_an_account_is_for_owners(client, event, session):
    service.queue_message(
        "account_link",
        subject="Jūsu konts",
        recipient="ilze@example.org",
        language="lv",
        values={"link": "https://example.org/"},
        now=NOON,
    )
    session.commit()
    sign_in(client, event, StaffRole.EDITOR)
    assert "Jūsu konts" not in client.get(MAILBOX).words

    sign_in(client, event, StaffRole.OWNER)
    assert "Jūsu konts" in client.get(MAILBOX).words


def test_there_is_no_mailbox_where_mail_goes_out(client, event, app, monkeypatch):
    monkeypatch.setitem(app.extensions, "eventreg.mail", SmtpPostman("smtp://127.0.0.1:1"))
    sign_in(client, event, StaffRole.OWNER)

    assert client.get(MAILBOX).status_code == 404


@pytest.mark.parametrize("name", ["..%2F..%2Fsecret", "nothing", "a.b", "%00"])
def test_the_mailbox_opens_no_other_file(client, event, name):
    sign_in(client, event, StaffRole.OWNER)

    assert client.get(f"{MAILBOX}{name}/").status_code == 404


def test_addresses_in_a_text_can_be_followed():
    pieces = mailbox.in_pieces("Te: https://example.org/a\nun viss.")

    assert [piece.text for piece in pieces if piece.is_address] == ["https://example.org/a"]
    assert "".join(piece.text for piece in pieces) == "Te: https://example.org/a\nun viss."
