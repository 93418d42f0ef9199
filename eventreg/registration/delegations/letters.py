"""The words of the mails about invitations, and what they are made of (R27)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventreg.addresses import absolute
from eventreg.language import dates
from eventreg.messages import occasions
from eventreg.messages.models import Message
from eventreg.messages.occasions import Occasion, Readers
from eventreg.registration.delegations import links
from eventreg.registration.delegations.told import Letter


class Ours(NamedTuple):
    """What an occasion is called, and what its mail says."""

    title: LazyString
    subject: LazyString
    body: LazyString


TO_COORDINATORS: Final[dict[Letter, Ours]] = {
    Letter.INVITED: Ours(
        lazy_gettext("Invitation of a delegation"),
        lazy_gettext("Invitation for {invited}: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\n{organisation} invites {invited} to this event and asks you to name who "
            "will come.\n\nWith your link you add the people; each gets a mail and confirms. You "
            "can also say there that nobody comes."
        ),
    ),
    Letter.REMINDER: Ours(
        lazy_gettext("Reminder to a coordinator"),
        lazy_gettext("Please answer: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\n{invited} is invited to this event, and nobody has been named yet. Please "
            "name who will come, or say that nobody comes."
        ),
    ),
    Letter.CHANGED: Ours(
        lazy_gettext("Invitation of a delegation changed"),
        lazy_gettext("The invitation has changed: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe invitation of {invited} to this event has changed. This is how it "
            "stands now."
        ),
    ),
    Letter.WITHDRAWN: Ours(
        lazy_gettext("Invitation of a delegation withdrawn"),
        lazy_gettext("The invitation is withdrawn: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nThe organiser has withdrawn the invitation of {invited} to this event. "
            "Your link works no longer; you need do nothing."
        ),
    ),
}

TO_PEOPLE: Final[dict[Letter, Ours]] = {
    Letter.PERSON_INVITED: Ours(
        lazy_gettext("Invitation of a person"),
        lazy_gettext("Invitation: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\n{organisation} invites you to this event. With your link you accept or "
            "refuse; it is meant for you alone."
        ),
    ),
    Letter.PERSON_REMINDER: Ours(
        lazy_gettext("Reminder to an invited person"),
        lazy_gettext("Please answer the invitation: {event}, {dates}"),
        lazy_gettext(
            "Hello!\n\nYou are invited to this event and have not answered yet. Please accept or "
            "refuse, so that the organiser knows."
        ),
    ),
}

SAYS: Final[Mapping[str, LazyString]] = {
    "name": lazy_gettext("name of the reader"),
    "event": lazy_gettext("title of the event"),
    "dates": lazy_gettext("days of the event"),
    "where": lazy_gettext("place and address"),
    "link": lazy_gettext("the reader's own link"),
    "until": lazy_gettext("until when an answer is expected"),
    "organisation": lazy_gettext("name of the organisation"),
}
SAYS_TO_COORDINATORS: Final[Mapping[str, LazyString]] = {
    **SAYS,
    "invited": lazy_gettext("municipality or institution that is invited"),
    "places": lazy_gettext("how many places are offered"),
}


def to_coordinator(message: Message) -> Mapping[str, Any]:
    """What a mail to a coordinator may say, in the language in force."""
    facts = message.facts
    alive = message.template != Letter.WITHDRAWN
    address = links.delegation_address(facts["uid"], facts["link_version"], message.language)
    return {
        **_shown(message),
        "places": _places(facts["quota"]),
        "link": address if alive else "",
        "button": gettext("Name the people"),
        "why": gettext(
            "You receive this mail because the organiser named you as the person who answers the "
            "invitation."
        ),
    }


def to_invited(message: Message) -> Mapping[str, Any]:
    """What a mail to an invited person may say, in the language in force."""
    facts = message.facts
    return {
        **_shown(message),
        "link": links.invitation_address(facts["uid"], facts["link_version"], message.language),
        "button": gettext("Answer the invitation"),
        "why": gettext("You receive this mail because the organiser invites you to the event."),
    }


def init() -> None:
    """Enter the occasions."""
    for words, readers, says, shown in (
        (TO_COORDINATORS, Readers.COORDINATOR, SAYS_TO_COORDINATORS, to_coordinator),
        (TO_PEOPLE, Readers.PARTICIPANT, SAYS, to_invited),
    ):
        for letter, ours in words.items():
            occasions.enter(
                Occasion(
                    name=letter.value,
                    title=ours.title,
                    subject=ours.subject,
                    body=ours.body,
                    frame="invitation",
                    readers=readers,
                    says=says,
                    shown=shown,
                )
            )


def _shown(message: Message) -> Mapping[str, Any]:
    facts, language = message.facts, message.language
    event = message.its_event
    until = ""
    if facts["answer_until"]:
        ends_at = datetime.fromisoformat(facts["answer_until"])
        until = dates.moment(ends_at, ZoneInfo(event.time_zone), language, dates.Case.DATIVE)
    return {
        **facts,
        "dates": dates.date_range(
            date.fromisoformat(facts["starts_on"]), date.fromisoformat(facts["ends_on"]), language
        ),
        "until": until,
        "invited": facts.get("invited", ""),
        "places": "",
        "event_address": absolute("events.page", lang=language, slug=event.slug),
        "privacy_address": absolute("events.privacy", lang=language, slug=event.slug),
    }


def _places(quota: int | None) -> str:
    if quota is None:
        return str(gettext("as many as there are places left"))
    return str(ngettext("%(num)s place", "%(num)s places", quota))
