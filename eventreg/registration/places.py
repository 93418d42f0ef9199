"""Places at the event, in a delegation and on visits: taken and given back in one fixed order.

All moves of one registration happen together or not at all; the arithmetic is the database's own
(`eventreg.capacity`, R7). Locks are taken in one order, so that nobody waits in a circle: first the
event's queue (`lock_queue`), then registrations, then limits. Whoever moves the places of somebody
registered already holds the queue; a newcomer who does not wait takes only limits.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.capacity import (
    Limited,
    grant_place,
    limits_in_order,
    release_place,
    set_capacity,
    take_place,
)
from eventreg.database import db, one_at_a_time
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
from eventreg.registration.questions.errors import OptionFull
from eventreg.registration.questions.models import QuestionOption
from eventreg.visits.models import SiteVisit
from eventreg.visits.service import overlapping, visits_of

# The kind of the lock that is an event's queue.
QUEUE = 1


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


def lock_queue(event_id: int) -> None:
    """Let nobody else free a place of the event, or wait for one, until this transaction ends."""
    one_at_a_time(QUEUE, event_id)


def own_limits(event: Event, delegation: Delegation | None) -> Sequence[Limited]:
    """The limits of a registration itself: the event's, the delegation's.

    A delegation that reserves has its whole quota counted at the event already, so that its people
    take a place of the quota alone.
    """
    if delegation is None:
        return [event]
    return [delegation] if delegation.reserves else [event, delegation]


def move(*, taken: Iterable[Limited] = (), released: Iterable[Limited] = ()) -> None:
    """Give back and take one place of each limit; raises EventFull, QuotaFull or VisitFull.

    When one place cannot be had, nothing has moved.
    """
    take(taken, released=released)


def take(
    wanted: Iterable[Limited],
    *,
    if_free: Collection[Limited] = (),
    beyond: bool = False,
    released: Iterable[Limited] = (),
) -> frozenset[Limited]:
    """Take one place of each limit and tell of which one was had; all or none but `if_free`.

    `released` are given back in the same order. With `beyond`, an organiser's override, a full
    limit is exceeded (R6). Raises EventFull, QuotaFull or VisitFull, and then nothing has moved.
    """
    taking, giving, had = list(wanted), list(released), set[Limited]()
    limits = limits_in_order([*taking, *giving])
    # Of one limit alone there is nothing to undo.
    with db.session.begin_nested() if len(limits) > 1 else nullcontext():
        for limit in limits:
            if limit in giving:
                release_place(db.session(), limit)
            elif beyond:
                _grant(limit)
                had.add(limit)
            elif take_place(db.session(), limit):
                had.add(limit)
            elif limit not in if_free:
                raise fact_of(limit)
    return frozenset(had)


def fact_of(limit: Limited) -> DomainError:
    """The error that names a full limit."""
    if isinstance(limit, SiteVisit):
        name, has_line = limit.host_institution.name, limit.event.waiting_list
        return VisitFull(limit.uid, name, has_line=has_line)
    if isinstance(limit, Delegation):
        return QuotaFull()
    if isinstance(limit, QuestionOption):
        return OptionFull(limit.question.uid, limit.label)
    return EventFull()


def _grant(limit: Limited) -> None:
    """Take a place beyond the limit; a quota that reserves grows, and takes one of the event's."""
    if not (isinstance(limit, Delegation) and limit.reserves):
        grant_place(db.session(), limit)
    elif not take_place(db.session(), limit):
        set_capacity(db.session(), limit, limit.taken + 1)
        take_place(db.session(), limit)
        grant_place(db.session(), limit.event)
