"""Whether one may register for an event at a moment, and if not, why."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from eventreg.events.models import Admission, Event, EventStatus


class RegistrationWindow(StrEnum):
    """What the event page says about registering."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    FULL = "full"
    WAITING = "waiting"
    INVITATION = "invitation"
    CANCELLED = "cancelled"
    OVER = "over"


def registration_window(
    event: Event, *, now: datetime, invited: bool = False
) -> RegistrationWindow:
    """The first reason against registering, or OPEN.

    WAITING means that the event is full and keeps a waiting list (R8). By invitation only, and not
    open to all yet, are no reasons for one who is `invited`.
    """
    by_invitation = event.admission is Admission.INVITATION and not invited
    reasons = (
        (event.status is EventStatus.CANCELLED, RegistrationWindow.CANCELLED),
        (is_over(event, now=now), RegistrationWindow.OVER),
        (event.status is EventStatus.DRAFT, RegistrationWindow.NOT_YET),
        (event.status is not EventStatus.PUBLISHED, RegistrationWindow.CLOSED),
        (by_invitation, RegistrationWindow.INVITATION),
        (_before(now, event.registration_opens_at) and not invited, RegistrationWindow.NOT_YET),
        (_at_or_after(now, event.registration_closes_at), RegistrationWindow.CLOSED),
        (event.is_full and not event.waiting_list, RegistrationWindow.FULL),
        (event.is_full, RegistrationWindow.WAITING),
    )
    return next((reason for holds, reason in reasons if holds), RegistrationWindow.OPEN)


def is_over(event: Event, *, now: datetime) -> bool:
    """Whether the event's last day is past where it takes place (R13)."""
    return now.astimezone(ZoneInfo(event.time_zone)).date() > event.ends_on


def _before(now: datetime, moment: datetime | None) -> bool:
    return moment is not None and now < moment


def _at_or_after(now: datetime, moment: datetime | None) -> bool:
    return moment is not None and now >= moment
