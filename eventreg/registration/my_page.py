"""What the page of one's own registration shows: everything held about the person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from flask import url_for

from eventreg.messages.models import Message
from eventreg.registration import links
from eventreg.registration.deadlines import (
    changes_end_at,
    contacts_kept_until,
    is_frozen,
    needs_kept_until,
)
from eventreg.registration.delegations.acknowledging import awaits_confirmation
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import contact_email, visits_held
from eventreg.registration.people import history_of, mails_of
from eventreg.registration.questions.queries import ShownAnswer, answers_in_words
from eventreg.registration.waiting.standing import Standing, standing_of
from eventreg.registration.wording import Happening, history_in_words
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


@dataclass(frozen=True, kw_only=True)
class MyPage:
    """The page's content besides the registration itself.

    `needs_until` is the last day on which needs are kept, `kept_until` that of the contacts (R22).
    """

    visits: Sequence[PlannedVisit]
    standing: Standing
    has_visits: bool
    can_change: bool
    awaits_confirmation: bool
    changes_end_at: datetime
    has_calendar: bool
    answers: Sequence[ShownAnswer]
    file_address: Callable[[str], str]
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
        standing=standing_of(registration),
        has_visits=any(visit.choosable for visit in visits_of(event)),
        can_change=registration.is_active and not is_frozen(event, now=now),
        awaits_confirmation=awaits_confirmation(registration),
        changes_end_at=changes_end_at(event),
        has_calendar=has_calendar(registration),
        answers=answers_in_words(registration),
        file_address=partial(_file_address, registration),
        mails=mails_of(registration),
        history=history_in_words(history_of(registration)),
        contact_email=contact_email(event),
        needs_until=needs_kept_until(event),
        kept_until=contacts_kept_until(event),
    )


def has_calendar(registration: Registration) -> bool:
    """Whether there is something to put into a calendar, or to take out of it."""
    return registration.state in {RegistrationState.CONFIRMED, RegistrationState.CANCELLED}


def _file_address(registration: Registration, answer_uid: str) -> str:
    token = links.token_of(registration)
    return url_for("answer_files.mine", token=token, uid=answer_uid)
