"""A reminder before the event, once, to those who have a place."""

from datetime import UTC, datetime, timedelta

import pytest

from eventreg.history.service import COMMAND
from eventreg.messages.organisers import tasks
from eventreg.registration.service import cancel_registration
from tests.delivered import delivered
from tests.factories import NOON, a_registration, an_account, an_open_event
from tests.messages.builders import messages_of

# The event begins on 5 May; three days before, 8 o'clock in Riga.
DUE = datetime(2026, 5, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def event(app):
    return an_open_event()


def look(session, time_stands, moment):
    session.commit()
    time_stands(moment)
    tasks.tell_what_is_due()
    return messages_of(session, "reminder")


def test_who_has_a_place_is_reminded_once(event, session, time_stands):
    a_registration(event=event, email="anna@example.org")
    cancelled = a_registration(event=event)
    cancel_registration(cancelled, actor=COMMAND, now=NOON)

    assert look(session, time_stands, DUE - timedelta(minutes=1)) == []
    look(session, time_stands, DUE)
    (mail,) = look(session, time_stands, DUE + timedelta(days=1))
    assert mail.recipient == "anna@example.org"


def test_it_brings_the_calendar_file(event, session, time_stands):  # R27
    a_registration(event=event)
    (mail,) = look(session, time_stands, DUE)

    (attached,) = delivered(mail).iter_attachments()
    assert attached["Content-Type"].params["method"] == "REQUEST"


def test_the_organiser_says_how_long_before(event, session, time_stands):
    event.reminder_days = 7
    a_registration(event=event)

    assert len(look(session, time_stands, DUE - timedelta(days=4))) == 1


def test_the_organiser_can_leave_it_out(client, event, session, time_stands):
    client.sign_in(an_account(organisation=event.organisation))
    client.submit(f"/lv/organise/e/{event.slug}/edit", {"reminder_days": ""})
    session.expire_all()
    a_registration(event=event)

    assert event.reminder_days is None
    assert look(session, time_stands, DUE) == []


def test_nobody_is_reminded_of_what_has_begun(event, session, time_stands):
    a_registration(event=event)

    assert look(session, time_stands, DUE + timedelta(days=3)) == []
