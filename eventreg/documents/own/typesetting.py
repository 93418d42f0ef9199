"""From a registration to the HTML of a paper of one's own (R19, R23)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext

from eventreg.addresses import absolute
from eventreg.agenda.calendar import visit_line
from eventreg.documents.own.wording import CHAPTERS, LEFT_OUT, NAMES
from eventreg.documents.typesetting import Manuscript, templates, with_tied_words
from eventreg.events.models import Event
from eventreg.language import dates, locale
from eventreg.messages.wording import STATES as MAIL_STATES
from eventreg.privacy.my_data import my_data
from eventreg.registration import tickets
from eventreg.registration.models import Registration
from eventreg.registration.notices import contact_email, visits_held
from eventreg.registration.wording import AFFILIATIONS, CHOICES, ROLES, STATES

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Row(NamedTuple):
    """A thing held and what it is, in words."""

    name: str
    value: str


class Chapter(NamedTuple):
    """What is held of one kind: each entry has rows."""

    heading: str
    entries: Sequence[Sequence[Row]]


def ticket(registration: Registration) -> Manuscript:
    """The ticket as a card on a sheet of A4, in the language in force."""
    event, language = registration.event, locale.current()
    title = gettext("Ticket: %(event)s", event=event.title.in_(language))
    qr_title = gettext("QR code of the ticket %(reference)s", reference=registration.reference)
    return _manuscript(
        "ticket",
        title,
        event=event,
        registration=registration,
        role=str(ROLES[registration.role]),
        visits=[visit_line(event, visit, language) for visit in visits_held(registration)],
        qr=tickets.qr_of(registration, title=qr_title),
        contact=contact_email(event),
        address=absolute("events.page", lang=language, slug=event.slug),
    )


def own_data(registration: Registration, *, now: datetime) -> Manuscript:
    """Everything held about the person, for the person to read, in the language in force."""
    event, language = registration.event, locale.current()
    title = gettext("My data: %(event)s", event=event.title.in_(language))
    return _manuscript(
        "my_data",
        title,
        event=event,
        registration=registration,
        made_at=dates.short_moment(now, ZoneInfo(event.time_zone), language),
        chapters=list(_chapters(my_data(registration, now=now), event)),
    )


def _manuscript(name: str, title: str, *, event: Event, **values: Any) -> Manuscript:
    language = locale.current()
    page = templates().get_template(f"documents/own/{name}.html")
    accent = event.organisation.accent_colour
    html = page.render(language=language, title=title, event=event, accent=accent, **values)
    return Manuscript(html=with_tied_words(html), title=title, language=language)


def _chapters(held: Mapping[str, Any], event: Event) -> Iterator[Chapter]:
    """The parts that hold anything."""
    for part, heading in CHAPTERS.items():
        entries = held[part] if isinstance(held[part], list) else [held[part]]
        shown = [list(_rows(part, entry, event)) for entry in entries]
        if any(shown):
            yield Chapter(str(heading), [rows for rows in shown if rows])


def _rows(part: str, entry: Mapping[str, Any], event: Event) -> Iterator[Row]:
    for name, value in entry.items():
        if name not in LEFT_OUT and (words := _words(part, name, value, event)):
            yield Row(str(NAMES.get(name, name)), words)


def _words(part: str, name: str, value: Any, event: Event) -> str:
    if value is None or value is False or value in ("", [], {}):
        return ""
    if value is True:
        return str(gettext("Yes"))
    if isinstance(value, Mapping):
        named = (
            (NAMES.get(key, key), _words(part, key, each, event)) for key, each in value.items()
        )
        return "; ".join(f"{label}: {words}" for label, words in named if words)
    if isinstance(value, list):
        return ", ".join(_words(part, name, each, event) for each in value)
    return _named(part, name, str(value)) or _dated(str(value), event)


def _named(part: str, name: str, value: str) -> str:
    """A value that has a name of its own in the house, such as a state; else empty."""
    if name in {"language", "language_of_mails"}:
        return locale.OWN_NAMES.get(value, "")
    if name == "state" and part == "mails":
        return str(dict(_first(MAIL_STATES)).get(value, ""))
    if name == "state" and part == "visits":
        return str(dict(_first(CHOICES)).get(value, ""))
    named: Mapping[str, Mapping[Any, Any]] = {
        "state": STATES,
        "role": ROLES,
        "affiliation": AFFILIATIONS,
    }
    return str(dict(_first(named.get(name, {}))).get(value, ""))


def _first(words: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    """The words by value; of those that come with the look of a tag, only the words."""
    for value, each in words.items():
        yield str(value), each[0] if isinstance(each, tuple) else each


def _dated(value: str, event: Event) -> str:
    """A day or moment as the language writes it, where the event is; anything else as it is."""
    if _MOMENT.fullmatch(value):
        zone = ZoneInfo(event.time_zone)
        return dates.short_moment(datetime.fromisoformat(value), zone, locale.current())
    if _DAY.fullmatch(value):
        return dates.short_date(date.fromisoformat(value), locale.current())
    return value
