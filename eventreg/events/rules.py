"""What is kept about an event, and the rules for it that need no other row."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from eventreg.events import errors
from eventreg.events.models import Admission, Audience, Event
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.territories.models import Territory

NO_TEXT = LocalText()
LONGEST = timedelta(days=60)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 80


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """All that an organiser says about an event.

    `slug` empty means: make one from the title. Days are local, moments are aware. `series`,
    `network` and `topics` are names; what the organisation does not have yet is made.
    """

    title: LocalText
    starts_on: date
    ends_on: date
    slug: str = ""
    kind: LocalText = NO_TEXT
    aim: LocalText = NO_TEXT
    description: LocalText = NO_TEXT
    notice: LocalText = NO_TEXT
    time_zone: str = "Europe/Riga"
    host_territory: Territory | None = None
    place: LocalText = NO_TEXT
    address: str = ""
    capacity: int | None = None
    admission: Admission = Admission.OPEN
    list_audience: Audience = Audience.PUBLIC
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    changes_freeze_at: datetime | None = None
    waiting_list: bool = True
    offer_hours: int = 48
    reminder_days: int | None = 3
    working_language: LocalText = NO_TEXT
    practical: LocalText = NO_TEXT
    photo_notice: LocalText = NO_TEXT
    funding: LocalText = NO_TEXT
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    series: LocalText = NO_TEXT
    network: LocalText = NO_TEXT
    topics: tuple[LocalText, ...] = ()


def check(facts: EventFacts) -> None:
    """Raise the first error that the facts alone show."""
    if not facts.title:
        raise errors.EventUntitled
    if facts.ends_on < facts.starts_on:
        raise errors.EventEndsBeforeStart
    if facts.ends_on - facts.starts_on >= LONGEST:
        raise errors.EventTooLong
    if facts.slug and (not SLUG.fullmatch(facts.slug) or len(facts.slug) > SLUG_LENGTH):
        raise errors.SlugUnreadable
    if facts.time_zone not in available_timezones():
        raise errors.UnknownTimeZone
    _check_host(facts)
    _check_moments(facts)


def searched_text(event: Event) -> str:
    """The words by which the event is found: title, kind, place, host territory, series, topics."""
    texts = [event.title, event.kind, event.place, *(topic.name for topic in event.topics)]
    texts += [each.name for each in (event.series, event.host_territory) if each is not None]
    return folded(" ".join(word for text in texts for word in text.values()))


def _check_host(facts: EventFacts) -> None:
    host = facts.host_territory
    if host is not None and not host.is_valid_on(facts.starts_on):
        raise errors.TerritoryNotOfThatDay(host.name.in_("lv"), facts.starts_on)


def _check_moments(facts: EventFacts) -> None:
    opens, closes = facts.registration_opens_at, facts.registration_closes_at
    if opens is not None and closes is not None and closes <= opens:
        raise errors.RegistrationClosesBeforeOpening
    over = datetime.combine(facts.ends_on + timedelta(days=1), time.min, ZoneInfo(facts.time_zone))
    for field in ("registration_closes_at", "changes_freeze_at"):
        moment = getattr(facts, field)
        if moment is not None and moment > over:
            raise errors.MomentAfterEvent(field)
