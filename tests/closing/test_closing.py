"""Given an event that is over, when the organiser looks, then the page says what is left to do."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.attendance import service as attendance
from eventreg.attendance.certificates.service import issue_certificates
from eventreg.closing import service, thanks
from eventreg.closing.errors import EventNotOverYet, NobodyToThank
from eventreg.closing.steps import StepKind, closing_of
from eventreg.contributions.models import ContributionState
from eventreg.events.lifecycle import close_event
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.messages.delivery import deliver_due
from eventreg.messages.models import Message
from eventreg.registration.models import PracticalNeeds
from tests.delivered import delivered_text
from tests.factories import NOON, a_contribution, a_registration, an_account, an_open_event

DAY = NOON.date() - timedelta(days=2)


@pytest.fixture
def event(app):
    return an_open_event(starts_on=DAY, ends_on=DAY, slug="limbazi")


def present(event, *people):
    attendance.note_attendance(
        event,
        occasion=attendance.occasion_named(event, str(DAY)),
        present=[person.uid for person in people],
        absent=[],
        actor=COMMAND,
        now=NOON,
    )


def done(event):
    return {step.kind for step in closing_of(event, now=NOON).steps if step.is_done}


def test_attendance_is_done_once_somebody_is_noted_on_each_day(event):
    person = a_registration(event=event)
    assert StepKind.ATTENDANCE not in done(event)

    present(event, person)
    assert StepKind.ATTENDANCE in done(event)


def test_certificates_are_done_once_everybody_who_was_there_has_one(event):
    one, other = a_registration(event=event), a_registration(event=event)
    present(event, one)
    issue_certificates(event, actor=COMMAND, now=NOON)
    assert StepKind.CERTIFICATES in done(event)

    present(event, other)
    assert StepKind.CERTIFICATES not in done(event)


def test_a_text_that_nobody_has_read_is_still_to_be_read(event):
    a_contribution(event=event)
    a_contribution(event=event, state=ContributionState.DRAFT)
    assert StepKind.CONTRIBUTIONS in done(event)

    a_contribution(event=event, state=ContributionState.SUBMITTED)
    assert StepKind.CONTRIBUTIONS not in done(event)


def test_a_closed_event_is_closed(event):
    assert StepKind.CLOSED not in done(event)

    close_event(event=event, actor=COMMAND, now=NOON)
    assert StepKind.CLOSED in done(event)


# --- thanks


def test_who_was_there_is_thanked_once_and_who_was_not_is_not(event, session):
    came, _stayed_away = a_registration(event=event), a_registration(event=event)
    present(event, came)

    assert thanks.send_thanks(event, actor=COMMAND, now=NOON) == 1
    with pytest.raises(NobodyToThank):
        thanks.send_thanks(event, actor=COMMAND, now=NOON)

    mails = session.scalars(select(Message).where(Message.template == "thanks")).all()
    assert [mail.recipient for mail in mails] == [came.email]
    assert StepKind.THANKS in done(event)


def test_nobody_is_thanked_for_what_is_not_over(session):
    coming = an_open_event(starts_on=NOON.date(), ends_on=NOON.date())

    with pytest.raises(EventNotOverYet):
        thanks.send_thanks(coming, actor=COMMAND, now=NOON)


def test_a_mail_of_thanks_leads_to_the_own_page(event, session):
    person = a_registration(event=event)
    present(event, person)
    thanks.send_thanks(event, actor=COMMAND, now=NOON)
    session.commit()
    deliver_due()

    text = delivered_text(session.scalars(select(Message)).one())

    assert "Paldies, ka piedalījāties" in text
    assert "/lv/r/" in text
    assert "/lv/e/limbazi/" in text


# --- needs


def test_needs_can_be_forgotten_before_their_time(event, session):  # R22
    person = a_registration(event=event)
    person.needs = PracticalNeeds(diet="veģetārs")
    session.flush()
    assert StepKind.NEEDS not in done(event)

    assert service.erase_needs(event, actor=COMMAND, now=NOON) == 1

    assert StepKind.NEEDS in done(event)
    assert session.scalars(select(PracticalNeeds)).all() == []
    entry = session.scalars(select(LogEntry).where(LogEntry.action == "needs erased")).one()
    assert entry.after == {"people": 1}


def test_needs_are_kept_as_long_as_they_are_needed(session):
    coming = an_open_event(starts_on=NOON.date(), ends_on=NOON.date())

    with pytest.raises(EventNotOverYet):
        service.erase_needs(coming, actor=COMMAND, now=NOON)


# --- pages


def test_the_page_says_what_is_left_and_where_it_is_done(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    present(event, a_registration(event=event))

    page = client.get("/lv/organise/e/limbazi/closing/")

    assert page.heading == "Noslēgšana"
    assert "1 dalībniekam apliecības vēl nav." in page.words
    assert page.links["Uz apliecībām"] == "/lv/organise/e/limbazi/certificates/"

    page = client.submit(page.links["Pateikties"])
    assert "Tiek nosūtīta 1 vēstule." in page.words


def test_a_reader_sees_how_far_it_is_and_is_offered_no_change(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    page = client.get("/lv/organise/e/limbazi/closing/")

    assert page.heading == "Noslēgšana"
    assert "Pateikties" not in page.links
    assert page.all("form") == [] or "Izveidot datni" not in page.words
