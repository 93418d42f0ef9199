"""A row of the outbox made into what is sent: subject, text, HTML and calendar file (R27)."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup, escape

from eventreg.language import dates, locale
from eventreg.messages import words
from eventreg.messages.models import Message
from eventreg.messages.occasions import CalendarFile, Occasion, Shown, occasion_of
from eventreg.messages.own_words import Source, Words, ours, words_for
from eventreg.web.logging import log

_EMPTY_LINES = re.compile(r"\n{3,}")
# What stands for a secret link in what is kept; pages show it in words.
MASK = "https://…/"
SECRET = "link"  # noqa: S105 - the name of the value that is a person's own link


@dataclass(frozen=True, kw_only=True)
class Finished:
    """A mail as it goes out; `secret` is the link in it that nobody else may see, if any."""

    subject: str
    text: str
    html: str
    calendar: CalendarFile | None = None
    secret: str = ""
    facts: dict[str, Any]

    def masked(self) -> dict[str, Any]:
        """The columns of the row that keep the mail as it was sent, without its secret link.

        A link in the facts goes too: a copy of the database opens nothing (R11).
        """
        calendar = self.calendar or CalendarFile("", "")
        return {
            "facts": {name: value for name, value in self.facts.items() if name != SECRET},
            "subject": self.subject,
            "text": self._without_secret(self.text),
            "html": self._without_secret(self.html),
            "calendar": self._without_secret(calendar.text.replace("\r\n ", "")),
            "calendar_method": calendar.method,
        }

    def _without_secret(self, text: str) -> str:
        if not self.secret:
            return text
        return text.replace(self.secret, MASK).replace(str(escape(self.secret)), MASK)


class Seen(NamedTuple):
    """What staff see of a mail."""

    subject: str
    text: str
    has_calendar: bool
    fault: str


class Previewed(NamedTuple):
    """How a mail would be: subject, its words formatted, all of it as text; in which language."""

    subject: str
    words: Markup
    text: str
    language: str


def finish(message: Message) -> Finished:
    """The mail in its language; reads the database and changes nothing."""
    with locale.using(message.language):
        occasion = occasion_of(message.template)
        if occasion is None:
            return _by_its_template(message)
        return _by_its_words(message, occasion)


def as_staff_see_it(message: Message) -> Seen:
    """The mail as it was sent; one that was not, as it would be sent now. Without its secret link.

    `fault` says why it cannot be made, for a mail whose words or facts are broken.
    """
    if message.text:
        return Seen(message.subject, message.text, bool(message.calendar), "")
    try:
        made = finish(message).masked()
    except Exception as error:  # noqa: BLE001 - what is wrong with it is just what staff must see
        return Seen(message.subject, "", False, f"{type(error).__name__}: {error}")
    return Seen(made["subject"], made["text"], bool(made["calendar"]), "")


def _by_its_template(message: Message) -> Finished:
    given = {**message.facts, "language": message.language, "subject": message.subject}
    return Finished(
        subject=message.subject,
        text=_text(f"messages/{message.template}.txt", given),
        html=render_template(f"messages/{message.template}.html", **given),
        secret=str(message.facts.get(SECRET, "")),
        facts=message.facts,
    )


def _by_its_words(message: Message, occasion: Occasion) -> Finished:
    shown = occasion.shown(message)
    said = _words_of(message, occasion)
    try:
        spoken = _spoken(said, shown)
    except KeyError as error:  # own words may name what an occasion no longer has
        log.warning("own words not used", message=message.uid, unknown=str(error))
        spoken = _spoken(ours(occasion), shown)
    return _framed(message, occasion, shown, spoken)


def _words_of(message: Message, occasion: Occasion) -> Words:
    if occasion.brings_words:
        return Words(**message.facts["said"], source=Source.EVENT)
    event = message.event
    return words_for(occasion, event, message.language) if event else ours(occasion)


def preview(message: Message, occasion: Occasion, said: Words) -> Previewed:
    """What these words would say in the mail to this person; raises KeyError for unknown names.

    What only an occasion that really happens can tell stands as its explanation in brackets.
    """
    with locale.using(message.language):
        unknown_yet = {name: f"[{explained}]" for name, explained in occasion.says.items()}
        shown = {**unknown_yet, **occasion.shown(message)}
        spoken = _spoken(said, shown)
        whole = _framed(message, occasion, shown, spoken).masked()
    return Previewed(whole["subject"], spoken[1], whole["text"], message.language)


def _framed(
    message: Message, occasion: Occasion, shown: Shown, spoken: tuple[str, Markup, str]
) -> Finished:
    subject, body_html, body_text = spoken
    calendar = occasion.calendar(message)
    given = {
        "given": shown,
        "language": message.language,
        "subject": subject,
        "calendar_method": calendar.method if calendar else "",
    }
    return Finished(
        subject=subject,
        text=_text(f"messages/{occasion.frame}.txt", {**given, "words": body_text}),
        html=render_template(f"messages/{occasion.frame}.html", **given, words=body_html),
        calendar=calendar,
        secret=str(shown.get(SECRET, "")),
        facts=message.facts,
    )


def _spoken(said: Words, shown: Shown) -> tuple[str, Markup, str]:
    subject = dates.plain(" ".join(words.filled(said.subject, shown).split()))
    return subject, words.as_html(said.body, shown), words.as_text(said.body, shown)


def _text(template: str, given: dict[str, Any]) -> str:
    """The plain text, with one empty line at most between its parts."""
    text = dates.plain(render_template(template, **given)).strip()
    return _EMPTY_LINES.sub("\n\n", text) + "\n"
