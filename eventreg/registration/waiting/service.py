"""The verbs of the waiting list (R8): answer an offer, let it lapse, go ahead, wait together.

How a freed place finds the next one stands in `registration.waiting.line`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from eventreg.database import db
from eventreg.history.service import Actor
from eventreg.registration import moves, places, rows
from eventreg.registration.deadlines import begins_at, visit_begins_at
from eventreg.registration.models import (
    ChoiceState,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.notices import Notice, tell
from eventreg.registration.states import HOLDING, require_move
from eventreg.registration.waiting.errors import NotWaiting, OfferOver, ReasonMissing
from eventreg.registration.waiting.line import offer, offer_freed, offer_until
from eventreg.registration.waiting.order import units_of
from eventreg.registration.waiting.told import tell_confirmed, tell_offers, tell_visits_changed

_S = RegistrationState
_C = ChoiceState


def accept_offer(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Take up the offered place and the seats offered with it; raises OfferOver."""
    rows.lock(registration)
    if not _is_open(registration, now):
        raise OfferOver
    before = registration.state
    require_move(before, _S.CONFIRMED)
    registration.state = _S.CONFIRMED
    registration.queue_order = registration.offer_until = registration.party = None
    registration.updated_at = now
    registration.calendar_sequence += 1
    for choice in registration.visit_choices:
        if choice.state is _C.OFFERED:
            choice.state, choice.offer_until = _C.CONFIRMED, None
    moves.log_move(registration, before, actor=actor, now=now)
    tell_confirmed(registration, now=now)


def decline_offer(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Give up the offered place, which goes to the next; raises OfferOver."""
    rows.lock(registration)
    if not _is_open(registration, now):
        raise OfferOver
    moves.leave(registration, _S.CANCELLED, actor=actor, now=now)
    tell(registration, Notice.CANCELLED, now=now)
    offer_freed(registration.event, now=now)


def accept_seat(registration: Registration, *, visit: str, actor: Actor, now: datetime) -> None:
    """Take up the seat offered on the visit with this public name; raises OfferOver."""
    rows.lock(registration)
    choice = _offered_seat(registration, visit, now)
    choice.state, choice.offer_until = _C.CONFIRMED, None
    _log_seat("visit confirmed", choice, actor=actor, now=now)
    tell_visits_changed(registration, now=now)


def decline_seat(registration: Registration, *, visit: str, actor: Actor, now: datetime) -> None:
    """Give up the seat offered, which goes to the next; raises OfferOver."""
    rows.lock(registration)
    choice = _offered_seat(registration, visit, now)
    _give_back(choice, _C.CANCELLED)
    _log_seat("visit given up", choice, actor=actor, now=now)
    tell_visits_changed(registration, now=now)
    offer_freed(registration.event, now=now)


def move_ahead(
    registration: Registration, *, reason: str, actor: Actor, now: datetime, visit: str = ""
) -> None:
    """Let somebody, and who waits together with them, be next: in the event's line or a visit's.

    Raises ReasonMissing and NotWaiting.
    """
    _require(reason)
    rows.lock(registration)
    if visit:
        _move_seat_ahead(registration, visit, now)
    else:
        _move_place_ahead(registration)
    which = {"visits": _host(registration, visit)} if visit else {}
    after = {"reason": reason, **which}
    rows.log("moved ahead", registration, actor=actor, now=now, after=after)
    offer_freed(registration.event, now=now)


def offer_now(
    registration: Registration, *, reason: str, actor: Actor, now: datetime, visit: str = ""
) -> None:
    """Offer somebody who waits a place or a seat out of turn, beyond the limit when it is full.

    An explicit override (R6), which the log keeps with its reason; once the place is given up, the
    limit is what it was. Raises ReasonMissing, NotWaiting, and OfferOver when the event has begun.
    """
    _require(reason)
    rows.lock(registration)
    if visit:
        _offer_seat_now(registration, visit, reason, actor, now)
        return
    if registration.state is not _S.WAITING:
        raise NotWaiting
    event = registration.event
    begins = begins_at(event)
    if begins <= now:
        raise OfferOver
    places.take(rows.own_limits(registration), beyond=True)
    offer(registration, until=offer_until(event, begins, now=now))
    registration.party = None
    registration.updated_at = now
    moves.log_move(registration, _S.WAITING, actor=actor, now=now, reason=reason, beyond=True)
    tell_offers([registration], [], now=now)
    offer_freed(event, now=now)


def _offer_seat_now(
    registration: Registration, visit: str, reason: str, actor: Actor, now: datetime
) -> None:
    choice = _waiting_seat(registration, visit)
    begins = visit_begins_at(choice.visit)
    if begins <= now:
        raise OfferOver
    held = rows.held_visits(registration)
    places.require_no_overlap(registration.event, [*held, choice.visit])
    places.take([choice.visit], beyond=True)
    choice.state, choice.queue_order = _C.OFFERED, None
    choice.offer_until = registration.offer_until or offer_until(
        registration.event, begins, now=now
    )
    _log_seat("visit offered", choice, actor=actor, now=now, reason=reason)
    tell_offers([], [choice], now=now)


def _move_place_ahead(registration: Registration) -> None:
    if registration.state is not _S.WAITING:
        raise NotWaiting
    units = units_of(registration.event)
    mine = next(unit for unit in units if any(one.id == registration.id for one in unit.members))
    first = units[0].order[0]
    for step, member in enumerate(reversed(mine.members), start=1):
        one = db.session.get_one(Registration, member.id)
        one.queue_order = first - timedelta(microseconds=step)


def _move_seat_ahead(registration: Registration, visit: str, now: datetime) -> None:
    choice = _waiting_seat(registration, visit)
    first = db.session.scalar(
        select(func.min(VisitChoice.queue_order)).where(
            VisitChoice.visit_id == choice.visit_id, VisitChoice.state == _C.WAITING
        )
    )
    choice.queue_order = (first or now) - timedelta(microseconds=1)


def _waiting_seat(registration: Registration, visit: str) -> VisitChoice:
    for choice in registration.visit_choices:
        waits = choice.state is _C.WAITING and registration.state in HOLDING
        if choice.visit.uid == visit and waits:
            return choice
    raise NotWaiting


def _offered_seat(registration: Registration, visit: str, now: datetime) -> VisitChoice:
    """The seat offered by itself; one offered with a place goes with it."""
    for choice in registration.visit_choices:
        until = choice.offer_until
        offered = choice.state is _C.OFFERED and registration.state is _S.CONFIRMED
        if choice.visit.uid == visit and offered and until is not None and now < until:
            return choice
    raise OfferOver


def _give_back(choice: VisitChoice, state: ChoiceState) -> None:
    places.move(released=rows.seats_of(choice))
    rows.give_up(choice, state)


def _is_open(registration: Registration, now: datetime) -> bool:
    ends = registration.offer_until
    return registration.state is _S.OFFERED and ends is not None and now < ends


def _require(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _host(registration: Registration, visit: str) -> Sequence[str]:
    chosen = [each.visit for each in registration.visit_choices if each.visit.uid == visit]
    return rows.names_of(chosen)


def _log_seat(
    action: str, choice: VisitChoice, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    after = {"visits": rows.names_of([choice.visit])} | ({"reason": reason} if reason else {})
    choice.registration.updated_at = now
    rows.log(action, choice.registration, actor=actor, now=now, after=after)
