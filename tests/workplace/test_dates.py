"""All dates of an event stand in one row, today among them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventreg.contributions.reminding.models import ContributionReminders
from eventreg.events.models import EventStatus
from eventreg.workplace.dates import DateKind, agreed_for, dates_of, next_of
from tests.factories import LONG_AGO, NOON, a_delegation, an_open_event


def at(day, hour=10):
    return datetime(2026, 3, day, hour, 0, tzinfo=UTC)


@pytest.fixture
def event(app):
    return an_open_event(
        starts_on=date(2026, 3, 23),
        ends_on=date(2026, 3, 24),
        published_at=LONG_AGO,
        registration_closes_at=at(15),
        changes_freeze_at=at(18),
        reminder_days=3,
    )


def dates(event, now=NOON):
    return dates_of(event, agreed_for([event], now=now)[event.id], now=now)


def kinds(found):
    return [each.kind for each in found]


def test_they_stand_in_order_with_today_between_what_was_and_what_comes(event):
    a_delegation(event=event, answer_until=at(10))
    found = dates(event)

    assert kinds(found) == [
        DateKind.PUBLISHED,
        DateKind.TODAY,
        DateKind.ANSWERS,
        DateKind.CLOSES,
        DateKind.FREEZE,
        DateKind.REMINDER,
        DateKind.EVENT,
        DateKind.NEEDS,
        DateKind.CONTACTS,
    ]
    assert [each.is_past for each in found] == [True] + [False] * 8


def test_kept_places_that_are_given_back_have_their_date(event):
    a_delegation(event=event, answer_until=at(10), reserves=True, releases=True)
    a_delegation(event=event, answer_until=at(12))
    (release,) = [each for each in dates(event) if each.kind is DateKind.RELEASE]
    (answers,) = [each for each in dates(event) if each.kind is DateKind.ANSWERS]

    assert release.day == date(2026, 3, 10)
    assert (answers.day, answers.until) == (date(2026, 3, 10), date(2026, 3, 12))


def test_reminders_to_contribute_stand_there_once_they_are_switched_on(event, session):
    before = kinds(dates(event))
    session.add(ContributionReminders(event=event, switched_on_at=NOON))
    session.flush()
    (reminders,) = [each for each in dates(event) if each.kind is DateKind.CONTRIBUTE]

    assert DateKind.CONTRIBUTE not in before
    assert (reminders.day, reminders.until) == (date(2026, 3, 25), date(2026, 4, 1))


def test_a_day_is_the_day_where_the_event_is(event):  # R13
    event.registration_closes_at = at(15, hour=23)
    (closes,) = [each for each in dates(event) if each.kind is DateKind.CLOSES]

    assert closes.day == date(2026, 3, 16)


def test_the_next_is_what_comes_first_and_never_what_is_only_erased(event):
    event.status = EventStatus.CLOSED
    now = datetime(2026, 3, 25, tzinfo=UTC)

    assert next_of(dates(event)).kind is DateKind.CLOSES
    assert next_of(dates(event, now + timedelta(days=40))) is None
