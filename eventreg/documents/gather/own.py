"""The facts of a person's own papers: the ticket, and everything held about the person (R23)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from flask_babel import gettext

from eventreg.agenda.calendar import visit_line
from eventreg.documents.facts.head import EventFacts, Letterhead
from eventreg.documents.facts.own import Held, HeldChapter, OwnDataFacts, TicketFacts
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.documents.own.wording import CHAPTERS, LEFT_OUT, NAMES
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


class _Head(TypedDict):
    language: str
    letterhead: Letterhead
    event: EventFacts


def ticket_facts(registration: Registration, *, language: str, now: datetime) -> TicketFacts:
    """The ticket of somebody who has a place."""
    event = registration.event
    with locale.using(language):
        visits = [visit_line(event, visit, language) for visit in visits_held(registration)]
        role = str(ROLES[registration.role])
    return TicketFacts(
        **_head(event, language, now),
        person=registration.full_name,
        institution=registration.institution,
        reference=registration.reference,
        role=role,
        visits=tuple(visits),
        code=tickets.code_of(registration),
        contact_name=event.contact_name,
        contact_email=contact_email(event),
        contact_phone=event.contact_phone,
    )


def own_data_facts(registration: Registration, *, language: str, now: datetime) -> OwnDataFacts:
    """Everything held about the person, in the words of the language (R23)."""
    event = registration.event
    with locale.using(language):
        chapters = tuple(_chapters(my_data(registration, now=now), event))
    return OwnDataFacts(
        **_head(event, language, now),
        person=registration.full_name,
        reference=registration.reference,
        held_at=now,
        chapters=chapters,
    )


def _head(event: Event, language: str, now: datetime) -> _Head:
    return {
        "language": language,
        "letterhead": letterhead(event.organisation, language),
        "event": event_facts(event, language, now),
    }


def _chapters(held: Mapping[str, Any], event: Event) -> Iterator[HeldChapter]:
    """The parts that hold anything."""
    for part, heading in CHAPTERS.items():
        kept = held[part] if isinstance(held[part], list) else [held[part]]
        shown = [tuple(_rows(part, entry, event)) for entry in kept]
        if any(shown):
            entries = tuple(rows for rows in shown if rows)
            yield HeldChapter(heading=str(heading), entries=entries)


def _rows(part: str, entry: Mapping[str, Any], event: Event) -> Iterator[Held]:
    for name, value in entry.items():
        if name not in LEFT_OUT and (words := _words(part, name, value, event)):
            yield Held(name=str(NAMES.get(name, name)), value=words)


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
