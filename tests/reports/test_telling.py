"""People are told by mail that a report is open for comments, and that a comment was answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.messages.models import Message
from eventreg.reports import service
from eventreg.reports.comments.service import answer, comment, open_version
from eventreg.reports.models import ReportStatus
from eventreg.reports.versions.passages import parts_of, passages_by_name
from eventreg.reports.versions.service import facts_of
from tests.factories import NOON, a_registration, an_open_event
from tests.reports.builders import BY


@pytest.fixture
def event(app):
    return an_open_event()


def mails(session, occasion):
    found = select(Message.recipient).where(Message.template == occasion).order_by(Message.id)
    return session.scalars(found).all()


def test_everybody_with_a_place_is_asked_where_the_organiser_wants_it(event, session):
    person = a_registration(event=event)
    service.move_report(event=event, to=ReportStatus.FOR_COMMENTS, **BY)
    assert mails(session, "report_open") == []

    service.move_report(event=event, to=ReportStatus.FOR_COMMENTS, telling=True, **BY)
    assert person.email in mails(session, "report_open")


def test_several_answers_of_a_day_come_in_one_mail(event, session):
    person = a_registration(event=event)
    service.move_report(event=event, to=ReportStatus.FOR_COMMENTS, **BY)
    passage = next(iter(passages_by_name(parts_of(facts_of(open_version(event), "lv")))))
    said = [
        comment(person, passage=passage, language="lv", text=text, **BY)
        for text in ("Nav tiesa.", "Trūkst datuma.", "Vārds ir nepareizs.")
    ]
    for each in said[:2]:
        answer(each, text="Izlabots.", **BY)
    assert mails(session, "comment_answered") == [person.email]

    answer(said[0], text="Izlabots vēlreiz.", actor=BY["actor"], now=NOON + timedelta(days=2))
    assert len(mails(session, "comment_answered")) == 1
    answer(said[2], text="Izlabots.", actor=BY["actor"], now=NOON + timedelta(days=2))
    assert len(mails(session, "comment_answered")) == 2
