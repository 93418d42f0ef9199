"""The words of notices to organisers, and what they are made of."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventreg.addresses import absolute
from eventreg.language import dates
from eventreg.language.local_text import LocalText
from eventreg.messages import occasions
from eventreg.messages.models import Message
from eventreg.messages.occasions import Occasion, Readers


class OrganiserNotice(StrEnum):
    """The occasions of a notice."""

    FIRST = "organiser_first_registration"
    FILLING = "organiser_filling"
    FULL = "organiser_full"
    WAITS = "organiser_answer_awaited"
    DIGEST = "organiser_digest"


class Ours(NamedTuple):
    """What an occasion is called, and what its mail says."""

    title: LazyString
    subject: LazyString
    body: LazyString


WORDS: Mapping[OrganiserNotice, Ours] = {
    OrganiserNotice.FIRST: Ours(
        lazy_gettext("To organisers: first registration"),
        lazy_gettext("The first registration: {event}"),
        lazy_gettext("Hello!\n\nThe first person has registered for this event."),
    ),
    OrganiserNotice.FILLING: Ours(
        lazy_gettext("To organisers: half full, nearly full"),
        lazy_gettext("{percent} % full: {what}"),
        lazy_gettext("Hello!\n\n{what}: {taken_of_places} are taken."),
    ),
    OrganiserNotice.FULL: Ours(
        lazy_gettext("To organisers: full"),
        lazy_gettext("Full: {what}"),
        lazy_gettext("Hello!\n\n{what}: all places are taken ({taken_of_places})."),
    ),
    OrganiserNotice.WAITS: Ours(
        lazy_gettext("To organisers: an answer is awaited"),
        lazy_gettext("An answer is awaited: {event}"),
        lazy_gettext("Hello!\n\n{waiting} You are told at most once a day."),
    ),
    OrganiserNotice.DIGEST: Ours(
        lazy_gettext("To organisers: news of the day"),
        lazy_gettext("News of the day: {event}"),
        lazy_gettext("Hello!\n\nThis is new since yesterday morning:\n\n{news}"),
    ),
}


def shown(message: Message) -> Mapping[str, Any]:
    """What a notice may say, in the language in force."""
    facts, event, language = message.facts, message.its_event, message.language
    visit = LocalText(facts.get("visit", {})).in_(language)
    return {
        **facts,
        "what": gettext("visit to %(host)s", host=visit) if visit else facts["event"],
        "taken_of_places": _taken_of(facts),
        "waiting": _waiting(facts.get("number", 0)),
        "news": "\n".join(_news(facts)),
        "dates": dates.date_range(
            date.fromisoformat(facts["starts_on"]), date.fromisoformat(facts["ends_on"]), language
        ),
        "workplace": absolute("organise.event", lang=language, slug=event.slug),
        "settings": absolute(
            "notice_settings.change", lang=language, organisation_slug=event.organisation.slug
        ),
    }


def init() -> None:
    """Enter the occasions."""
    for notice, ours in WORDS.items():
        occasions.enter(
            Occasion(
                name=notice.value,
                title=ours.title,
                subject=ours.subject,
                body=ours.body,
                frame="organiser",
                readers=Readers.ORGANISER,
                says={},
                shown=shown,
            )
        )


def _taken_of(facts: Mapping[str, Any]) -> str:
    taken, places = facts.get("taken", 0), facts.get("places", 0)
    return str(gettext("%(taken)s of %(places)s places", taken=taken, places=places))


def _waiting(number: int) -> str:
    return str(
        ngettext(
            "%(num)s application or request waits for your answer.",
            "%(num)s applications or requests wait for your answer.",
            number,
        )
    )


def _news(facts: Mapping[str, Any]) -> Sequence[str]:
    """A line for each number that is not nought."""
    came, left, failed = (facts.get(name, 0) for name in ("came", "left", "not_arrived"))
    lines = [
        ngettext("%(num)s person has registered.", "%(num)s people have registered.", came)
        if came
        else "",
        ngettext(
            "%(num)s registration was cancelled.", "%(num)s registrations were cancelled.", left
        )
        if left
        else "",
        _waiting(facts["number"]) if facts.get("number") else "",
        ngettext("%(num)s mail did not arrive.", "%(num)s mails did not arrive.", failed)
        if failed
        else "",
    ]
    return [f"– {line}" for line in lines if line]
