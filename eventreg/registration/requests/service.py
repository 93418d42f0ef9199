"""Asking the organiser for a change after the freeze date, and the organiser's answer (R11)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.events.registration_window import is_over
from eventreg.history.service import Actor
from eventreg.registration import rows, service
from eventreg.registration.deadlines import is_frozen
from eventreg.registration.errors import RegistrationNotActive
from eventreg.registration.models import Registration
from eventreg.registration.notices import Notice, tell
from eventreg.registration.requests.errors import (
    ChangesStillOpen,
    NothingAskedFor,
    RequestAnswered,
    TooManyRequests,
)
from eventreg.registration.requests.models import ChangeRequest, RequestState
from eventreg.registration.requests.wanted import (
    Wanted,
    answers_wanted,
    details_wanted,
    names_of,
    needs_wanted,
    visits_wanted,
)

# How often one person may ask; what is asked anew while nobody has answered counts once (R12).
MOST_REQUESTS = 10


def may_ask(registration: Registration, *, now: datetime) -> bool:
    """Whether a change is the organiser's business now, and the event is not over."""
    event = registration.event
    return registration.is_active and is_frozen(event, now=now) and not is_over(event, now=now)


def ask_for_change(
    registration: Registration, *, wanted: Wanted, words: str, actor: Actor, now: datetime
) -> ChangeRequest:
    """Ask the organiser for a change; an open request of the same person is replaced.

    The log says what is to change, not to what. Raises RegistrationNotActive, ChangesStillOpen,
    NothingAskedFor and TooManyRequests.
    """
    rows.lock(registration)
    if not registration.is_active or is_over(registration.event, now=now):
        raise RegistrationNotActive
    if not is_frozen(registration.event, now=now):
        raise ChangesStillOpen
    if not wanted and not words:
        raise NothingAskedFor
    asked = open_request_of(registration)
    if asked is not None and (asked.wanted, asked.words) == (wanted, words):
        return asked
    if asked is None:
        _require_few(registration)
        asked = ChangeRequest(registration=registration, wanted={}, made_at=now)
        db.session.add(asked)
    asked.wanted, asked.words, asked.made_at = dict(wanted), words, now
    db.session.flush()
    after = {"parts": names_of(wanted)}
    rows.log("change asked for", registration, actor=actor, now=now, after=after)
    return asked


def accept_request(
    asked: ChangeRequest, *, answer: str, actor: Actor, now: datetime, account_id: int
) -> None:
    """Do what was asked for, within all limits, and tell the person.

    Raises RequestAnswered and whatever stands against the change itself, such as VisitFull.
    """
    registration = _opened(asked)
    wanted = asked.wanted
    if asked.cancels:
        service.cancel_registration(registration, actor=actor, now=now, reason=answer)
    else:
        _apply(registration, wanted, actor=actor, now=now)
        tell(registration, Notice.REQUEST_ACCEPTED, now=now, reason=answer)
    _close(asked, RequestState.ACCEPTED, answer, now, account_id)
    rows.log("request accepted", registration, actor=actor, now=now)


def refuse_request(
    asked: ChangeRequest, *, answer: str, actor: Actor, now: datetime, account_id: int
) -> None:
    """Leave everything as it stands, and tell the person why; raises RequestAnswered."""
    registration = _opened(asked)
    _close(asked, RequestState.REFUSED, answer, now, account_id)
    rows.log("request refused", registration, actor=actor, now=now)
    tell(registration, Notice.REQUEST_REFUSED, now=now, reason=answer)


def open_request_of(registration: Registration) -> ChangeRequest | None:
    """The person's request that waits for an answer."""
    return db.session.scalar(
        select(ChangeRequest).where(
            ChangeRequest.registration_id == registration.id,
            ChangeRequest.state == RequestState.OPEN,
        )
    )


def requests_of(registration: Registration) -> Sequence[ChangeRequest]:
    """All the person's requests, latest first."""
    return db.session.scalars(
        select(ChangeRequest)
        .where(ChangeRequest.registration_id == registration.id)
        .order_by(ChangeRequest.id.desc())
    ).all()


def requests_at(event: Event) -> Sequence[ChangeRequest]:
    """All requests at an event: open ones first, in the order they came; then the latest."""
    found = db.session.scalars(
        select(ChangeRequest)
        .join(ChangeRequest.registration)
        .where(Registration.event_id == event.id)
        .order_by(ChangeRequest.made_at, ChangeRequest.id)
        .options(
            joinedload(ChangeRequest.registration).joinedload(Registration.event),
            joinedload(ChangeRequest.answered_by),
        )
    ).all()
    is_open = [each for each in found if each.state is RequestState.OPEN]
    return [*is_open, *(each for each in reversed(found) if each.state is not RequestState.OPEN)]


def request_at(event: Event, uid: str) -> ChangeRequest | None:
    """A request at this event; one of another event is not found."""
    return db.session.scalar(
        select(ChangeRequest)
        .join(ChangeRequest.registration)
        .where(Registration.event_id == event.id, ChangeRequest.uid == uid)
    )


def _require_few(registration: Registration) -> None:
    made = db.session.scalar(
        select(func.count(ChangeRequest.id)).where(ChangeRequest.registration_id == registration.id)
    )
    if (made or 0) >= MOST_REQUESTS:
        raise TooManyRequests


def _opened(asked: ChangeRequest) -> Registration:
    """The registration, locked, of a request that still waits for its answer."""
    registration = asked.registration
    rows.lock(registration)
    db.session.refresh(asked)
    if asked.state is not RequestState.OPEN:
        raise RequestAnswered
    return registration


def _apply(registration: Registration, wanted: Wanted, *, actor: Actor, now: datetime) -> None:
    if wanted.keys() & {"details", "needs", "answers"}:
        service.change_registration(
            registration,
            details=details_wanted(registration, wanted),
            needs=needs_wanted(registration, wanted),
            answers=answers_wanted(registration, wanted),
            actor=actor,
            now=now,
            told=False,
        )
    if "choice" in wanted:
        visits, waits_for = visits_wanted(registration, wanted)
        service.choose_visits(
            registration, visits=visits, waits_for=waits_for, actor=actor, now=now, told=False
        )


def _close(
    asked: ChangeRequest, state: RequestState, answer: str, now: datetime, account_id: int
) -> None:
    """Answer it; what was asked for stands in the registration now, or nowhere."""
    asked.state, asked.answer = state, answer
    asked.answered_at, asked.answered_by_id = now, account_id
    asked.wanted = {"parts": names_of(asked.wanted)}
    db.session.flush()
