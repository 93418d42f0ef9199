"""What pages say about events: their state, the state of registration, places left, documents."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext, ngettext

from eventreg.documents.models import DocumentKind
from eventreg.events.models import Event, EventStatus
from eventreg.events.registration_window import RegistrationWindow
from eventreg.language import dates

STATUSES = {
    EventStatus.DRAFT: (lazy_gettext("Draft"), "warn"),
    EventStatus.PUBLISHED: (lazy_gettext("Published"), "good"),
    EventStatus.CLOSED: (lazy_gettext("Closed"), "plain"),
    EventStatus.ARCHIVED: (lazy_gettext("Archived"), "plain"),
    EventStatus.CANCELLED: (lazy_gettext("Cancelled"), "bad"),
}

WINDOWS = {
    RegistrationWindow.OPEN: (lazy_gettext("Registration is open"), "good"),
    RegistrationWindow.NOT_YET: (lazy_gettext("Registration has not opened yet"), "info"),
    RegistrationWindow.CLOSED: (lazy_gettext("Registration is closed"), "plain"),
    RegistrationWindow.FULL: (lazy_gettext("All places are taken"), "warn"),
    RegistrationWindow.WAITING: (lazy_gettext("Waiting list"), "warn"),
    RegistrationWindow.INVITATION: (lazy_gettext("By invitation"), "info"),
    RegistrationWindow.CANCELLED: (lazy_gettext("Cancelled"), "bad"),
    RegistrationWindow.OVER: (lazy_gettext("The event is over"), "plain"),
}

REASONS = {
    RegistrationWindow.NOT_YET: lazy_gettext("Registration has not opened yet."),
    RegistrationWindow.CLOSED: lazy_gettext("Registration is closed."),
    RegistrationWindow.FULL: lazy_gettext("All places at this event are taken."),
    RegistrationWindow.WAITING: lazy_gettext("All places at this event are taken."),
    RegistrationWindow.INVITATION: lazy_gettext(
        "Places at this event are given by invitation. Please use the link in your invitation."
    ),
    RegistrationWindow.CANCELLED: lazy_gettext("The event has been cancelled."),
    RegistrationWindow.OVER: lazy_gettext("The event is over."),
}

DOCUMENTS = {
    DocumentKind.AGENDA: lazy_gettext("Agenda"),
    DocumentKind.PARTICIPANTS: lazy_gettext("List of participants"),
    DocumentKind.REPORT: lazy_gettext("Final report"),
}


def why_not(event: Event, window: RegistrationWindow, language: str) -> str:
    """The sentence that stands where the register button would."""
    opens, closes = event.registration_opens_at, event.registration_closes_at
    if window is RegistrationWindow.NOT_YET and opens:
        sentence = gettext("Registration opens %(moment)s.", moment=_moment(event, opens, language))
    elif window is RegistrationWindow.CLOSED and closes:
        moment = _moment(event, closes, language)
        sentence = gettext("Registration closed %(moment)s.", moment=moment)
    else:
        sentence = REASONS.get(window, "")
    return str(sentence)


def until(event: Event, language: str) -> str:
    """Until when one may register; empty when no end is set."""
    closes = event.registration_closes_at
    if closes is None:
        return ""
    moment = _moment(event, closes, language, dates.Case.DATIVE)
    return str(gettext("Please register until %(moment)s.", moment=moment))


def places_left(free: int | None) -> str:
    """How many places are left; empty when there is no limit."""
    if free is None:
        return ""
    if free == 0:
        return str(gettext("No places left"))
    return str(ngettext("%(num)s place left", "%(num)s places left", free))


def _moment(
    event: Event, moment: datetime, language: str, case: dates.Case = dates.Case.LOCATIVE
) -> str:
    return dates.moment(moment, ZoneInfo(event.time_zone), language, case)
