"""Whoever has a seat is told of a new meeting point or departure, once for each saving."""

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from eventreg.language.local_text import LocalText
from eventreg.messages import delivery
from eventreg.messages.models import Message
from eventreg.registration.notices import Notice
from eventreg.visits.vehicles import service
from tests.factories import a_registration, a_visit, an_event
from tests.messages.builders import Postman
from tests.visits.builders import LATER, NOON, ORGANISER, edited
from tests.visits.vehicles.builders import a_vehicle, a_visitor, placed

STATION = LocalText(lv="Pie stacijas", en="At the station")


def changed(vehicle, **facts):
    service.change_vehicle(
        vehicle=vehicle,
        facts=replace(service.facts_of(vehicle), **facts),
        actor=ORGANISER,
        now=LATER,
    )


def told(session):
    """Who was told of a new start, in the order of the mails."""
    session.flush()
    mails = session.scalars(
        select(Message).where(Message.template == Notice.VISIT_MOVED).order_by(Message.id)
    )
    return [mail.recipient for mail in mails]


def test_a_new_meeting_point_of_the_vehicle_is_told_to_those_in_it(visit, session):
    bus, car = a_vehicle(visit), a_vehicle(visit, "Auto")
    anna, juris = a_visitor(visit), a_visitor(visit)
    placed(visit, bus, anna)
    placed(visit, car, juris)

    changed(bus, meeting_point=STATION)

    assert told(session) == [anna.email]


def test_a_new_departure_of_the_visit_is_told_to_those_who_leave_then(visit, session):
    bus = a_vehicle(visit, departs_at=NOON + timedelta(days=30))
    anna, juris = a_visitor(visit), a_visitor(visit)
    a_registration(event=visit.event)
    placed(visit, bus, anna)

    edited(visit, departs_at=NOON + timedelta(days=31))

    assert told(session) == [juris.email]


def test_a_saving_that_changes_both_writes_one_mail(visit, session):
    anna = a_visitor(visit)

    edited(visit, meeting_point=STATION, departs_at=NOON + timedelta(days=30))

    assert told(session) == [anna.email]


def test_nobody_is_told_while_nothing_of_it_has_changed(visit, session):
    bus, anna = a_vehicle(visit), a_visitor(visit)
    placed(visit, bus, anna)

    changed(bus)
    changed(bus, name="Autobuss 2", capacity=7, accompanying="Ilze Ozola")
    edited(visit, good_to_know=STATION, capacity=20)

    assert told(session) == []


def test_who_has_given_up_the_visit_is_not_told(visit, session):
    anna = a_registration(event=visit.event, waits_for=[visit])
    anna.visit_choices[0].state = "cancelled"

    edited(visit, meeting_point=STATION)

    assert told(session) == []


@pytest.mark.parametrize("when", ["draft", "over"])
def test_nobody_is_told_of_an_event_that_is_not_public_or_is_over(app, session, when):
    days = {} if when == "draft" else {"starts_on": NOON.date() - timedelta(days=9)}
    days |= {"ends_on": days["starts_on"], "status": "closed"} if days else {}
    visit = a_visit(event=an_event(slug="limbazi", **days))
    a_visitor(visit)

    edited(visit, meeting_point=STATION)

    assert told(session) == []


def test_the_mail_says_where_and_brings_a_newer_calendar_file(
    app, visit, session, monkeypatch, time_stands
):
    postman = Postman()
    monkeypatch.setitem(app.extensions, "eventreg.mail", postman)
    anna = a_visitor(visit)
    before = anna.calendar_sequence

    edited(visit, meeting_point=STATION)
    session.commit()
    time_stands(LATER)
    delivery.deliver_due()

    [mail] = postman.delivered
    [attached] = mail.iter_attachments()
    [entry] = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    assert "pulcēšanās vieta: Pie stacijas" in mail.get_body(("plain",)).get_content()
    assert entry["SEQUENCE"] == before + 1 == anna.calendar_sequence
