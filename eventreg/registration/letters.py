"""The mails to a person about the own registration: their words, and what they are made of (R27).

The row of a mail holds what was so when it was written. The hours of the agenda and of visits are
read when it is sent: whoever is told to come shall know the newest.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import LazyString, lazy_gettext

from eventreg.addresses import absolute
from eventreg.agenda.calendar import Attendee, Method, invitation, visit_line
from eventreg.agenda.service import agenda_of
from eventreg.language import dates, locale
from eventreg.messages.models import Message
from eventreg.messages.occasions import CalendarFile
from eventreg.registration import links
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import Notice, names_of_visits_held, visits_named
from eventreg.registration.states import HOLDING

WITH_INVITATION = frozenset(
    {
        *(Notice.CONFIRMED, Notice.CHANGED, Notice.ALREADY, Notice.LINK, Notice.TAKEN_OVER),
        *(Notice.CONFIRMED_VISIT_WAITS, Notice.VISIT_WAITS, Notice.REMINDER),
        *(Notice.REQUEST_ACCEPTED, Notice.VISIT_MOVED, Notice.AGENDA_CHANGED),
    }
)
WITH_CANCELLATION = frozenset({Notice.CANCELLED, Notice.EVENT_CANCELLED, Notice.HANDED_OVER})

# What the words of every mail about a registration may name.
SAYS: Final[Mapping[str, LazyString]] = {
    "name": lazy_gettext("name and surname of the person"),
    "event": lazy_gettext("title of the event"),
    "dates": lazy_gettext("days of the event"),
    "where": lazy_gettext("place and address"),
    "reference": lazy_gettext("reference of the registration"),
    "visits": lazy_gettext("visits on which the person has a seat"),
    "link": lazy_gettext("the person's own link"),
    "event_address": lazy_gettext("address of the event's page"),
    "changes_until": lazy_gettext("until when the person may change something"),
    "organisation": lazy_gettext("name of the organisation"),
    "contact_name": lazy_gettext("contact person"),
    "contact_email": lazy_gettext("e-mail of the contact person"),
    "contact_phone": lazy_gettext("telephone of the contact person"),
}


def shown(message: Message) -> Mapping[str, Any]:
    """What the words and the frame of a mail may say, in the language in force."""
    facts, event, registration = message.facts, message.its_event, message.its_registration
    language, zone = message.language, ZoneInfo(event.time_zone)
    ends_at = datetime.fromisoformat(facts["changes_end_at"])
    visits = visits_named(registration, facts["visits_held"])
    return {
        **facts,
        "dates": dates.date_range(
            date.fromisoformat(facts["starts_on"]), date.fromisoformat(facts["ends_on"]), language
        ),
        "visits": [visit_line(event, visit, language) for visit in visits],
        "link": _own_address(registration, facts["link_version"], language),
        "event_address": absolute("events.page", lang=language, slug=event.slug),
        "privacy_address": absolute("events.privacy", lang=language, slug=event.slug),
        "changes_until": dates.moment(ends_at, zone, language, dates.Case.DATIVE),
    }


def calendar(message: Message) -> CalendarFile | None:
    """The invitation or its cancellation, as the person's registration stood; else None."""
    notice, facts = Notice(message.template), message.facts
    if notice in WITH_CANCELLATION:
        method = Method.CANCEL
    elif notice in WITH_INVITATION and RegistrationState(facts["state"]) in HOLDING:
        method = Method.REQUEST
    else:
        return None
    text = _invitation(
        message.its_registration,
        facts,
        method=method,
        language=message.language,
        email=message.recipient,
        now=message.created_at,
    )
    return CalendarFile(text, method.value)


def calendar_of(registration: Registration, *, now: datetime) -> str:
    """The person's calendar file; of a registration that is no more, its cancellation."""
    facts = {
        "name": registration.full_name,
        "link_version": registration.link_version,
        "calendar_sequence": registration.calendar_sequence,
        "visits_held": names_of_visits_held(registration),
    }
    with locale.using(registration.language):
        return _invitation(
            registration,
            facts,
            method=Method.REQUEST if registration.is_active else Method.CANCEL,
            language=registration.language,
            email=registration.email,
            now=now,
        )


def _invitation(
    registration: Registration,
    facts: Mapping[str, Any],
    *,
    method: Method,
    language: str,
    email: str,
    now: datetime,
) -> str:
    event = registration.event
    attendee = Attendee(
        uid=registration.uid,
        sequence=facts["calendar_sequence"],
        name=facts["name"],
        email=email,
        address=_own_address(registration, facts["link_version"], language),
        visits=visits_named(registration, facts["visits_held"]),
    )
    return invitation(
        event,
        agenda_of(event),
        attendee,
        method=method,
        language=language,
        mail_from=current_app.extensions["eventreg.settings"].mail_from,
        now=now,
    )


def _own_address(registration: Registration, version: int, language: str) -> str:
    token = links.token_for(registration.uid, version)
    return absolute("my_registration.overview", lang=language, token=token)
