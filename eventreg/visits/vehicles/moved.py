"""Whoever has a seat is told when the own meeting point or departure has changed.

It is said as the person goes there: what the own vehicle says holds before what the visit says.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import EventStatus
from eventreg.events.registration_window import is_over
from eventreg.registration.models import VisitChoice
from eventreg.registration.notices import Notice, tell
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.visits.models import SiteVisit


class Start(NamedTuple):
    """From where somebody leaves, in each language, and the moment."""

    meeting_point: Mapping[str, str]
    departs_at: datetime | None


Starts = Mapping[VisitChoice, Start]


def starts_of(visit: SiteVisit) -> Starts:
    """From where and when everybody with a seat on the visit leaves, as it stands now.

    The caller holds the event's queue and has written nothing of the visit yet.
    """
    seats = db.session.scalars(
        select(VisitChoice)
        .where(VisitChoice.visit_id == visit.id, VisitChoice.state.in_(HOLDING_CHOICES))
        .order_by(VisitChoice.registration_id)
        .options(joinedload(VisitChoice.registration), joinedload(VisitChoice.vehicle))
        .execution_options(populate_existing=True)
    )
    return {seat: _start(seat) for seat in seats}


def tell_moved(visit: SiteVisit, before: Starts, *, now: datetime) -> None:
    """Write one mail, with a newer calendar file, to each for whom it has changed.

    Nobody is told of an event that is not published, or is over.
    """
    event = visit.event
    if event.status is not EventStatus.PUBLISHED or is_over(event, now=now):
        return
    for seat, start in before.items():
        if _start(seat) != start:
            seat.registration.calendar_sequence += 1
            tell(seat.registration, Notice.VISIT_MOVED, now=now)


def _start(seat: VisitChoice) -> Start:
    visit, vehicle = seat.visit, seat.vehicle
    point = (vehicle.meeting_point if vehicle else None) or visit.meeting_point
    departs_at = (vehicle.departs_at if vehicle else None) or visit.departs_at
    return Start(dict(point), departs_at)
