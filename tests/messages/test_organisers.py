"""What organisers are told: each thing once, to those who want it, without anybody's name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import Membership, StaffRole
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.messages.models import NoticeGiven
from eventreg.messages.organisers import tasks
from eventreg.registration.models import RegistrationState
from eventreg.registration.service import cancel_registration
from tests.factories import (
    NOON,
    a_host,
    a_registration,
    a_visit,
    an_account,
    an_open_event,
    an_organisation,
)
from tests.messages.builders import messages_of

FILLING, FULL = "organiser_filling", "organiser_full"
# 7 o'clock in Riga, before and after.
EARLY = datetime(2026, 3, 3, 4, 59, tzinfo=UTC)
MORNING = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)


@pytest.fixture
def event(app):
    return an_open_event(organisation=an_organisation(), capacity=10)


@pytest.fixture
def ilze(event):
    return an_account(organisation=event.organisation, email="ilze@example.org", language="lv")


def registered(event, number):
    return [a_registration(event=event) for _ in range(number)]


def look(session, moment=NOON, time_stands=None):
    session.commit()
    if time_stands:
        time_stands(moment)
    tasks.tell_what_is_due()


def told(session, occasion):
    return [message.facts for message in messages_of(session, occasion)]


def test_it_tells_of_the_first_registration_once(event, ilze, session):
    look(session)
    assert messages_of(session) == []

    registered(event, 1)
    look(session)
    registered(event, 1)
    look(session)
    (mail,) = messages_of(session, "organiser_first_registration")
    assert mail.recipient == "ilze@example.org"


@pytest.mark.parametrize(("people", "step"), [(5, 50), (8, 80), (10, 100)])
def test_it_tells_how_full_the_event_is(event, ilze, session, people, step):
    registered(event, people)
    look(session)

    (facts,) = told(session, FULL if step == 100 else FILLING)
    assert (facts["percent"], facts["taken"]) == (step, people)
    assert told(session, FILLING if step == 100 else FULL) == []


def test_each_step_is_told_once_even_when_places_become_free_again(event, ilze, session):
    people = registered(event, 5)
    look(session)
    cancel_registration(people[0], actor=COMMAND, now=NOON)
    look(session)
    registered(event, 4)
    look(session)

    assert [facts["percent"] for facts in told(session, FILLING)] == [50, 80]


def test_it_tells_how_full_a_visit_is(event, ilze, session):
    host = a_host(organisation=event.organisation, name=LocalText(lv="Muzejs"))
    visit = a_visit(event=event, host=host, capacity=2)
    a_registration(event=event, visits=[visit])
    look(session)

    (mail,) = messages_of(session, FILLING)
    assert mail.subject == "Aizņemti 50 %: apmeklējums: Muzejs"


def test_it_tells_that_somebody_waits_for_an_answer_once_a_day(event, ilze, session, time_stands):
    one, two = registered(event, 2)
    one.state = RegistrationState.PENDING
    look(session)
    two.state = RegistrationState.PENDING
    look(session, NOON + timedelta(hours=2), time_stands)
    look(session, NOON + timedelta(days=1), time_stands)

    assert [each["number"] for each in told(session, "organiser_answer_awaited")] == [1, 2]


def test_the_news_of_the_day_come_in_the_events_morning(event, ilze, session, time_stands):
    people = registered(event, 3)
    for person in people:
        person.created_at = NOON
    look(session, EARLY, time_stands)
    assert told(session, "organiser_digest") == []

    look(session, MORNING, time_stands)
    look(session, MORNING + timedelta(hours=3), time_stands)
    (facts,) = told(session, "organiser_digest")
    assert (facts["came"], facts["left"]) == (3, 0)


def test_a_day_without_news_brings_no_mail(event, ilze, session, time_stands):
    registered(event, 1)  # in January
    look(session, MORNING, time_stands)

    assert told(session, "organiser_digest") == []


def test_it_writes_only_to_those_who_want_it(event, ilze, session):
    silent = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    silent.memberships[0].wants_notices = False
    an_account(organisation=event.organisation, role=StaffRole.DESK)
    an_account(organisation=an_organisation())
    registered(event, 1)
    look(session)

    assert [mail.recipient for mail in messages_of(session)] == ["ilze@example.org"]


def test_it_names_no_participant(event, ilze, session, time_stands):
    for person in registered(event, 10):
        person.created_at = NOON
    look(session, MORNING, time_stands)
    mails = messages_of(session)

    assert len(mails) == 3
    assert all("Ķirse" not in mail.text + str(mail.facts) for mail in mails)


def test_nothing_is_told_of_what_is_over_or_not_published(app, session):
    over = an_open_event(starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 6))
    an_account(organisation=over.organisation)
    registered(over, 1)
    look(session)

    assert messages_of(session) == []


def test_a_notice_and_its_note_are_one_transaction(event, ilze, session, monkeypatch):  # R26
    def fails(*_values, **_more):
        raise RuntimeError("the machine loses power")

    registered(event, 1)
    session.commit()
    monkeypatch.setattr("eventreg.messages.organisers.service.queue_message", fails)
    with pytest.raises(RuntimeError):
        tasks.tell_what_is_due()
    session.rollback()

    assert session.scalars(select(NoticeGiven)).all() == []


def test_notices_of_a_day_are_not_kept_for_ever(event, ilze, session, time_stands):
    look(session, MORNING, time_stands)
    look(session, MORNING + timedelta(days=9), time_stands)

    kept = session.scalars(select(NoticeGiven.notice)).all()
    assert [name for name in kept if name.startswith("daily digest")] == ["daily digest 2026-03-12"]


# --- the page


def test_one_chooses_which_mails_one_wants(client, event, ilze, session):  # R28
    client.sign_in(ilze)
    address = f"/lv/organise/o/{event.organisation.slug}/notices"
    page = client.submit(address, {"digest": None})

    assert "Jūsu izvēle ir saglabāta." in page.text
    session.expire_all()
    (membership,) = session.scalars(select(Membership)).all()
    assert (membership.wants_notices, membership.wants_digest) == (True, False)
    (entry,) = session.scalars(select(LogEntry).where(LogEntry.subject == "membership"))
    assert entry.after == {"notices": True, "digest": False}


def test_whoever_gets_no_notices_has_nothing_to_choose(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.DESK))

    assert client.get(f"/lv/organise/o/{event.organisation.slug}/notices").status_code == 403
