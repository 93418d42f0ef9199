"""Offers that lapse and waiting that ends: by the clock, or with the event (R8)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select, union
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.history.service import TASK
from eventreg.registration import moves, places, rows
from eventreg.registration.deadlines import begins_at, visit_begins_at
from eventreg.registration.models import (
    ChoiceState,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.notices import Notice, tell
from eventreg.registration.states import HOLDING, QUEUED
from eventreg.registration.waiting.line import offer_freed
from eventreg.registration.waiting.told import tell_visit_over
from eventreg.visits.models import SiteVisit

_C = ChoiceState
QUEUED_CHOICES = (_C.WAITING, _C.OFFERED)


def events_with_lines() -> list[int]:
    """The numbers of the events for which somebody waits or holds an offer."""
    people = select(Registration.event_id).where(Registration.state.in_(QUEUED))
    seats = (
        select(Registration.event_id)
        .join(VisitChoice, VisitChoice.registration_id == Registration.id)
        .where(Registration.state.in_(HOLDING), VisitChoice.state.in_(QUEUED_CHOICES))
    )
    found = union(people, seats).subquery()
    return list(db.session.scalars(select(found.c.event_id).order_by(found.c.event_id)))


def settle(event: Event, *, now: datetime) -> None:
    """Bring the event's lines up to the moment: what lapsed ends, what is free is offered.

    Who held a lapsed offer is told, and who waited for an event or a visit that has begun.
    """
    places.lock_queue(event.id)
    db.session.flush()
    db.session.refresh(event)
    if event.status is not EventStatus.PUBLISHED:
        end_waiting(event, now=now)
        return
    _lapse_places(event, now)
    lapsed = (VisitChoice.state == _C.OFFERED) & (VisitChoice.offer_until <= now)
    _end_seats(event, lapsed, Notice.VISIT_OFFER_LAPSED, now)
    if begins_at(event) <= now:
        _end_places(event, Notice.WAITING_ENDED, now)
    for visit in _visits_waited_for(event):
        if visit_begins_at(visit) <= now:
            _end_seats(event, VisitChoice.visit_id == visit.id, Notice.VISIT_WAITING_ENDED, now)
    offer_freed(event, now=now)


def end_waiting(event: Event, *, now: datetime, told: bool = True) -> None:
    """End all waiting and all offers, because the event is closed or called off.

    The caller holds the event's queue. `told` writes to those who waited.
    """
    _end_places(event, Notice.WAITING_ENDED if told else None, now)
    _end_seats(
        event,
        VisitChoice.state.in_(QUEUED_CHOICES),
        Notice.VISIT_WAITING_ENDED if told else None,
        now,
    )


def _lapse_places(event: Event, now: datetime) -> None:
    lapsed = _people(
        event, (Registration.state == RegistrationState.OFFERED) & (Registration.offer_until <= now)
    )
    _end(lapsed, Notice.OFFER_LAPSED, now)


def _end_places(event: Event, notice: Notice | None, now: datetime) -> None:
    _end(_people(event, Registration.state.in_(QUEUED)), notice, now)


def _end(registrations: Iterable[Registration], notice: Notice | None, now: datetime) -> None:
    for registration in registrations:
        before = registration.state
        rows.leave(registration, RegistrationState.EXPIRED, now=now)
        moves.log_move(registration, before, actor=TASK, now=now)
        if notice is not None:
            tell(registration, notice, now=now)
    db.session.flush()


def _people(event: Event, which: ColumnElement[bool]) -> list[Registration]:
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.event_id == event.id, which)
            .order_by(Registration.id)
            .with_for_update(of=Registration)
            .execution_options(populate_existing=True)
        )
    )


def _end_seats(
    event: Event, which: ColumnElement[bool], notice: Notice | None, now: datetime
) -> None:
    """End the choices of visits that confirmed people wait for or were offered."""
    found = db.session.scalars(
        select(VisitChoice)
        .join(VisitChoice.registration)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            VisitChoice.state.in_(QUEUED_CHOICES),
            which,
        )
        .order_by(Registration.id, VisitChoice.id)
        .options(joinedload(VisitChoice.registration), joinedload(VisitChoice.visit))
        .with_for_update(of=(Registration, VisitChoice))
        .execution_options(populate_existing=True)
    )
    by_person: dict[Registration, list[VisitChoice]] = {}
    for choice in found:
        by_person.setdefault(choice.registration, []).append(choice)
    for registration, choices in by_person.items():
        places.move(released=[limit for each in choices for limit in rows.seats_of(each)])
        for choice in choices:
            rows.give_up(choice, _C.EXPIRED)
        after = {"visits": rows.names_of(each.visit for each in choices)}
        rows.log("visit offer ended", registration, actor=TASK, now=now, after=after)
        if notice is not None:
            tell_visit_over(registration, choices, notice, now=now)
    db.session.flush()


def _visits_waited_for(event: Event) -> list[SiteVisit]:
    waited = select(VisitChoice.visit_id).where(VisitChoice.state.in_(QUEUED_CHOICES))
    return list(
        db.session.scalars(
            select(SiteVisit)
            .where(SiteVisit.event_id == event.id, SiteVisit.id.in_(waited))
            .order_by(SiteVisit.id)
        )
    )
