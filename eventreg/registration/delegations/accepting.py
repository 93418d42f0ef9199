"""An invited person fills in the public form: what is known stands there, the window is open."""

from datetime import datetime
from typing import Any

from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.registration import service
from eventreg.registration.application import email_key
from eventreg.registration.delegations import inviting, links
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.models import FormSubmission


def invitation_for(event: Event, token: str | None, *, now: datetime) -> PersonalInvitation | None:
    """The invitation to this event that can be accepted with the token; None without one."""
    invitation = links.invitation_of(token) if token else None
    if invitation is None or invitation.event_id != event.id:
        return None
    try:
        inviting.require_acceptable(invitation, now=now)
    except DomainError:
        return None
    return invitation


def register(
    *, invitation: PersonalInvitation | None, now: datetime, **form: Any
) -> FormSubmission:
    """Register whoever sent the form, and note that the invitation is accepted.

    Raises what `registration.service.register` raises. A form for an address that is registered
    already accepts the invitation only if it is the invited person's own.
    """
    sent = service.register(invited=invitation is not None, now=now, **form)
    if invitation is not None and _is_theirs(sent, invitation):
        inviting.accepted(invitation, sent.registration, now=now)
    return sent


def _is_theirs(sent: FormSubmission, invitation: PersonalInvitation) -> bool:
    return not sent.repeats or sent.registration.email_key == email_key(invitation.email)
