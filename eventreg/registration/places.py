"""Places at the event, in a delegation and on visits: taken and given back in one fixed order.

All moves of one registration happen together or not at all; the arithmetic is the database's own
(`eventreg.capacity`, R7). Whoever moves places has locked the registration first: everybody locks
the registration before the limits, so that nobody waits in a circle.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.capacity import Limited, limits_in_order, release_place, take_place
from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.registration.errors import (
    EventFull,
    QuotaFull,
    VisitFull,
    VisitNotOffered,
    VisitsOverlap,
)
from eventreg.registration.models import Delegation
from eventreg.visits.models import SiteVisit
from eventreg.visits.service import overlapping, visits_of


def visits_named(event: Event, uids: Iterable[str]) -> Sequence[SiteVisit]:
    """The event's visits with these public names, in the organiser's order.

    Raises VisitNotOffered for one that is not the event's or is not for choosing.
    """
    wanted = set(uids)
    if not wanted:
        return []
    visits = db.session.scalars(
        select(SiteVisit)
        .where(SiteVisit.event_id == event.id, SiteVisit.uid.in_(wanted), SiteVisit.choosable)
        .order_by(SiteVisit.position, SiteVisit.id)
        .options(joinedload(SiteVisit.host_institution))
    ).all()
    if len(visits) != len(wanted):
        raise VisitNotOffered
    return visits


def require_no_overlap(event: Event, visits: Iterable[SiteVisit]) -> None:
    """Raise VisitsOverlap when two of the visits are at the same time (R10)."""
    chosen = {visit.uid for visit in visits}
    if len(chosen) < 2:
        return
    for one, other in overlapping(each for each in visits_of(event) if each.uid in chosen):
        raise VisitsOverlap(one.host.name, other.host.name)


def require_free(limits: Iterable[Limited]) -> None:
    """Raise the error of the first limit that is full as far as one sees without taking a place."""
    for limit in limits_in_order(limits):
        if limit.is_full:
            raise fact_of(limit)


def move(*, taken: Iterable[Limited] = (), released: Iterable[Limited] = ()) -> None:
    """Give back and take one place of each limit; raises EventFull, QuotaFull or VisitFull.

    When one place cannot be had, nothing has moved.
    """
    taking, giving = list(taken), list(released)
    with db.session.begin_nested():
        for limit in limits_in_order([*taking, *giving]):
            if limit in giving:
                release_place(db.session(), limit)
            elif not take_place(db.session(), limit):
                raise fact_of(limit)


def fact_of(limit: Limited) -> DomainError:
    """The error that names a full limit."""
    if isinstance(limit, SiteVisit):
        return VisitFull(limit.uid, limit.host_institution.name)
    if isinstance(limit, Delegation):
        return QuotaFull()
    return EventFull()
