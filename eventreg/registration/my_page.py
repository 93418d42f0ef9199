"""What the page of one's own registration shows: everything held about the person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from flask import url_for

from eventreg.addresses import absolute
from eventreg.attendance.certificates.service import certificate_of
from eventreg.contributions.giving.service import given_by, may_give
from eventreg.evaluation.answering import has_answered, may_answer
from eventreg.evaluation.service import evaluation_of
from eventreg.events.registration_window import is_over
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.messages.models import Message
from eventreg.registration import links
from eventreg.registration.deadlines import (
    changes_end_at,
    contacts_kept_until,
    is_frozen,
    needs_kept_until,
)
from eventreg.registration.delegations.acknowledging import awaits_confirmation
from eventreg.registration.handing_over import may_hand_over
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import contact_email, visits_held
from eventreg.registration.people import history_of, mails_of
from eventreg.registration.questions.queries import ShownAnswer, answers_in_words, left_open
from eventreg.registration.requests.models import ChangeRequest, RequestState
from eventreg.registration.requests.service import may_ask, requests_of
from eventreg.registration.requests.wanted import Difference, differences
from eventreg.registration.tickets import has_ticket
from eventreg.registration.waiting.standing import Standing, standing_of
from eventreg.registration.wording import Happening, history_in_words
from eventreg.reports.comments.service import comments_by, may_comment
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


@dataclass(frozen=True, kw_only=True)
class MyPage:
    """The page's content besides the registration itself.

    `notice_changed`: another privacy notice holds than the one shown when the person registered.
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
    left_open: Sequence[LocalText]
    file_address: Callable[[str], str]
    mails: Sequence[Message]
    history: Sequence[Happening]
    has_ticket: bool
    has_certificate: bool
    can_hand_over: bool
    may_contribute: bool
    may_comment: bool
    may_evaluate: bool
    may_ask: bool
    open_request: ChangeRequest | None
    asked_changes: Sequence[Difference]
    answered_requests: Sequence[ChangeRequest]
    calendar_address: str
    contact_email: str
    needs_until: date
    kept_until: date
    notice_changed: bool


def load_my_page(registration: Registration, *, now: datetime) -> MyPage:
    """Read the page."""
    event = registration.event
    requests = requests_of(registration)
    waiting = next((each for each in requests if each.state is RequestState.OPEN), None)
    return MyPage(
        visits=visits_held(registration),
        standing=standing_of(registration),
        has_visits=any(visit.choosable for visit in visits_of(event)),
        can_change=registration.is_active and not is_frozen(event, now=now),
        awaits_confirmation=awaits_confirmation(registration),
        changes_end_at=changes_end_at(event),
        has_calendar=has_calendar(registration),
        answers=answers_in_words(registration),
        left_open=left_open(registration),
        file_address=partial(_file_address, registration),
        mails=mails_of(registration),
        history=history_in_words(history_of(registration)),
        has_ticket=has_ticket(registration) and not is_over(event, now=now),
        has_certificate=certificate_of(registration) is not None,
        may_contribute=may_give(registration, now=now) or bool(given_by(registration)),
        may_evaluate=may_answer(evaluation_of(event), registration, now=now)
        and not has_answered(registration),
        may_comment=may_comment(registration) or bool(comments_by(registration)),
        can_hand_over=may_hand_over(registration, now=now),
        may_ask=may_ask(registration, now=now),
        open_request=waiting,
        asked_changes=differences(registration, waiting.wanted, with_needs=True) if waiting else (),
        answered_requests=[each for each in requests if each is not waiting],
        calendar_address=_calendar_address(registration),
        contact_email=contact_email(event),
        needs_until=needs_kept_until(event),
        kept_until=contacts_kept_until(event),
        notice_changed=registration.notice_version < event.organisation.privacy_notice_version,
    )


def has_calendar(registration: Registration) -> bool:
    """Whether there is something to put into a calendar, or to take out of it."""
    return registration.state in {RegistrationState.CONFIRMED, RegistrationState.CANCELLED}


def _calendar_address(registration: Registration) -> str:
    """The address to subscribe to; calendar programs know its beginning."""
    token = links.calendar_token_of(registration)
    address = absolute("my_calendar.feed", lang=locale.current(), token=token)
    return "webcal" + address.removeprefix("https").removeprefix("http")


def _file_address(registration: Registration, answer_uid: str) -> str:
    token = links.token_of(registration)
    return url_for("answer_files.mine", token=token, uid=answer_uid)
