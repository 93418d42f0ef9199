"""Given people of several kinds, when the organiser writes to some, each gets one letter."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg import clock
from eventreg.accounts.models import StaffRole
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.messages.circulars import sending, service
from eventreg.messages.circulars.errors import CircularOnItsWay, NobodyToWriteTo, TimeIsPast
from eventreg.messages.circulars.models import CircularState
from eventreg.messages.delivery import deliver_due
from eventreg.messages.errors import UnknownName
from eventreg.messages.models import Message
from eventreg.registration.people_filter.errors import FilterUnreadable
from eventreg.registration.people_filter.model import (
    EVERYBODY,
    Comparison,
    Condition,
    Field,
    Group,
)
from eventreg.registration.service import cancel_registration
from tests.delivered import delivered_text
from tests.factories import NOON, a_registration, an_account, an_open_event

SUBJECT = LocalText(lv="Par autobusu", en="About the bus")
BODY = LocalText(lv="Labdien, {name}! Autobuss atiet **8.00**.", en="Hello, {name}! Bus at 8.")


@pytest.fixture
def event(app):
    return an_open_event(slug="limbazi")


def named(words):
    return Group(parts=(Condition(Field.WORDS, Comparison.CONTAINS, (words,)),))


def a_letter(event, *, wanted=EVERYBODY, subject=SUBJECT, body=BODY):
    return service.write(event, subject=subject, body=body, wanted=wanted, actor=COMMAND, now=NOON)


def send(letter, session, *, at=None):
    service.send(letter, send_at=at, actor=COMMAND, now=NOON)
    session.commit()
    sending.send_due()


def letters(session):
    return session.scalars(
        select(Message).where(Message.template == "circular").order_by(Message.id)
    ).all()


def test_everybody_who_is_registered_gets_it_once(event, session):
    one, other = a_registration(event=event), a_registration(event=event)
    cancel_registration(a_registration(event=event), actor=COMMAND, now=NOON)
    letter = a_letter(event)

    send(letter, session)
    sending.send_due()

    assert [mail.recipient for mail in letters(session)] == [one.email, other.email]
    assert (letter.state, letter.mails) == (CircularState.SENT, 2)


def test_only_those_who_fit_get_it(event, session):
    anna = a_registration(event=event, first_name="Anna")
    a_registration(event=event, first_name="Juris")

    send(a_letter(event, wanted=named("Anna")), session)

    assert [mail.recipient for mail in letters(session)] == [anna.email]


def test_each_reads_it_in_the_own_language_with_the_own_name_and_link(event, session):
    anna = a_registration(event=event, first_name="Anna", last_name="Āboliņa")
    john = a_registration(event=event, first_name="John", last_name="Smith")
    john.language = "en"

    send(a_letter(event), session)
    deliver_due()
    texts = [delivered_text(mail) for mail in letters(session)]

    assert "Labdien, Anna Āboliņa! Autobuss atiet 8.00." in texts[0]
    assert "/lv/r/" in texts[0]
    assert "Hello, John Smith! Bus at 8." in texts[1]
    assert {anna.language, john.language} == {"lv", "en"}


def test_a_language_that_was_left_out_gets_the_other(event, session):
    a_registration(event=event).language = "en"

    send(
        a_letter(
            event, subject=LocalText(lv="Ziņa"), body=LocalText(lv="Lūdzu, ņemiet lietussargu.")
        ),
        session,
    )
    deliver_due()

    assert "Lūdzu, ņemiet lietussargu." in delivered_text(letters(session)[0])


def test_it_goes_out_at_its_time_and_not_before(event, session, time_stands):
    a_registration(event=event)
    send(a_letter(event), session, at=NOON + timedelta(hours=2))
    assert letters(session) == []

    time_stands(NOON + timedelta(hours=2))
    sending.send_due()
    assert len(letters(session)) == 1


def test_a_crash_between_two_hundreds_neither_forgets_nor_repeats(
    event, session, monkeypatch
):  # R26
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    people = [a_registration(event=event) for _ in range(5)]
    letter = a_letter(event)
    service.send(letter, send_at=None, actor=COMMAND, now=NOON)
    session.commit()

    sending.send_some(letter.id, now=NOON)
    session.commit()
    sending.send_some(letter.id, now=NOON)
    session.rollback()
    sending.send_due()

    assert [mail.recipient for mail in letters(session)] == [each.email for each in people]


def test_who_registers_while_it_goes_out_gets_none(event, session, monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 1)
    first = a_registration(event=event)
    letter = a_letter(event)
    service.send(letter, send_at=None, actor=COMMAND, now=NOON)
    sending.send_some(letter.id, now=NOON)
    late = a_registration(event=event)
    late.created_at = NOON + timedelta(seconds=1)
    session.commit()
    sending.send_due()

    assert [mail.recipient for mail in letters(session)] == [first.email]


def test_a_letter_that_is_out_is_changed_no_more(event, session):
    a_registration(event=event)
    letter = a_letter(event)
    send(letter, session)

    with pytest.raises(CircularOnItsWay):
        service.hold_back(letter, actor=COMMAND, now=NOON)
    with pytest.raises(CircularOnItsWay):
        service.rewrite(letter, subject=SUBJECT, body=BODY, actor=COMMAND, now=NOON)
    with pytest.raises(CircularOnItsWay):
        service.remove(letter, actor=COMMAND, now=NOON)


def test_a_letter_held_back_does_not_go_out(event, session):
    a_registration(event=event)
    letter = a_letter(event)
    service.send(letter, send_at=NOON + timedelta(hours=1), actor=COMMAND, now=NOON)
    service.hold_back(letter, actor=COMMAND, now=NOON)
    session.commit()
    sending.send_due()

    assert (letter.state, letters(session)) == (CircularState.DRAFT, [])


def test_a_letter_to_nobody_is_refused(event):
    with pytest.raises(NobodyToWriteTo):
        service.send(a_letter(event), send_at=None, actor=COMMAND, now=NOON)


def test_a_letter_is_not_set_for_the_past(event):
    a_registration(event=event)
    with pytest.raises(TimeIsPast):
        service.send(a_letter(event), send_at=NOON, actor=COMMAND, now=NOON)


def test_words_that_name_what_is_not_known_are_refused(event):
    with pytest.raises(UnknownName):
        a_letter(event, body=LocalText(lv="{diet}", en="{diet}"))


def test_a_filter_that_is_not_understood_reaches_nobody(event, session):
    a_registration(event=event)
    letter = a_letter(event)
    letter.wanted = {"all": [["state", "is", ["confirmed"], "more"]]}
    session.flush()

    with pytest.raises(FilterUnreadable):
        service.send(letter, send_at=None, actor=COMMAND, now=NOON)


def test_once_sent_it_keeps_no_words_that_may_name_somebody(event, session):  # R22
    a_registration(event=event, first_name="Anna")
    letter = a_letter(event, wanted=named("Anna"))
    send(letter, session)

    assert "Anna" not in str(letter.wanted)


def test_what_was_sent_is_in_the_log(event, session):  # R28
    a_registration(event=event)
    send(a_letter(event), session)

    entry = session.scalars(select(LogEntry).where(LogEntry.action == "circular sent")).one()
    assert entry.after == {"subject": dict(SUBJECT), "mails": 1}


# --- pages


@pytest.fixture
def editor(client, event):
    client.sign_in(
        an_account(organisation=event.organisation, role=StaffRole.EDITOR, email="ilze@example.org")
    )
    return client


TYPED = {
    "subject-lv": "Par autobusu",
    "subject-en": "About the bus",
    "body-lv": "Labdien, {name}!",
    "body-en": "Hello, {name}!",
}


def test_the_organiser_filters_writes_tries_and_sends(editor, event, session):
    a_registration(event=event, first_name="Anna", last_name="Āboliņa")
    a_registration(event=event, first_name="Juris")
    page = editor.get("/lv/organise/e/limbazi/people/?q=anna")
    page = editor.get(page.links["Rakstīt parādītajiem"])
    assert "Tā tiks nosūtīta 1 cilvēkam." in page.words

    seen = editor.submit(page, TYPED, button="preview")
    assert "Labdien, Anna Āboliņa!" in seen.words

    page = editor.submit(page, TYPED)
    page = editor.submit(page, action=page.path + "test")
    assert "ceļā uz ilze@example.org" in page.words
    page = editor.submit(page.links["Sūtīt"], {"when": "now"})
    sending.send_due()

    assert "Vēstule tiek sūtīta." in page.words
    assert len(letters(session)) == 1
    test = session.scalars(select(Message).where(Message.template == "circular_test")).one()
    assert test.recipient == "ilze@example.org"
    assert "/r/" not in str(test.facts)  # nobody else's secret link


def test_a_letter_is_set_for_a_time_by_the_clocks_of_the_event(editor, event, session):
    a_registration(event=event)
    letter = a_letter(event)
    session.commit()
    page = editor.submit(
        f"/lv/organise/e/limbazi/letters/{letter.uid}/send",
        {"when": "later", "send_at": "2026-03-20T10:00"},
    )

    assert "20.03.2026. plkst. 10.00" in page.words
    assert clock.now() < letter.send_at


def test_a_time_that_is_missing_is_said_beside_its_field(editor, event, session):
    a_registration(event=event)
    letter = a_letter(event)
    session.commit()
    page = editor.submit(
        f"/lv/organise/e/limbazi/letters/{letter.uid}/send", {"when": "later", "send_at": ""}
    )

    assert page.errors == ["Norādiet, kad vēstule jānosūta."]
