"""What a person is told by mail about the own registration (R27).

Each mail says who, what, when, where, gives the link and, where something is attended, the calendar
file; it is written in the person's language, in the transaction of what it tells of (R26).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import LazyString, lazy_gettext

from eventreg.addresses import absolute
from eventreg.agenda.calendar import Attendee, Method, invitation, visit_line
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.language import dates, locale
from eventreg.messages import service as messages
from eventreg.messages.service import CalendarFile
from eventreg.registration import links
from eventreg.registration.deadlines import changes_end_at
from eventreg.registration.models import Registration
from eventreg.registration.states import HOLDING, HOLDING_CHOICES
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


class Notice(StrEnum):
    """The occasions of a mail; each is the name of its template."""

    CONFIRMED = "registration_confirmed"
    RECEIVED = "registration_received"
    CHANGED = "registration_changed"
    CANCELLED = "registration_cancelled"
    DECLINED = "registration_declined"
    EVENT_CANCELLED = "event_cancelled"
    ALREADY = "registered_already"
    LINK = "my_link"


# Subjects name the event and its days.
SUBJECTS: dict[Notice, LazyString] = {
    Notice.CONFIRMED: lazy_gettext("You are registered: %(event)s, %(dates)s"),
    Notice.RECEIVED: lazy_gettext("Your application has been received: %(event)s, %(dates)s"),
    Notice.CHANGED: lazy_gettext("Your registration has changed: %(event)s, %(dates)s"),
    Notice.CANCELLED: lazy_gettext("Your registration is cancelled: %(event)s, %(dates)s"),
    Notice.DECLINED: lazy_gettext("About your application: %(event)s, %(dates)s"),
    Notice.EVENT_CANCELLED: lazy_gettext("The event is cancelled: %(event)s, %(dates)s"),
    Notice.ALREADY: lazy_gettext("You are registered already: %(event)s, %(dates)s"),
    Notice.LINK: lazy_gettext("Link to your registration: %(event)s, %(dates)s"),
}

WITH_INVITATION = frozenset({Notice.CONFIRMED, Notice.CHANGED, Notice.ALREADY, Notice.LINK})

WITH_CANCELLATION = frozenset({Notice.CANCELLED, Notice.EVENT_CANCELLED})

# What anybody can cause to be sent to an address that is registered, and how often a day (R12).
ASKED_FOR = (Notice.ALREADY, Notice.LINK)
ASKED_FOR_A_DAY = 3


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the templates of mails may say; `reason` and `asked` are given on some occasions."""

    name: str
    reference: str
    title: str
    when: str
    where: str
    visits: Sequence[str]
    link: str
    event_address: str
    privacy_address: str
    organisation: str
    contact_name: str
    contact_email: str
    contact_phone: str
    changes_until: str
    reason: str = ""
    asked_reference: str = ""


def tell(
    registration: Registration,
    notice: Notice,
    *,
    now: datetime,
    reason: str = "",
    asked_reference: str = "",
) -> None:
    """Write the mail to the outbox. `reason` is the organiser's own words, if any."""
    event, language = registration.event, registration.language
    with locale.using(language):
        attended = visits_held(registration)
        facts = _facts(registration, attended, reason, asked_reference)
        title = event.title.in_(language)
        days = dates.date_range(event.starts_on, event.ends_on, language)
        subject = str(SUBJECTS[notice]) % {"event": title, "dates": days}
        calendar = _calendar(registration, notice, attended, now)
    messages.queue_message(
        notice.value,
        subject=subject,
        recipient=registration.email,
        language=language,
        values={"facts": facts},
        event=event,
        registration=registration,
        reply_to=contact_email(event),
        calendar=calendar,
        now=now,
    )


def tell_who_asks(
    registration: Registration, notice: Notice, *, now: datetime, asked_reference: str = ""
) -> None:
    """As `tell`, for mails that a stranger can cause; beyond a few a day none is written (R12)."""
    since = now - timedelta(days=1)
    if messages.sent_lately(registration, ASKED_FOR, since=since) < ASKED_FOR_A_DAY:
        tell(registration, notice, now=now, asked_reference=asked_reference)


def calendar_of(registration: Registration, *, now: datetime) -> str:
    """The person's calendar file; of a registration that is no more, its cancellation."""
    method = Method.REQUEST if registration.is_active else Method.CANCEL
    with locale.using(registration.language):
        return _invitation(registration, visits_held(registration), method, now)


def visits_held(registration: Registration) -> Sequence[PlannedVisit]:
    """The visits on which the person has a seat, in the organiser's order."""
    held = {
        choice.visit.uid for choice in registration.visit_choices if choice.state in HOLDING_CHOICES
    }
    if not held:
        return ()
    return [visit for visit in visits_of(registration.event) if visit.uid in held]


def contact_email(event: Event) -> str:
    """Where answers to mails about the event go (R27); may be empty."""
    return event.contact_email or event.organisation.email


def _facts(
    registration: Registration, attended: Sequence[PlannedVisit], reason: str, asked: str
) -> Facts:
    event, language = registration.event, registration.language
    days = dates.date_range(event.starts_on, event.ends_on, language)
    place = (event.place.in_(language), event.address)
    return Facts(
        name=registration.full_name,
        reference=registration.reference,
        title=event.title.in_(language),
        when=days,
        where=", ".join(part for part in place if part),
        visits=[visit_line(event, visit, language) for visit in attended],
        link=links.address_of(registration),
        event_address=absolute("events.page", lang=language, slug=event.slug),
        privacy_address=absolute("events.privacy", lang=language, slug=event.slug),
        organisation=event.organisation.name.in_(language),
        contact_name=event.contact_name,
        contact_email=contact_email(event),
        contact_phone=event.contact_phone or event.organisation.phone,
        changes_until=_changes_until(event, language),
        reason=reason,
        asked_reference=asked,
    )


def _changes_until(event: Event, language: str) -> str:
    zone = ZoneInfo(event.time_zone)
    return dates.moment(changes_end_at(event), zone, language, dates.Case.DATIVE)


def _calendar(
    registration: Registration,
    notice: Notice,
    attended: Sequence[PlannedVisit],
    now: datetime,
) -> CalendarFile | None:
    if notice in WITH_CANCELLATION:
        method = Method.CANCEL
    elif notice in WITH_INVITATION and registration.state in HOLDING:
        method = Method.REQUEST
    else:
        return None
    return CalendarFile(_invitation(registration, attended, method, now), method.value)


def _invitation(
    registration: Registration, attended: Sequence[PlannedVisit], method: Method, now: datetime
) -> str:
    attendee = Attendee(
        uid=registration.uid,
        sequence=registration.calendar_sequence,
        name=registration.full_name,
        email=registration.email,
        address=links.address_of(registration),
        visits=attended,
    )
    return invitation(
        registration.event,
        agenda_of(registration.event),
        attendee,
        method=method,
        language=registration.language,
        mail_from=current_app.extensions["eventreg.settings"].mail_from,
        now=now,
    )
