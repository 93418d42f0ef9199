"""What the public pages say about an event's days, people and parts."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext, lazy_gettext

from eventreg.events.models import Event
from eventreg.language import dates
from eventreg.public.event_page import EventPage
from eventreg.registration.turnout import Side

# Whom people come for, besides the municipalities that stand in the table by name.
SIDES = {
    Side.HOST: lazy_gettext("Host municipality"),
    Side.STATE: lazy_gettext("State institutions"),
    Side.ORGANISATION: lazy_gettext("Other experts and organisations"),
}


class DateBlock(NamedTuple):
    """The days of an event as they stand beside its name in a list."""

    days: str
    month: str
    year: str


def date_block(event: Event, language: str) -> DateBlock:
    """The days and the month; of an event that reaches into another month, its first day."""
    start, end = event.starts_on, event.ends_on
    dot = "." if language == "lv" else ""
    days = f"{start.day}{dot}"
    if start < end and (start.year, start.month) == (end.year, end.month):
        days = f"{days}{dates.DASH}{end.day}{dot}"
    return DateBlock(days, dates.month_name(start.month, language), str(start.year))


def parts_of_page(page: EventPage) -> Sequence[tuple[str, str]]:
    """The parts that the page of the event has: anchor and heading."""
    parts = (
        (page.event.summary, "summary", gettext("What came of it")),
        (page.event.aim or page.event.description, "about", gettext("About the event")),
        (True, "agenda", gettext("Agenda")),
        (page.visits, "visits", gettext("Site visits")),
        (True, "participants", gettext("Participants")),
        (page.practices, "practices", gettext("Good practices")),
        (True, "documents", gettext("Documents")),
        (page.event.practical or page.event.photo_notice, "practical", gettext("Good to know")),
    )
    return [(anchor, heading) for there, anchor, heading in parts if there]
