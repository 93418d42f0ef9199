"""Given reminders switched on, whoever was there and is silent is reminded twice, nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.attendance import service as attendance
from eventreg.contributions.models import ContributionState
from eventreg.contributions.reminding import service, tasks
from eventreg.history.service import COMMAND
from eventreg.messages.models import Message
from tests.factories import NOON, a_contribution, a_registration, an_account, an_open_event

DAY = NOON.date() - timedelta(days=1)


@pytest.fixture
def event(app):
    return an_open_event(slug="limbazi", starts_on=DAY, ends_on=DAY)


def present(event, **values):
    person = a_registration(event=event, **values)
    attendance.note_attendance(
        event,
        occasion=attendance.occasion_named(event, str(DAY)),
        present=[person.uid],
        absent=[],
        actor=COMMAND,
        now=NOON,
    )
    return person


def on(event, session):
    service.switch(event, on=True, actor=COMMAND, now=NOON)
    session.commit()


def reminded(session):
    mails = select(Message.recipient).where(Message.template == "contribute").order_by(Message.id)
    return session.scalars(mails).all()


def test_who_was_there_and_has_sent_nothing_is_reminded_once_on_each_day(
    event, session, time_stands
):
    silent, drafting = present(event), present(event)
    a_contribution(event=event, registration=drafting, state=ContributionState.DRAFT)
    a_contribution(event=event, registration=present(event), state=ContributionState.SUBMITTED)
    a_registration(event=event)  # was not there
    on(event, session)

    tasks.remind_where_due()
    tasks.remind_where_due()
    assert reminded(session) == [silent.email, drafting.email]

    a_contribution(event=event, registration=drafting, state=ContributionState.SUBMITTED)
    session.commit()
    time_stands(NOON + timedelta(days=7))
    tasks.remind_where_due()
    tasks.remind_where_due()
    assert reminded(session) == [silent.email, drafting.email, silent.email]


@pytest.mark.parametrize("later", [timedelta(days=-1), timedelta(hours=-6), timedelta(days=20)])
def test_nobody_is_reminded_on_other_days_or_at_night(event, session, time_stands, later):
    present(event)
    on(event, session)
    time_stands(NOON + later)
    tasks.remind_where_due()

    assert reminded(session) == []


def test_nobody_is_reminded_unless_it_is_switched_on(event, session):
    present(event)
    on(event, session)
    service.switch(event, on=False, actor=COMMAND, now=NOON)
    session.commit()
    tasks.remind_where_due()

    assert reminded(session) == []


def test_the_organiser_switches_it_on_and_sees_when(client, event, session):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    page = client.get("/lv/organise/e/limbazi/contributions/")
    page = client.get(page.links["Atgādinājumi rakstīt ziņojumam"])
    assert "02.03.2026. un 09.03.2026." in page.words

    page = client.submit(page)
    assert "Cilvēkiem tiks atgādināts." in page.words
    assert service.reminders_of(event) is not None
    page = client.submit("/lv/organise/e/limbazi/contributions/reminders/")
    assert "Vairs nevienam netiks atgādināts." in page.words
