"""The occasions of mails: what each is called, what it says by default, what it may say.

A capability enters its own with `enter`. A mail's row names its occasion and carries the facts; the
occasion makes of them what the template shows when the mail is sent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from flask_babel import LazyString
from sqlalchemy import select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.messages.models import Message

Shown = Mapping[str, Any]

EXAMPLES = 5


class CalendarFile(NamedTuple):
    """A calendar file to go with a mail, and its iTIP method."""

    text: str
    method: str


class Readers(StrEnum):
    """Whom a mail is for."""

    PARTICIPANT = "participant"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"


def _no_calendar(_message: Message) -> CalendarFile | None:
    return None


def latest(event: Event, name: str) -> Sequence[Message]:
    """The latest mails on the occasion of that name, as examples of it."""
    return db.session.scalars(
        select(Message)
        .where(Message.event_id == event.id, Message.template == name)
        .order_by(Message.id.desc())
        .limit(EXAMPLES)
    ).all()


def _uncounted(_event: Event, _name: str) -> int | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One kind of mail.

    `subject` and `body` are ours, in which `{names}` stand for what `says` explains; the body is
    paragraphs, lists and links. `frame` is the template round them, which always tells who, what,
    when and where (R27). `shown` makes of a message's facts what frame and words may say, in the
    language in force. For a preview, `examples` are mails to real people, written or only
    imagined, and `readers_now` says how many would get the mail if it were written now. One that
    `brings_words` has them in each mail's facts, under `said`.
    """

    name: str
    title: LazyString
    subject: LazyString
    body: LazyString
    frame: str
    readers: Readers
    says: Mapping[str, LazyString]
    shown: Callable[[Message], Shown]
    calendar: Callable[[Message], CalendarFile | None] = field(default=_no_calendar)
    examples: Callable[[Event, str], Sequence[Message]] = field(default=latest)
    readers_now: Callable[[Event, str], int | None] = field(default=_uncounted)
    brings_words: bool = False


_known: dict[str, Occasion] = {}


def enter(occasion: Occasion) -> None:
    """Make an occasion known, once, when its capability is loaded."""
    _known[occasion.name] = occasion


def occasion_of(name: str) -> Occasion | None:
    """The occasion of that name; None for a mail that has a template of its own."""
    return _known.get(name)


def all_occasions() -> Sequence[Occasion]:
    """Every occasion, in the order entered."""
    return tuple(_known.values())
