"""Calendar files: the whole agenda, and the invitation of one person (R13).

Times are the event's local times with the zone's own rules in the file (TZID and VTIMEZONE), so
that a day with a clock change is right. A day whose hours are not known is a whole day.

The invitation is one appointment with one UID, as iTIP asks: of an event whose hours are known for
each day a daily series whose differing days stand beside it, else the days as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from flask import current_app
from flask_babel import gettext

from eventreg.agenda.clock_changes import zone_component
from eventreg.agenda.days import Agenda, Day, Item, days_between
from eventreg.events.models import Event, EventStatus
from eventreg.language import dates, times
from eventreg.language.local_text import LocalText
from eventreg.visits.planned import PlannedVisit

LOOKED_AT_EVERY = timedelta(hours=6)
PRODUCT = "-//eventreg//eventreg//LV"


class Method(StrEnum):
    """What the receiver is to do with the file (iTIP)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Whose invitation it is. `sequence` grows with each change of what the person attends.

    `uid` names the appointment for good; `address` is the page where the person may change it.
    """

    uid: str
    sequence: int
    name: str
    email: str
    address: str
    visits: Sequence[PlannedVisit] = ()


@dataclass(frozen=True)
class Hours:
    """From when to when a day lasts, as the clocks of the place show it."""

    day: date
    starts_at: time
    ends_at: time


def whole_agenda(event: Event, agenda: Agenda, *, language: str, address: str) -> str:
    """Every item of the agenda whose day is known, as a file to open or to subscribe to."""
    calendar = _calendar(event, Method.PUBLISH, language)
    for item in agenda.items:
        if item.day is not None:
            component = _at(item.day, item, ZoneInfo(event.time_zone))
            _tell_item(component, item, language)
            calendar.add_component(component)
    if not calendar.subcomponents:
        component = _whole_days(event)
        component.add("UID", _uid(event.slug))
        component.add("SUMMARY", _line(event.title.in_(language)))
        calendar.add_component(component)
    for component in calendar.events:
        _tell_all(component, event, language, event.updated_at)
        component.add("URL", address)
    return _written(calendar, event)


def invitation(
    event: Event,
    agenda: Agenda,
    attendee: Attendee,
    *,
    method: Method,
    language: str,
    mail_from: str,
    now: datetime,
) -> str:
    """One person's appointment; `mail_from` stands in when the organiser has no address."""
    calendar = _calendar(event, method, language)
    components = _appointment(event, hours_of(event, agenda))
    for component in components if method is not Method.CANCEL else components[:1]:
        component.add("SUMMARY", _line(event.title.in_(language)))
        _tell_all(component, event, language, now, cancelled=method is Method.CANCEL)
        component.add("ORGANIZER", _organiser(event, language, mail_from))
        _tell_attendee(component, event, attendee, language)
        calendar.add_component(component)
    return _written(calendar, event)


def subscribed(
    event: Event,
    agenda: Agenda,
    *,
    uid: str,
    visits: Sequence[PlannedVisit],
    is_cancelled: bool,
    language: str,
    address: str,
    now: datetime,
) -> str:
    """One person's appointment for a calendar that looks again and again for itself.

    It names nobody and brings no secret link, so that it can be shared; `address` is the event's.
    """
    calendar = _calendar(event, Method.PUBLISH, language)
    calendar.add("REFRESH-INTERVAL", LOOKED_AT_EVERY, parameters={"VALUE": "DURATION"})
    for component in _appointment(event, hours_of(event, agenda)):
        component.add("UID", _uid(uid))
        component.add("SUMMARY", _line(event.title.in_(language)))
        _tell_all(component, event, language, now, cancelled=is_cancelled)
        component.add("URL", address)
        if visits:
            component.add(
                "DESCRIPTION", dates.plain("\n".join(_my_visits(event, visits, language)))
            )
        calendar.add_component(component)
    return _written(calendar, event)


def hours_of(event: Event, agenda: Agenda) -> Sequence[Hours]:
    """The hours of each day of the event; empty unless they are known for every day."""
    by_date = {day.date: day for day in agenda.days}
    known = [_hours(by_date.get(day)) for day in days_between(event.starts_on, event.ends_on)]
    return [hours for hours in known if hours is not None] if all(known) else []


def visit_line(event: Event, visit: PlannedVisit, language: str) -> str:
    """A visit in one line: where, when, from where one leaves."""
    parts = [visit.host.name.in_(language)]
    for occasion in visit.occasions:
        if occasion.day is not None:
            span = times.time_span(occasion.starts_at, occasion.ends_at, language)
            parts.append(dates.short_date(occasion.day, language) + (f", {span}" if span else ""))
    if visit.vehicle:
        parts.append(gettext("vehicle: %(name)s", name=visit.vehicle))
    if visit.departs_at is not None:
        moment = dates.short_moment(visit.departs_at, ZoneInfo(event.time_zone), language)
        parts.append(gettext("departure: %(moment)s", moment=moment))
    if visit.meeting_point:
        point = visit.meeting_point.in_(language)
        parts.append(gettext("meeting point: %(place)s", place=point))
    return "; ".join(parts)


def _hours(day: Day | None) -> Hours | None:
    if day is None or day.date is None:
        return None
    starts = [item.starts_at for item in day.items if item.starts_at]
    ends = [item.ends_at for item in day.items if item.ends_at]
    if not starts or not ends or max(ends) <= max(starts):
        return None
    return Hours(day.date, min(starts), max(ends))


def _calendar(event: Event, method: Method, language: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("METHOD", method.value)
    calendar.add("X-WR-CALNAME", _line(event.title.in_(language)))
    return calendar


def _written(calendar: icalendar.Calendar, event: Event) -> str:
    """The file; with the rules of the event's zone where it names a time."""
    days = [each.start.date() for each in calendar.events if isinstance(each.start, datetime)]
    if days:
        rules = zone_component(ZoneInfo(event.time_zone), min(days), max(*days, event.ends_on))
        calendar.subcomponents.insert(0, rules)
    return str(calendar.to_ical().decode())


def _appointment(event: Event, days: Sequence[Hours]) -> Sequence[icalendar.Event]:
    """Whole days, a single day, or a daily series with each day that differs from the first."""
    if not days:
        return [_whole_days(event)]
    zone, first = ZoneInfo(event.time_zone), days[0]
    series = _lasting(first, zone)
    if len(days) > 1:
        series.add("RRULE", {"FREQ": "DAILY", "COUNT": len(days)})
    components = [series]
    for hours in days[1:]:
        if (hours.starts_at, hours.ends_at) != (first.starts_at, first.ends_at):
            differing = _lasting(hours, zone)
            differing.add("RECURRENCE-ID", datetime.combine(hours.day, first.starts_at, zone))
            components.append(differing)
    return components


def _lasting(hours: Hours, zone: ZoneInfo) -> icalendar.Event:
    component = icalendar.Event()
    component.add("DTSTART", datetime.combine(hours.day, hours.starts_at, zone))
    component.add("DTEND", datetime.combine(hours.day, hours.ends_at, zone))
    return component


def _whole_days(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    component.add("DTSTART", event.starts_on)
    component.add("DTEND", event.ends_on + timedelta(days=1))
    return component


def _at(day: date, item: Item, zone: ZoneInfo) -> icalendar.Event:
    component = icalendar.Event()
    if item.starts_at is None:
        component.add("DTSTART", day)
        return component
    component.add("DTSTART", datetime.combine(day, item.starts_at, zone))
    if item.ends_at is not None:
        component.add("DTEND", datetime.combine(day, item.ends_at, zone))
    return component


def _tell_item(component: icalendar.Event, item: Item, language: str) -> None:
    component.add("UID", _uid(item.uid))
    component.add("SUMMARY", _line(item.title.in_(language)))
    if where := _place(item.where, item.where_address, language):
        component.add("LOCATION", where)
    if text := item.text.in_(language):
        component.add("DESCRIPTION", text)


def _tell_all(
    component: icalendar.Event,
    event: Event,
    language: str,
    now: datetime,
    *,
    cancelled: bool = False,
) -> None:
    """What every entry carries; one without a place of its own is where the event is."""
    component.add("DTSTAMP", now)
    is_off = cancelled or event.status is EventStatus.CANCELLED
    component.add("STATUS", "CANCELLED" if is_off else "CONFIRMED")
    where = _place(event.place, event.address, language)
    if where and "LOCATION" not in component:
        component.add("LOCATION", where)


def _tell_attendee(
    component: icalendar.Event, event: Event, attendee: Attendee, language: str
) -> None:
    component.add("UID", _uid(attendee.uid))
    component.add("SEQUENCE", attendee.sequence)
    component.add("URL", attendee.address)
    component.add("DESCRIPTION", _description(event, attendee, language))
    address = icalendar.vCalAddress(f"mailto:{attendee.email}")
    address.params["CN"] = icalendar.vText(_line(attendee.name))
    address.params["PARTSTAT"] = icalendar.vText("ACCEPTED")
    address.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
    address.params["RSVP"] = icalendar.vText("FALSE")
    component.add("ATTENDEE", address)


def _organiser(event: Event, language: str, mail_from: str) -> icalendar.vCalAddress:
    email = event.contact_email or event.organisation.email or mail_from
    address = icalendar.vCalAddress(f"mailto:{email}")
    address.params["CN"] = icalendar.vText(_line(event.organisation.name.in_(language)))
    return address


def _description(event: Event, attendee: Attendee, language: str) -> str:
    lines = [gettext("My registration: %(address)s", address=attendee.address)]
    if attendee.visits:
        lines += ["", *_my_visits(event, attendee.visits, language)]
    return dates.plain("\n".join(lines))


def _my_visits(event: Event, visits: Sequence[PlannedVisit], language: str) -> Sequence[str]:
    return [
        gettext("My visits:"),
        *(f"– {visit_line(event, visit, language)}" for visit in visits),
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


def _place(place: LocalText, address: str, language: str) -> str:
    return _line(", ".join(part for part in (place.in_(language), address) if part))


def _uid(name: str) -> str:
    host = urlsplit(str(current_app.config["BASE_URL"])).hostname
    return f"{name}@{host}"
