"""Addresses to which no mail goes any more, because mail to them came back."""

import smtplib

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.messages import service, suppression
from eventreg.messages.errors import MessageNotSent
from eventreg.messages.models import MessageState, SuppressedAddress
from eventreg.privacy.service import erase_person
from eventreg.registration.notices import Notice, tell
from tests.factories import NOON, a_registration, an_account, an_open_event, an_organisation
from tests.messages.builders import messages_of

ANNA = "Anna@Example.org"
S = MessageState


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis")


@pytest.fixture
def anna(event):
    return a_registration(event=event, email=ANNA)


def write(registration, session, notice=Notice.CONFIRMED):
    tell(registration, notice, now=NOON)
    session.commit()
    return messages_of(session)[-1]


def came_back(message, session, reason="user unknown"):
    suppression.report_returned(message, reason=reason, actor=COMMAND, now=NOON)
    session.commit()


def addresses(session):
    return session.scalars(select(SuppressedAddress.email_key)).all()


def test_later_mail_is_withheld_and_says_why(anna, session, postman):
    came_back(write(anna, session), session)
    later = write(anna, session, Notice.CHANGED)

    assert (later.state, later.last_error) == (S.SUPPRESSED, "user unknown")
    assert later.text.startswith("Labdien!")
    assert len(postman.delivered) == 1


def test_what_one_organisation_reports_binds_no_other(anna, session, postman):
    came_back(write(anna, session), session)
    elsewhere = a_registration(event=an_open_event(organisation=an_organisation()), email=ANNA)

    assert write(elsewhere, session).state is S.SENT


def test_a_mail_about_an_account_always_goes(anna, session, postman):
    came_back(write(anna, session), session)
    service.queue_message(
        "account_link",
        subject="Jauna parole",
        recipient=ANNA,
        language="lv",
        values={"link": "https://example.org/"},
        now=NOON,
    )
    session.commit()

    assert messages_of(session)[-1].state is S.SENT


def test_only_a_mail_that_was_sent_can_have_come_back(anna, session, no_worker):
    with pytest.raises(MessageNotSent):
        suppression.report_returned(write(anna, session), reason="x", actor=COMMAND, now=NOON)


def test_sending_again_by_hand_lifts_it(anna, session, postman):
    came_back(write(anna, session), session)
    withheld = write(anna, session, Notice.CHANGED)
    service.send_again(withheld, actor=COMMAND, now=NOON)
    session.commit()

    assert messages_of(session)[-1].state is S.SENT
    assert addresses(session) == []


def test_the_log_tells_what_was_done_but_not_the_address(anna, session, postman):  # R28, R22
    mail = write(anna, session)
    came_back(mail, session)
    suppression.lift(mail, actor=COMMAND, now=NOON)
    session.commit()
    entries = session.scalars(
        select(LogEntry).where(LogEntry.subject == "message").order_by(LogEntry.id)
    ).all()

    assert [entry.action for entry in entries] == ["address suppressed", "address written to again"]
    assert all("anna" not in str((entry.before, entry.after)).lower() for entry in entries)


def test_erasing_a_person_forgets_the_address(anna, session, postman):  # R22
    came_back(write(anna, session), session)
    erase_person(email=ANNA, actor=COMMAND, now=NOON)

    assert addresses(session) == []


def test_an_address_with_another_registration_is_not_forgotten_yet(anna, session, postman):
    from eventreg.privacy.anonymous import make_anonymous

    came_back(write(anna, session), session)
    a_registration(event=an_open_event(), email=ANNA)
    make_anonymous(anna, actor=COMMAND, now=NOON)

    assert addresses(session) == ["anna@example.org"]


def test_nobody_is_silenced_through_the_public_pages(client, event, anna, session, postman):  # R12
    postman.fails = smtplib.SMTPRecipientsRefused({ANNA: (550, b"5.7.1 too many from you")})
    for _ in range(3):
        client.submit("/lv/e/cesis/my-link", {"email": ANNA})

    assert addresses(session) == []


# --- the pages


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def page_of(mail):
    return f"/lv/organise/e/cesis/messages/{mail.uid}/"


def test_an_editor_reports_a_mail_that_came_back(editor, anna, session, postman):
    mail = write(anna, session)
    page = editor.submit(
        page_of(mail), {"reason": "550 no such user"}, action=f"{page_of(mail)}returned"
    )

    assert "Uz šo adresi vēstules netiek sūtītas" in page.words
    assert "jo: 550 no such user" in page.words


def test_the_report_says_what_came_back(editor, anna, session, postman):
    mail = write(anna, session)
    page = editor.submit(page_of(mail), action=f"{page_of(mail)}returned")

    assert page.status_code == 422
    assert addresses(session) == []


def test_an_editor_lets_mail_go_again(editor, anna, session, postman):
    mail = write(anna, session)
    came_back(mail, session)
    page = editor.submit(page_of(mail), action=f"{page_of(mail)}write-again")

    assert "Uz šo adresi atkal tiek sūtītas vēstules." in page.text
    assert addresses(session) == []


def test_a_reader_sees_why_and_has_no_button(client, event, anna, session, postman):
    mail = write(anna, session)
    came_back(mail, session)
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    page = client.get(page_of(mail))

    assert "user unknown" in page.words
    assert "Atkal sūtīt" not in page.words
