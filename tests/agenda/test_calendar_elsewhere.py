"""Calendar files as other programs read them: two parsers that did not write them (R13)."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream

from eventreg.agenda.calendar import Attendee, Method, invitation, whole_agenda
from eventreg.agenda.clock_changes import zone_component
from eventreg.agenda.service import agenda_of
from eventreg.language.local_text import LocalText
from tests.factories import NOON, an_item, an_open_event

RIGA = ZoneInfo("Europe/Riga")
# The nights in which the clocks of Riga are put forward and back.
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
HOURS = (time(9), time(16, 30))


def an_event_over(day):
    """From the day before the clock change to the day after it, each day from 9.00 to 16.30."""
    event = an_open_event(
        starts_on=date.fromordinal(day.toordinal() - 1),
        ends_on=date.fromordinal(day.toordinal() + 1),
        title=LocalText(lv="Tikšanās; ēkā „Ķīpa”, 2. stāvā", en="A meeting"),
        place=LocalText(lv="Ķegums, Ērgļu iela 1"),
        contact_email="ilze@example.org",
    )
    for number in range(3):
        each = date.fromordinal(event.starts_on.toordinal() + number)
        an_item(event=event, day=each, starts_at=HOURS[0], ends_at=HOURS[1])
    return event


def invited(event, method=Method.REQUEST, sequence=0):
    attendee = Attendee(
        uid="BxgT0Yf2vQe5mXKJw1n7aA",
        sequence=sequence,
        name="Līga Ķirse",
        email="liga@example.org",
        address="https://example.org/lv/r/" + "x" * 90 + "/",
    )
    return invitation(
        event,
        agenda_of(event),
        attendee,
        method=method,
        language="lv",
        mail_from="eventreg@example.org",
        now=NOON,
    )


def by_ical(text):
    """Every occurrence as (start, end), read by `ical`."""
    calendar = IcsCalendarStream.calendar_from_ics(text)
    return [(each.dtstart, each.dtend) for each in calendar.timeline]


def by_vobject(text):
    """Every start of the series, read by `vobject`."""
    entry = vobject.readOne(text).vevent
    return list(entry.getrruleset(addRDate=True)), entry


@pytest.mark.parametrize(("day", "before", "after"), [(SPRING, 2, 3), (AUTUMN, 3, 2)])
def test_local_times_stay_when_the_clocks_change(app, day, before, after):
    found = by_ical(invited(an_event_over(day)))

    assert [start.time() for start, _end in found] == [HOURS[0]] * 3
    assert [end.time() for _start, end in found] == [HOURS[1]] * 3
    offsets = [start.utcoffset().total_seconds() / 3600 for start, _end in found]
    assert offsets == [before, after, after]


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_another_program_reads_the_same_days_and_hours(app, day):
    starts, entry = by_vobject(invited(an_event_over(day)))

    assert [(start.day, start.hour) for start in starts] == [
        (date.fromordinal(day.toordinal() + number).day, 9) for number in (-1, 0, 1)
    ]
    assert entry.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Riga"]


@pytest.mark.parametrize(("day", "hour", "utc"), [(SPRING, 5, 2), (AUTUMN, 5, 3)])
def test_the_zone_in_the_file_itself_knows_the_change(app, day, hour, utc):
    """Read by the rules in the file, not by those that this machine happens to have."""
    event = an_open_event(starts_on=day, ends_on=day)
    an_item(event=event, day=day, starts_at=time(hour), ends_at=time(hour + 1))
    calendar = vobject.readOne(invited(event))
    start = calendar.vevent.dtstart.value

    assert calendar.vtimezone.tzid.value == "Europe/Riga"
    assert start.astimezone(UTC) == datetime(day.year, day.month, day.day, utc, tzinfo=UTC)


def test_words_come_through_whole(app):
    event = an_event_over(SPRING)
    _starts, entry = by_vobject(invited(event))
    (other, *_) = IcsCalendarStream.calendar_from_ics(invited(event)).events

    assert entry.summary.value == "Tikšanās; ēkā „Ķīpa”, 2. stāvā" == other.summary
    assert entry.location.value == "Ķegums, Ērgļu iela 1" == other.location
    assert "x" * 90 in entry.description.value
    assert other.attendees[0].common_name == "Līga Ķirse"


def test_a_cancellation_takes_out_what_the_invitation_put_in(app):  # R27
    event = an_event_over(AUTUMN)
    asked = IcsCalendarStream.calendar_from_ics(invited(event)).events
    changed = IcsCalendarStream.calendar_from_ics(invited(event, sequence=1)).events
    off = IcsCalendarStream.calendar_from_ics(invited(event, Method.CANCEL, sequence=2)).events

    assert {each.uid for each in (*asked, *changed, *off)} == {asked[0].uid}
    assert [asked[0].sequence, changed[0].sequence, off[0].sequence] == [0, 1, 2]
    assert off[0].status == "CANCELLED"


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL])
def test_the_method_stands_in_the_file(app, method):
    calendar = vobject.readOne(invited(an_event_over(SPRING), method))

    assert calendar.method.value == method


def test_the_whole_agenda_loads_too(app):
    event = an_event_over(AUTUMN)
    text = whole_agenda(event, agenda_of(event), language="lv", address="https://example.org/")

    assert len(by_ical(text)) == 3
    assert len(list(vobject.readOne(text).vevent_list)) == 3


@pytest.mark.parametrize(
    "name", ["Europe/Riga", "Europe/London", "America/New_York", "Asia/Kolkata", "Africa/Cairo"]
)
@pytest.mark.parametrize("year", [2017, 2026])
def test_the_rules_in_the_file_are_those_of_the_zone(name, year):
    first, last = date(year, 1, 1), date(year, 12, 31)
    text = zone_component(ZoneInfo(name), first, last).to_ical().decode()
    by_file = tzical(StringIO(text.replace("\r\n", "\n"))).get()
    midnight, zone = datetime.combine(first, time.min), ZoneInfo(name)
    hours = (midnight + timedelta(hours=number) for number in range(365 * 24))
    wrong = [
        hour
        for hour in hours
        if hour.replace(tzinfo=by_file).utcoffset() != hour.replace(tzinfo=zone).utcoffset()
        and not _is_doubtful(hour, zone)
    ]

    assert wrong == []


def test_a_zone_whose_clocks_never_change_says_so():
    text = zone_component(ZoneInfo("Asia/Kolkata"), SPRING, SPRING).to_ical().decode()

    assert text.count("BEGIN:STANDARD") == 1
    assert "RRULE" not in text


def _is_doubtful(hour, zone):
    """Whether the clocks show it twice or never: which is meant, programs may decide."""
    around = {
        (hour + timedelta(minutes=60 * number)).replace(tzinfo=zone).utcoffset()
        for number in (-1, 0, 1)
    }
    return len(around) > 1
