"""Site visits: reading them, and every verb that changes them.

When a visit takes place is said by the agenda items it stands on, nowhere else. Whoever acts and
the present moment are given; nothing here commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from eventreg.agenda import service as agenda
from eventreg.agenda.days import Direction
from eventreg.agenda.models import AgendaItem, ItemKind
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.rules import NO_TEXT, ItemFacts
from eventreg.capacity import set_capacity
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.registration.models import ChoiceState, VisitChoice
from eventreg.visits import errors
from eventreg.visits.hosts import HostFacts, add_host
from eventreg.visits.models import HostInstitution, SiteVisit
from eventreg.visits.planned import Host, PlannedVisit, overlapping

__all__ = [
    "VisitFacts",
    "add_visit",
    "edit_visit",
    "facts_of",
    "items_of",
    "move_visit",
    "overlapping",
    "remove_visit",
    "site_visits_of",
    "visit_of",
    "visits_of",
]

# Choices by which somebody has a seat, or hopes for one.
_WISHED = (ChoiceState.CONFIRMED, ChoiceState.WAITING, ChoiceState.OFFERED)


@dataclass(frozen=True, kw_only=True)
class VisitFacts:
    """All that an organiser says about a visit; `capacity` is seats, None when without limit.

    `host` is one of the organisation's institutions or the facts of one to be added to them;
    `departs_at` is a moment.
    """

    host: HostInstitution | HostFacts
    capacity: int | None = None
    choosable: bool = True
    meeting_point: LocalText = NO_TEXT
    departs_at: datetime | None = None
    transport: LocalText = NO_TEXT
    accompanying: str = ""
    good_to_know: LocalText = NO_TEXT


def visits_of(event: Event) -> tuple[PlannedVisit, ...]:
    """The event's site visits in the organiser's order, with free seats; two statements at most."""
    visits = site_visits_of(event)
    occasions = _occasions(event) if visits else {}
    return tuple(_planned(visit, occasions.get(visit.id, [])) for visit in visits)


def site_visits_of(event: Event) -> list[SiteVisit]:
    """The rows themselves, for those who change them or take seats."""
    return list(db.session.scalars(_of_event(), {"event": event.id}))


@cache
def _of_event() -> Select[SiteVisit]:
    """The statement that reads an event's visits; made once, as every form needs it."""
    return (
        select(SiteVisit)
        .where(SiteVisit.event_id == bindparam("event"))
        .order_by(SiteVisit.position, SiteVisit.id)
        .options(joinedload(SiteVisit.host_institution).joinedload(HostInstitution.territory))
    )


def visit_of(event: Event, uid: str) -> SiteVisit | None:
    """The event's visit of that name; None when there is none, or it is another event's."""
    return db.session.scalar(
        select(SiteVisit)
        .where(SiteVisit.event_id == event.id, SiteVisit.uid == uid)
        .options(joinedload(SiteVisit.host_institution))
    )


def items_of(visit: SiteVisit) -> Sequence[AgendaItem]:
    """The agenda items on which the visit stands."""
    return db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.visit_id == visit.id)
        .order_by(
            AgendaItem.day.nulls_last(),
            AgendaItem.starts_at.nulls_last(),
            AgendaItem.position,
            AgendaItem.id,
        )
    ).all()


def add_visit(
    *, event: Event, facts: VisitFacts, occasion: Occasion | None, actor: Actor, now: datetime
) -> SiteVisit:
    """Add a visit behind the others, and the agenda item that says when it takes place.

    `occasion` may be wholly unknown (R14); None adds no agenda item. Raises the errors of
    `agenda.errors` for a day and times that cannot be.
    """
    visit = SiteVisit(event=event, capacity=facts.capacity, taken=0, granted_beyond=0)
    _write(visit, facts, _host(event, facts, actor=actor, now=now))
    visit.position = max((each.position for each in site_visits_of(event)), default=-1) + 1
    db.session.add(visit)
    db.session.flush()
    _note("added", visit, actor=actor, now=now, after=_described(visit))
    if occasion is not None:
        item = ItemFacts(kind=ItemKind.SITE_VISIT, occasion=occasion, visit=visit)
        agenda.add_item(event=event, facts=item, actor=actor, now=now)
    return visit


def edit_visit(*, visit: SiteVisit, facts: VisitFacts, actor: Actor, now: datetime) -> None:
    """Change a visit; its agenda items take the name of another institution.

    New seats are offered at once to those who wait (R8). Whoever has a seat and now meets or leaves
    elsewhere or at another time is told. Raises SeatsBelowTaken when more seats are held than would
    be left (R6).
    """
    from eventreg.registration.places import lock_queue  # they ask for visits in their turn
    from eventreg.registration.waiting.line import offer_freed
    from eventreg.visits.vehicles import moved

    lock_queue(visit.event_id)
    starts = moved.starts_of(visit)
    before, old_name = _described(visit), visit.host_institution.name
    host = _host(visit.event, facts, actor=actor, now=now)
    _write(visit, facts, host)
    db.session.flush()
    if visit.capacity != facts.capacity and not set_capacity(db.session(), visit, facts.capacity):
        raise errors.SeatsBelowTaken(visit.taken)
    stands_on = AgendaItem.visit_id == visit.id
    agenda.retitle(stands_on, old=old_name, new=host.name, actor=actor, now=now)
    old, new = history.changed(before, _described(visit))
    if new:
        _note("changed", visit, actor=actor, now=now, before=old, after=new)
    moved.tell_moved(visit, starts, now=now)
    offer_freed(visit.event, now=now)


def move_visit(*, visit: SiteVisit, direction: Direction, actor: Actor, now: datetime) -> None:
    """Let a visit change places with the one before or behind it; at the edge nothing happens."""
    visits = site_visits_of(visit.event)
    here = visits.index(visit)
    there = here - 1 if direction is Direction.UP else here + 1
    if not 0 <= there < len(visits):
        return
    visits[here], visits[there] = visits[there], visits[here]
    for position, each in enumerate(visits):
        each.position = position
    db.session.flush()
    _note("moved", visit, actor=actor, now=now, after={"direction": direction.value})


def remove_visit(*, visit: SiteVisit, actor: Actor, now: datetime) -> None:
    """Remove a visit that nobody has chosen, and its places in the agenda; raises VisitChosen."""
    # Whoever takes a seat needs this row too, so no choice can come in between.
    db.session.refresh(visit, with_for_update={"of": SiteVisit})
    people = (
        db.session.scalar(
            select(func.count())
            .select_from(VisitChoice)
            .where(VisitChoice.visit_id == visit.id, VisitChoice.state.in_(_WISHED))
        )
        or 0
    )
    if people:
        raise errors.VisitChosen(people)
    for item in items_of(visit):
        agenda.remove_item(item=item, actor=actor, now=now)
    _note("removed", visit, actor=actor, now=now, before=_described(visit))
    db.session.delete(visit)
    db.session.flush()


def facts_of(visit: SiteVisit) -> VisitFacts:
    """What is kept about a visit, as its form shows it."""
    return VisitFacts(
        host=visit.host_institution,
        capacity=visit.capacity,
        choosable=visit.choosable,
        meeting_point=visit.meeting_point,
        departs_at=visit.departs_at,
        transport=visit.transport,
        accompanying=visit.accompanying,
        good_to_know=visit.good_to_know,
    )


def _host(event: Event, facts: VisitFacts, *, actor: Actor, now: datetime) -> HostInstitution:
    """The institution that receives the visit, added to the organisation's list when new."""
    if isinstance(facts.host, HostInstitution):
        return facts.host
    return add_host(organisation=event.organisation, facts=facts.host, actor=actor, now=now)


def _write(visit: SiteVisit, facts: VisitFacts, host: HostInstitution) -> None:
    """Everything but the capacity, which only the database may change (R7)."""
    visit.host_institution = host
    visit.choosable = facts.choosable
    visit.meeting_point = facts.meeting_point
    visit.departs_at = facts.departs_at
    visit.transport = facts.transport
    visit.accompanying = facts.accompanying
    visit.good_to_know = facts.good_to_know


def _note(
    action: str,
    visit: SiteVisit,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    visit.event.updated_at = now
    history.record(
        action,
        actor=actor,
        now=now,
        subject="site_visit",
        subject_uid=visit.uid,
        organisation_id=visit.event.organisation_id,
        event_id=visit.event_id,
        before=before,
        after=after,
    )


def _described(visit: SiteVisit) -> dict[str, object]:
    return {
        "host_institution": visit.host_institution.uid,
        "capacity": visit.capacity,
        "choosable": visit.choosable,
        "meeting_point": dict(visit.meeting_point),
        "departs_at": visit.departs_at.isoformat() if visit.departs_at else None,
        "transport": dict(visit.transport),
        "accompanying": visit.accompanying,
        "good_to_know": dict(visit.good_to_know),
    }


def _occasions(event: Event) -> dict[int | None, list[Occasion]]:
    rows = db.session.execute(
        select(AgendaItem.visit_id, AgendaItem.day, AgendaItem.starts_at, AgendaItem.ends_at)
        .where(AgendaItem.event_id == event.id, AgendaItem.visit_id.is_not(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    found: dict[int | None, list[Occasion]] = {}
    for visit_id, day, starts_at, ends_at in rows:
        occasion = Occasion(day=day, starts_at=starts_at, ends_at=ends_at)
        found.setdefault(visit_id, []).append(occasion)
    for occasions in found.values():
        occasions.sort(key=lambda each: (each.day or date.max, each.starts_at or time.max))
    return found


def _planned(visit: SiteVisit, occasions: list[Occasion]) -> PlannedVisit:
    host = visit.host_institution
    return PlannedVisit(
        uid=visit.uid,
        host=Host(
            uid=host.uid,
            name=host.name,
            kind=host.kind,
            address=host.address,
            territory=host.territory.name if host.territory else None,
            latitude=host.latitude,
            longitude=host.longitude,
        ),
        occasions=tuple(occasions),
        choosable=visit.choosable,
        capacity=visit.capacity,
        taken=visit.taken,
        free=visit.free,
        meeting_point=visit.meeting_point,
        departs_at=visit.departs_at,
        transport=visit.transport,
        accompanying=visit.accompanying,
        good_to_know=visit.good_to_know,
    )
