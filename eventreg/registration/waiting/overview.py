"""The waiting lists of an event as its organisers see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration import places
from eventreg.registration.models import (
    ChoiceState,
    Delegation,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.states import HOLDING, QUEUED
from eventreg.registration.waiting.order import units_of
from eventreg.visits.models import SiteVisit


@dataclass(frozen=True, kw_only=True)
class InLine:
    """One who waits: `number` in line, since when, for which full limits, with how many others."""

    registration: Registration
    number: int
    since: datetime
    limits: Sequence[Limited]
    together: int = 1


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One who holds an offer, and until when."""

    registration: Registration
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """A waiting list: of the event, or of a `visit`."""

    waiting: Sequence[InLine]
    offered: Sequence[Offered]
    visit: SiteVisit | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.offered)


def lines_of(event: Event) -> Sequence[Line]:
    """The event's own line, then that of each visit in the organiser's order; five statements."""
    return [_line_of_event(event), *_lines_of_visits(event)]


def _line_of_event(event: Event) -> Line:
    found = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state.in_(QUEUED))
        .order_by(Registration.offer_until, Registration.id)
        .options(
            joinedload(Registration.territory),
            joinedload(Registration.delegation).joinedload(Delegation.territory),
        )
    ).all()
    people = {each.id: each for each in found}
    members = [(unit, one) for unit in units_of(event) for one in unit.members]
    return Line(
        waiting=[
            InLine(
                registration=people[one.id],
                number=number,
                since=people[one.id].queue_order or people[one.id].created_at,
                limits=_full(places.own_limits(event, people[one.id].delegation)),
                together=len(unit.members),
            )
            for number, (unit, one) in enumerate(members, start=1)
        ],
        offered=_offered(
            (each, each.offer_until) for each in found if each.state is RegistrationState.OFFERED
        ),
    )


def _lines_of_visits(event: Event) -> Sequence[Line]:
    found = db.session.scalars(
        select(VisitChoice)
        .join(VisitChoice.registration)
        .join(VisitChoice.visit)
        .where(
            Registration.event_id == event.id,
            Registration.state.in_(HOLDING),
            VisitChoice.state.in_((ChoiceState.WAITING, ChoiceState.OFFERED)),
        )
        .order_by(SiteVisit.position, SiteVisit.id, VisitChoice.queue_order, VisitChoice.id)
        .options(
            joinedload(VisitChoice.registration).joinedload(Registration.territory),
            joinedload(VisitChoice.visit).joinedload(SiteVisit.host_institution),
        )
    )
    by_visit: dict[SiteVisit, list[VisitChoice]] = {}
    for choice in found:
        by_visit.setdefault(choice.visit, []).append(choice)
    return [_line_of_visit(visit, choices) for visit, choices in by_visit.items()]


def _line_of_visit(visit: SiteVisit, choices: Sequence[VisitChoice]) -> Line:
    waiting = [each for each in choices if each.state is ChoiceState.WAITING]
    return Line(
        visit=visit,
        waiting=[
            InLine(
                registration=each.registration,
                number=number,
                since=each.queue_order or each.created_at,
                limits=[visit],
            )
            for number, each in enumerate(waiting, start=1)
        ],
        offered=_offered(
            (each.registration, each.offer_until)
            for each in choices
            if each.state is ChoiceState.OFFERED
        ),
    )


def _full(limits: Sequence[Limited]) -> Sequence[Limited]:
    return [limit for limit in limits if limit.is_full]


def _offered(found: Iterable[tuple[Registration, datetime | None]]) -> Sequence[Offered]:
    return [
        Offered(registration=registration, until=until)
        for registration, until in found
        if until is not None
    ]
