"""What the page of one's own registration shows: everything held about the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventreg.messages.models import Message
from eventreg.registration.deadlines import (
    changes_end_at,
    contacts_kept_until,
    is_frozen,
    needs_kept_until,
)
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import contact_email, visits_held
from eventreg.registration.people import history_of, mails_of
from eventreg.registration.wording import Happening, history_in_words
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


@dataclass(frozen=True, kw_only=True)
class MyPage:
    """The page's content besides the registration itself.

    `needs_until` is the last day on which needs are kept, `kept_until` that of the contacts (R22).
    """

    visits: Sequence[PlannedVisit]
    has_visits: bool
    can_change: bool
    changes_end_at: datetime
    has_calendar: bool
    mails: Sequence[Message]
    history: Sequence[Happening]
    contact_email: str
    needs_until: date
    kept_until: date


def load_my_page(registration: Registration, *, now: datetime) -> MyPage:
    """Read the page."""
    event = registration.event
    return MyPage(
        visits=visits_held(registration),
        has_visits=any(visit.choosable for visit in visits_of(event)),
        can_change=registration.is_active and not is_frozen(event, now=now),
        changes_end_at=changes_end_at(event),
        has_calendar=has_calendar(registration),
        mails=mails_of(registration),
        history=history_in_words(history_of(registration)),
        contact_email=contact_email(event),
        needs_until=needs_kept_until(event),
        kept_until=contacts_kept_until(event),
    )


def has_calendar(registration: Registration) -> bool:
    """Whether there is something to put into a calendar, or to take out of it."""
    return registration.state in {RegistrationState.CONFIRMED, RegistrationState.CANCELLED}
