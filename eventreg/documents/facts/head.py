"""Facts that every document carries."""

import json
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, time
from typing import Any

from eventreg.language.local_text import LocalText


@dataclass(frozen=True)
class Text:
    """A text and the language it is really in; an empty one is false.

    In papers of two languages some have a `second` one (`facts.bilingual`).
    """

    text: str = ""
    language: str = ""

    @property
    def second(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Text()


def shown(text: LocalText, language: str) -> Text:
    """The text for a document in `language`, with its visible fallback."""
    return Text(*text.shown(language)) if text else NOTHING


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The organisation that issues the document; `accent` is a colour as `#rrggbb`.

    `logo` names its picture in the file store by its content; empty where there is none.
    """

    name: Text
    address: Text = NOTHING
    email: str = ""
    phone: str = ""
    website: str = ""
    accent: str = "#7a1f2b"
    logo: str = ""


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """The event in the head of each of its documents.

    `url` is the live page. `draft` says that the event is not published, `over` that its last day
    has passed, so that what is unknown is "not recorded" and no longer "to be announced".
    """

    slug: str
    title: Text
    kind: Text
    starts_on: date
    ends_on: date
    time_zone: str
    place: Text
    address: str
    series: Text
    network: Text
    funding: Text
    url: str
    privacy_url: str
    draft: bool
    cancelled: bool
    over: bool


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The root of a document's facts."""

    language: str
    letterhead: Letterhead
    event: EventFacts

    @property
    def heading(self) -> Text:
        """What stands above all else on the paper: the event's title."""
        return self.event.title

    @property
    def draft(self) -> bool:
        """Whether the document bears PROJEKTS / DRAFT."""
        return self.event.draft


def as_json(facts: object) -> str:
    """Facts, or parts of them, as JSON: the same facts give the same text."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return vars(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")
