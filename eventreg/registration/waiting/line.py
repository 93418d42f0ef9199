"""The waiting list of an event: who stands where, and how a freed place finds the next one (R8).

There is one line for the event and its delegations and one for each visit. It is ordered by
`queue_order`, then by number. A free place is offered to the first who fits it: all limits that the
person needs have a place at once. Those who want to stay together stand where the last of them
stands, and are offered places only when there are enough for all. Seats on visits are offered in
the visits' own lines, to those who hold a place at the event or have just been offered one.

**Nobody who fits waits while a place is free**, at the end of any transaction:

- Whoever frees a place (cancels, lapses, raises a capacity, releases a quota, gives up a visit)
  holds the event's queue from the beginning (`places.lock_queue`) and calls `offer_freed` in the
  same transaction, before it ends. On PostgreSQL the queue is an advisory lock of the transaction;
  on SQLite a writer is alone anyway.
- Whoever joins a line holds the queue too, and has tried to take the place while holding it. So
  nobody joins between a place being freed and its being offered.
- A newcomer who does not wait holds no queue. The place that was freed is not to be seen before the
  freeing transaction ends, and by then it is offered: a newcomer can take only what fits nobody who
  waits. That is why newcomers never overtake, and why the way in stays as fast as the limits.

**Nobody waits in a circle.** Locks are taken in the order queue, registrations, limits. Who holds
the queue may lock a registration after a limit: whoever else locks registrations of the event holds
the queue as well, or takes no limit afterwards.

A sweep each minute ends offers that lapsed and, should anything ever have been left lying, offers
it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from eventreg.capacity import Limited, take_place
from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Event, EventStatus
from eventreg.history.service import TASK
from eventreg.registration import moves, places, rows
from eventreg.registration.deadlines import begins_at, visit_begins_at
from eventreg.registration.models import (
    ChoiceState,
    Delegation,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.states import HOLDING, HOLDING_CHOICES, require_move
from eventreg.registration.waiting.order import Unit, units_of
from eventreg.registration.waiting.told import tell_offers
from eventreg.visits.models import SiteVisit
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


def offer_freed(event: Event, *, now: datetime) -> None:
    """Offer every free place and seat to the first who fits it, and tell them (R8).

    The caller holds the event's queue. An offer holds its place for the event's offer time, never
    past the start of the event or the visit. Nothing is offered once the event has begun, or while
    it is not published.
    """
    db.session.flush()
    if event.status is not EventStatus.PUBLISHED:
        return
    offered = _offer_places(event, now)
    seats = _offer_seats(event, now)
    tell_offers(offered, seats, now=now)


def offer_until(event: Event, begins: datetime, *, now: datetime) -> datetime:
    """Until when a place offered now is kept."""
    return min(now + timedelta(hours=event.offer_hours), begins)


def offer(registration: Registration, *, until: datetime) -> None:
    """Let somebody who waits hold an offer; the places are taken by the caller."""
    require_move(registration.state, RegistrationState.OFFERED)
    registration.state = RegistrationState.OFFERED
    registration.offer_until = until


def _offer_places(event: Event, now: datetime) -> list[Registration]:
    units = units_of(event)
    begins = begins_at(event) if units else now
    if begins <= now:
        return []
    until, offered = offer_until(event, begins, now=now), []
    for unit in _fitting(event, units):
        for registration in _locked(unit):
            offer(registration, until=until)
            registration.updated_at = now
            rows.take_options(registration)
            moves.log_move(registration, RegistrationState.WAITING, actor=TASK, now=now)
            offered.append(registration)
    db.session.flush()
    return offered


def _fitting(event: Event, units: Iterable[Unit]) -> Iterator[Unit]:
    """The units for whom all places could be taken; they are taken by then."""
    delegations = _delegations(event)
    db.session.refresh(event, ["capacity", "taken", "granted_beyond"])
    for unit in units:
        own = [
            limit
            for member in unit.members
            for limit in places.own_limits(event, delegations.get(member.delegation_id))
        ]
        if not any(limit.is_full for limit in own) and _taken(own):
            yield unit


def _taken(limits: Sequence[Limited]) -> bool:
    try:
        places.take(limits)
    except DomainError:
        for limit in set(limits):  # a newcomer was faster
            db.session.refresh(limit, ["taken", "granted_beyond"])
        return False
    return True


def _delegations(event: Event) -> dict[int | None, Delegation]:
    found = db.session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event.id)
        .execution_options(populate_existing=True)
    )
    return {each.id: each for each in found}


def _locked(unit: Unit) -> Sequence[Registration]:
    return db.session.scalars(
        select(Registration)
        .where(Registration.id.in_([member.id for member in unit.members]))
        .order_by(Registration.id)
        .with_for_update(of=Registration)
        .execution_options(populate_existing=True)
    ).all()


def _offer_seats(event: Event, now: datetime) -> list[VisitChoice]:
    """Offer free seats, visit by visit in their order, each to the first who fits."""
    begins: dict[int, datetime] = {}
    planned: Sequence[PlannedVisit] = ()
    offered = []
    for choice in _waiting_for_seats(event):
        visit = choice.visit
        if visit.is_full:
            continue
        if visit.id not in begins:
            begins[visit.id] = visit_begins_at(visit)
            planned = planned or visits_of(event)
        if begins[visit.id] <= now or _overlaps_held(choice, planned):
            continue
        if not take_place(db.session(), visit):
            continue
        registration = choice.registration
        choice.state, choice.queue_order = ChoiceState.OFFERED, None
        choice.offer_until = registration.offer_until or offer_until(
            event, begins[visit.id], now=now
        )
        offered.append(choice)
    db.session.flush()
    for choice in offered:
        after = {"visits": rows.names_of([choice.visit])}
        rows.log("visit offered", choice.registration, actor=TASK, now=now, after=after)
    return offered


def _waiting_for_seats(event: Event) -> Sequence[VisitChoice]:
    """Those with a place at the event who wait for a seat, in order for each visit, locked."""
    return db.session.scalars(
        select(VisitChoice)
        .join(VisitChoice.registration)
        .join(VisitChoice.visit)
        .where(
            SiteVisit.event_id == event.id,
            VisitChoice.state == ChoiceState.WAITING,
            Registration.state.in_(HOLDING),
            or_(
                SiteVisit.capacity.is_(None),
                SiteVisit.taken < SiteVisit.capacity + SiteVisit.granted_beyond,
            ),
        )
        .order_by(SiteVisit.id, VisitChoice.queue_order, VisitChoice.id)
        .options(
            joinedload(VisitChoice.registration).selectinload(Registration.visit_choices),
            joinedload(VisitChoice.visit).joinedload(SiteVisit.host_institution),
        )
        .with_for_update(of=(VisitChoice, Registration))
        .execution_options(populate_existing=True)
    ).all()


def _overlaps_held(choice: VisitChoice, planned: Sequence[PlannedVisit]) -> bool:
    """Whether the person has a seat on a visit at the same time (R10)."""
    held = {
        other.visit.uid
        for other in choice.registration.visit_choices
        if other.state in HOLDING_CHOICES
    }
    wished = next(each for each in planned if each.uid == choice.visit.uid)
    return any(wished.overlaps(each) for each in planned if each.uid in held)
