"""Calendar files carry the event's own times with the rules of its zone (R13)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from eventreg.agenda.calendar import Attendee, Method, invitation
from eventreg.agenda.models import ItemKind
from eventreg.agenda.service import agenda_of
from eventreg.events.models import EventStatus
from eventreg.language.local_text import LocalText
from eventreg.visits.service import visits_of
from tests.factories import NOON, a_visit, an_event, an_item, an_open_event

RIGA = ZoneInfo("Europe/Riga")
FIRST, SECOND = date(2026, 5, 5), date(2026, 5, 6)


@pytest.fixture
def event(app):
    return an_open_event(
        slug="cesis",
        place=LocalText(lv="Cēsu pils", en="Cēsis Castle"),
        address="Pils laukums 9",
        contact_email="ilze@example.org",
    )


def invited(event, method=Method.REQUEST, language="lv", **values):
    attendee = Attendee(
        **{
            "uid": "anna",
            "sequence": 0,
            "name": "Anna Bērziņa",
            "email": "anna@example.org",
            "address": "https://example.org/lv/r/x/",
        }
        | values
    )
    text = invitation(
        event,
        agenda_of(event),
        attendee,
        method=method,
        language=language,
        mail_from="eventreg@example.org",
        now=NOON,
    )
    return Calendar.from_ical(text)


def hours(event, day, start, end, **values):
    an_item(event=event, day=day, starts_at=time(start), ends_at=time(end), **values)


def span(component):
    return component.start, component.end


def riga(day, hour):
    return datetime.combine(day, time(hour), RIGA)


def test_an_event_without_times_fills_whole_days(event):
    (entry,) = invited(event).events

    assert span(entry) == (FIRST, SECOND + timedelta(days=1))


def test_a_day_lasts_from_its_first_item_to_its_last(event):
    event.ends_on = FIRST
    hours(event, FIRST, 13, 15)
    hours(event, FIRST, 10, 12)
    (entry,) = invited(event).events

    assert span(entry) == (riga(FIRST, 10), riga(FIRST, 15))
    assert entry["DTSTART"].params["TZID"] == "Europe/Riga"


def test_days_of_the_same_hours_are_one_series(event):
    for day in (FIRST, SECOND):
        hours(event, day, 10, 16)
    (entry,) = invited(event).events

    assert span(entry) == (riga(FIRST, 10), riga(FIRST, 16))
    assert entry["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [2]}


def test_a_day_of_other_hours_stands_beside_the_series(event):
    hours(event, FIRST, 10, 16)
    hours(event, SECOND, 9, 13)
    series, differing = invited(event).events

    assert series["RRULE"]["COUNT"] == [2]
    assert span(differing) == (riga(SECOND, 9), riga(SECOND, 13))
    assert differing["RECURRENCE-ID"].dt == riga(SECOND, 10)
    assert series["UID"] == differing["UID"]


@pytest.mark.parametrize(
    "values", [{}, {"starts_at": time(10)}, {"starts_at": time(17)}], ids=["none", "start", "late"]
)
def test_one_day_of_unknown_hours_makes_all_of_them_whole_days(event, values):  # R14
    hours(event, FIRST, 10, 16)
    an_item(event=event, day=SECOND, **values)
    (entry,) = invited(event).events

    assert span(entry) == (FIRST, SECOND + timedelta(days=1))


def test_the_file_holds_the_zone_with_its_clock_changes(event):
    hours(event, FIRST, 10, 16)
    hours(event, SECOND, 10, 16)
    calendar = invited(event)

    (zone,) = calendar.timezones
    assert zone["TZID"] == "Europe/Riga"
    assert zone.daylight
    assert zone.standard


def test_an_hour_before_and_after_a_clock_change_are_right(app):
    day = date(2026, 3, 29)  # at three o'clock it becomes four
    event = an_open_event(starts_on=day, ends_on=day)
    hours(event, day, 2, 10)
    (entry,) = invited(event).events

    assert entry.end.astimezone(ZoneInfo("UTC")).hour == 7
    assert entry.start.astimezone(ZoneInfo("UTC")).hour == 0


def test_it_says_what_where_and_who(event):
    (entry,) = invited(event).events

    assert entry["SUMMARY"] == "Ekspertu tikšanās"
    assert entry["LOCATION"] == "Cēsu pils, Pils laukums 9"
    assert entry["ORGANIZER"] == "mailto:ilze@example.org"
    assert entry["ORGANIZER"].params["CN"] == "Kultūras ministrija"
    assert entry["ATTENDEE"] == "mailto:anna@example.org"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert entry["URL"] == "https://example.org/lv/r/x/"


def test_it_names_the_visits_with_time_and_meeting_point(event):
    visit = a_visit(event=event, meeting_point=LocalText(lv="pie pils vārtiem"))
    hours(event, FIRST, 13, 15, visit=visit, kind=ItemKind.SITE_VISIT)
    (entry,) = invited(event, visits=visits_of(event)).events

    said = "Pamatskola; 05.05.2026., 13.00–15.00; pulcēšanās vieta: pie pils vārtiem"
    assert said in entry["DESCRIPTION"]


def test_a_cancellation_is_of_the_same_appointment(event):
    for day, start in ((FIRST, 10), (SECOND, 9)):
        hours(event, day, start, 16)
    before = invited(event)
    after = invited(event, Method.CANCEL, sequence=1)

    (entry,) = after.events
    assert (after["METHOD"], entry["STATUS"]) == ("CANCEL", "CANCELLED")
    assert entry["UID"] == before.events[0]["UID"]
    assert (before.events[0]["SEQUENCE"], entry["SEQUENCE"]) == (0, 1)


def test_it_is_written_in_the_language_asked_for(event):
    (entry,) = invited(event, language="en").events

    assert entry["SUMMARY"] == "Expert meeting"
    assert entry["LOCATION"] == "Cēsis Castle, Pils laukums 9"


def test_everybody_gets_the_agenda_as_a_file(client, event):
    hours(event, FIRST, 10, 12, title=LocalText(lv="Diskusija", en="Discussion"))
    an_item(event=event, day=SECOND, title="Noslēgums")
    an_item(event=event, title="Kaut kad")
    answer = client.get("/lv/e/cesis/agenda.ics")

    calendar = Calendar.from_ical(answer.data)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "cesis-darba-kartiba.ics" in answer.headers["Content-Disposition"]
    assert [(entry["SUMMARY"], entry.start) for entry in calendar.events] == [
        ("Diskusija", riga(FIRST, 10)),
        ("Noslēgums", SECOND),
    ]


def test_the_agenda_of_an_event_without_items_is_the_event_itself(client, event):
    calendar = Calendar.from_ical(client.get("/en/e/cesis/agenda.ics").data)

    (entry,) = calendar.events
    assert entry["SUMMARY"] == "Expert meeting"
    assert span(entry) == (FIRST, SECOND + timedelta(days=1))


def test_the_agenda_of_a_cancelled_event_says_so(client, event):
    event.status = EventStatus.CANCELLED
    calendar = Calendar.from_ical(client.get("/lv/e/cesis/agenda.ics").data)

    assert [entry["STATUS"] for entry in calendar.events] == ["CANCELLED"]


def test_the_same_agenda_is_the_same_file(client, event, time_stands):
    hours(event, FIRST, 10, 12)
    first = client.get("/lv/e/cesis/agenda.ics")
    time_stands(NOON + timedelta(hours=1))
    answer = client.get("/lv/e/cesis/agenda.ics", headers={"If-None-Match": first.headers["ETag"]})

    assert answer.status_code == 304


def test_the_agenda_of_a_draft_is_nobodys(client, app):
    an_event(slug="melnraksts")

    assert client.get("/lv/e/melnraksts/agenda.ics").status_code == 404
