"""What coordinators and invited persons are told by mail (R27).

The row keeps what was so at that moment; `delegations.letters` makes the mail of it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from eventreg.events.models import Event
from eventreg.messages.service import queue_message
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.models import Delegation
from eventreg.registration.notices import contact_email


class Letter(StrEnum):
    """The occasions of mails about invitations."""

    INVITED = "delegation_invited"
    REMINDER = "delegation_reminder"
    CHANGED = "delegation_changed"
    WITHDRAWN = "delegation_withdrawn"
    PERSON_INVITED = "person_invited"
    PERSON_REMINDER = "person_invited_reminder"


def tell_coordinator(
    delegation: Delegation, letter: Letter, *, now: datetime, reason: str = ""
) -> None:
    """Write a mail to the delegation's coordinator; `reason` is the organiser's own words."""
    language = delegation.language
    unit = delegation.territory
    name = unit.name.in_(language) if unit else delegation.institution
    queue_message(
        letter.value,
        recipient=delegation.coordinator_email,
        language=language,
        values={
            "uid": delegation.uid,
            "link_version": delegation.link_version,
            "name": delegation.coordinator_name,
            "invited": name,
            "quota": delegation.capacity,
            "reason": reason,
            **_event(delegation.event, delegation.answer_until, language),
        },
        event=delegation.event,
        reply_to=contact_email(delegation.event),
        now=now,
    )


def tell_invited(invitation: PersonalInvitation, letter: Letter, *, now: datetime) -> None:
    """Write a mail to an invited person."""
    language = invitation.language
    queue_message(
        letter.value,
        recipient=invitation.email,
        language=language,
        values={
            "uid": invitation.uid,
            "link_version": invitation.link_version,
            "name": f"{invitation.first_name} {invitation.last_name}".strip(),
            "reason": "",
            **_event(invitation.event, invitation.answer_until, language),
        },
        event=invitation.event,
        reply_to=contact_email(invitation.event),
        now=now,
    )


def _event(event: Event, until: datetime | None, language: str) -> dict[str, Any]:
    place = (event.place.in_(language), event.address)
    return {
        "event": event.title.in_(language),
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "where": ", ".join(part for part in place if part),
        "answer_until": until.isoformat() if until else "",
        "organisation": event.organisation.name.in_(language),
        "contact_name": event.contact_name,
        "contact_email": contact_email(event),
        "contact_phone": event.contact_phone or event.organisation.phone,
    }
