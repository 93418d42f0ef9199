"""What a person is told by mail about the own registration (R27).

Each mail says who, what, when, where, gives the link and, where something is attended, the calendar
file; it is written in the person's language, in the transaction of what it tells of (R26). The row
keeps what was so at that moment (`tell`); `registration.letters` makes the mail of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from eventreg.events.models import Event
from eventreg.messages import service as messages
from eventreg.registration.deadlines import changes_end_at
from eventreg.registration.models import Registration
from eventreg.registration.questions.queries import left_open, missed_options
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of
from eventreg.visits.vehicles.riding import as_ridden


class Notice(StrEnum):
    """The occasions of a mail; `registration.letters` has the words of each."""

    CONFIRMED = "registration_confirmed"
    NAMED = "registration_named"
    RECEIVED = "registration_received"
    CHANGED = "registration_changed"
    VISIT_MOVED = "visit_moved"
    AGENDA_CHANGED = "agenda_changed"
    CANCELLED = "registration_cancelled"
    DECLINED = "registration_declined"
    EVENT_CANCELLED = "event_cancelled"
    ALREADY = "registered_already"
    LINK = "my_link"
    WAITING = "waiting_list"
    CONFIRMED_VISIT_WAITS = "registration_confirmed_visit_waits"
    VISIT_WAITS = "registration_changed_visit_waits"
    OFFER = "place_offered"
    VISIT_OFFER = "seat_offered"
    OFFER_LAPSED = "offer_lapsed"
    VISIT_OFFER_LAPSED = "seat_offer_lapsed"
    WAITING_ENDED = "waiting_ended"
    VISIT_WAITING_ENDED = "seat_waiting_ended"
    PARTY_JOINED = "party_joined"
    HANDED_OVER = "place_handed_over"
    TAKEN_OVER = "place_taken_over"
    REMINDER = "reminder"
    REQUEST_ACCEPTED = "request_accepted"
    REQUEST_REFUSED = "request_refused"
    THANKS = "thanks"
    CONTRIBUTE = "contribute"
    EVALUATE = "evaluate"
    REPORT_OPEN = "report_open"
    COMMENT_ANSWERED = "comment_answered"


# What anybody can cause to be sent to an address that is registered, and how often a day (R12).
ASKED_FOR = (Notice.ALREADY, Notice.LINK)
ASKED_FOR_A_DAY = 3
# The mails that name what the person must answer and has not, having been entered by another.
THAT_ASK = frozenset({Notice.NAMED, Notice.REMINDER})


def tell(
    registration: Registration,
    notice: Notice,
    *,
    now: datetime,
    reason: str = "",
    asked_reference: str = "",
    values: Mapping[str, Any] | None = None,
    is_new: bool = False,
) -> None:
    """Write the mail to the outbox. `reason` is the organiser's own words, if any.

    `values` are what only this occasion tells, as plain texts in the person's language. Who
    `is_new` has come in this moment, and has everything that was chosen.
    """
    messages.queue_message(
        notice.value,
        recipient=registration.email,
        language=registration.language,
        values={
            **facts_of(registration, is_new=is_new),
            "reason": reason,
            "asked_reference": asked_reference,
            "left_open": _left_open(registration) if notice in THAT_ASK else [],
            **(values or {}),
        },
        event=registration.event,
        registration=registration,
        reply_to=contact_email(registration.event),
        now=now,
    )


def facts_of(registration: Registration, *, is_new: bool = False) -> dict[str, Any]:
    """What every mail about the registration tells, as it is now; plain JSON."""
    missed = () if is_new else missed_options(registration, registration.language)
    return {
        **_person(registration),
        "missed_options": list(missed),
        **_event(registration.event, registration.language),
        "reason": "",
        "asked_reference": "",
    }


def tell_who_asks(
    registration: Registration, notice: Notice, *, now: datetime, asked_reference: str = ""
) -> None:
    """As `tell`, for mails that a stranger can cause; beyond a few a day none is written (R12)."""
    since = now - timedelta(days=1)
    if messages.sent_lately(registration, ASKED_FOR, since=since) < ASKED_FOR_A_DAY:
        tell(registration, notice, now=now, asked_reference=asked_reference)


def visits_held(registration: Registration) -> Sequence[PlannedVisit]:
    """The visits on which the person has a seat, in the organiser's order, with the own vehicle."""
    return visits_named(registration, names_of_visits_held(registration))


def visits_named(registration: Registration, names: Sequence[str]) -> Sequence[PlannedVisit]:
    """The visits with these public names, as the person goes there."""
    if not names:
        return ()
    named = [visit for visit in visits_of(registration.event) if visit.uid in names]
    return as_ridden(registration, named)


def names_of_visits_held(registration: Registration) -> Sequence[str]:
    """The public names of the visits on which the person has a seat."""
    return sorted(
        choice.visit.uid for choice in registration.visit_choices if choice.state in HOLDING_CHOICES
    )


def contact_email(event: Event) -> str:
    """Where answers to mails about the event go (R27); may be empty."""
    return event.contact_email or event.organisation.email


def _left_open(registration: Registration) -> list[str]:
    return [question.in_(registration.language) for question in left_open(registration)]


def _person(registration: Registration) -> dict[str, Any]:
    return {
        "name": registration.full_name,
        "reference": registration.reference,
        "state": registration.state.value,
        "link_version": registration.link_version,
        "calendar_sequence": registration.calendar_sequence,
        "visits_held": names_of_visits_held(registration),
    }


def _event(event: Event, language: str) -> dict[str, Any]:
    place = (event.place.in_(language), event.address)
    return {
        "event": event.title.in_(language),
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "where": ", ".join(part for part in place if part),
        "changes_end_at": changes_end_at(event).isoformat(),
        "organisation": event.organisation.name.in_(language),
        "contact_name": event.contact_name,
        "contact_email": contact_email(event),
        "contact_phone": event.contact_phone or event.organisation.phone,
    }
