"""The agenda of an event: reading it, and every verb that changes it.

Whoever acts and the present moment are given; nothing here commits.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.agenda import days, errors, rules
from eventreg.agenda.days import Agenda, Direction, Item, Speaker, VisitedHost
from eventreg.agenda.models import AgendaItem, AgendaSpeaker
from eventreg.agenda.rules import ItemFacts
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.visits.models import SiteVisit


def agenda_of(event: Event, *, with_empty_days: bool = False) -> Agenda:
    """The event's agenda by day, in order, with parts, speakers and visits; two statements.

    `with_empty_days` keeps days on which nothing is planned yet, for those who plan.
    """
    rows = _rows(event)
    parts: dict[int, list[Item]] = {}
    for row in rows:
        if row.parent_id is not None:
            parts.setdefault(row.parent_id, []).append(_shown(row, ()))
    items = [
        _shown(row, tuple(days.in_order(parts.get(row.id, []))))
        for row in rows
        if row.parent_id is None
    ]
    return days.in_days(
        items,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        with_empty_days=with_empty_days,
    )


def item_of(event: Event, uid: str, *, anew: bool = False) -> AgendaItem | None:
    """The event's item of that name; None when there is none, or it is another event's.

    `anew` reads it again where it has been read before, as others may have changed it since.
    """
    return db.session.scalar(
        select(AgendaItem)
        .where(AgendaItem.event_id == event.id, AgendaItem.uid == uid)
        .options(
            joinedload(AgendaItem.parent),
            joinedload(AgendaItem.visit).joinedload(SiteVisit.host_institution),
            selectinload(AgendaItem.speakers),
            selectinload(AgendaItem.parts).selectinload(AgendaItem.speakers),
        )
        .execution_options(populate_existing=anew)
    )


def as_item(row: AgendaItem) -> Item:
    """The item with its parts as a plain value."""
    return _shown(row, tuple(_shown(part, ()) for part in days.in_order(row.parts)))


def wholes_of(event: Event) -> list[AgendaItem]:
    """The event's items that may have parts, by day and in order."""
    rows = [row for row in _rows(event) if row.parent_id is None]
    known = sorted({row.day for row in rows if row.day is not None})
    return [row for day in (*known, None) for row in days.in_order(r for r in rows if r.day == day)]


def count_outside(event: Event, *, starts_on: date, ends_on: date) -> int:
    """How many items would lie outside the event if it lasted from `starts_on` to `ends_on`."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(AgendaItem)
            .where(
                AgendaItem.event_id == event.id,
                or_(AgendaItem.day < starts_on, AgendaItem.day > ends_on),
            )
        )
        or 0
    )


def add_item(
    *,
    event: Event,
    facts: ItemFacts,
    actor: Actor,
    now: datetime,
    after: AgendaItem | None = None,
) -> AgendaItem:
    """Add an item behind `after`, or at the end of its day.

    Raises the errors of `agenda.errors` for a missing title and for days and times that cannot be.
    """
    facts = rules.kept(facts, event=event, item=None)
    item = AgendaItem(event=event)
    _write(item, facts)
    db.session.add(item)
    db.session.flush()
    _place(item, after=after)
    _note("added", item, actor=actor, now=now, after=_described(item))
    return item


def edit_item(*, item: AgendaItem, facts: ItemFacts, actor: Actor, now: datetime) -> None:
    """Change an item to the facts; on another day it comes last, and its parts come along.

    Raises the same errors as `add_item`, and PartsLeftOutside.
    """
    facts = rules.kept(facts, event=item.event, item=item)
    before, place = _described(item), (item.day, item.parent_id)
    _write(item, facts)
    for part in item.parts:
        part.day = item.day
    db.session.flush()
    if place != (item.day, item.parent_id):
        _place(item, after=None)
    old, new = history.changed(before, _described(item))
    if new:
        _note("changed", item, actor=actor, now=now, before=old, after=new)


def move_item(*, item: AgendaItem, direction: Direction, actor: Actor, now: datetime) -> None:
    """Let an item change places with the one before or behind it; at the edge nothing happens.

    Raises OrderFollowsTimes where both have times that say which comes first (R14).
    """
    siblings = _siblings(item)
    here = siblings.index(item)
    there = here - 1 if direction is Direction.UP else here + 1
    if not 0 <= there < len(siblings):
        return
    if not days.may_change_places(item, siblings[there]):
        raise errors.OrderFollowsTimes
    siblings[here], siblings[there] = siblings[there], siblings[here]
    _number(siblings)
    _note("moved", item, actor=actor, now=now, after={"direction": direction.value})


def duplicate_item(*, item: AgendaItem, actor: Actor, now: datetime) -> AgendaItem:
    """Put a copy of the item, with its parts and speakers, behind it."""
    copy = add_item(event=item.event, facts=facts_of(item), after=item, actor=actor, now=now)
    for part in days.in_order(item.parts):
        facts = replace(facts_of(part), parent=copy)
        add_item(event=item.event, facts=facts, actor=actor, now=now)
    return copy


def remove_item(*, item: AgendaItem, actor: Actor, now: datetime) -> None:
    """Remove an item with its parts; a site visit that stood on it stays, without that time."""
    for part in list(item.parts):
        remove_item(item=part, actor=actor, now=now)
    _note("removed", item, actor=actor, now=now, before=_described(item))
    if item.parent is not None:
        item.parent.parts.remove(item)
    db.session.delete(item)
    db.session.flush()


def retitle(
    of: ColumnElement[bool], *, old: LocalText, new: LocalText, actor: Actor, now: datetime
) -> None:
    """Let the items that fit `of` and are called `old` be called `new`."""
    if old == new:
        return
    for item in db.session.scalars(select(AgendaItem).where(of).order_by(AgendaItem.id)).all():
        if item.title == old:
            item.title = new
            was, is_now = {"title": dict(old)}, {"title": dict(new)}
            _note("changed", item, actor=actor, now=now, before=was, after=is_now)


def facts_of(item: AgendaItem) -> ItemFacts:
    """What is kept about an item, as a form shows it and a copy takes it."""
    return ItemFacts(
        kind=item.kind,
        occasion=rules.occasion_of(item),
        title=item.title,
        text=item.text,
        place=item.place,
        address=item.address,
        track=item.track,
        parent=item.parent,
        visit=item.visit,
        speakers=tuple(_speaker(speaker) for speaker in item.speakers),
    )


def _write(item: AgendaItem, facts: ItemFacts) -> None:
    item.kind = facts.kind
    item.day = facts.occasion.day
    item.starts_at = facts.occasion.starts_at
    item.ends_at = facts.occasion.ends_at
    item.title, item.text = facts.title, facts.text
    item.place, item.address = facts.place, facts.address
    item.track = facts.track
    item.parent, item.visit = facts.parent, facts.visit
    if tuple(_speaker(speaker) for speaker in item.speakers) != facts.speakers:
        item.speakers = [
            AgendaSpeaker(
                position=position,
                role=speaker.role,
                name=speaker.name,
                job=speaker.job,
                institution=speaker.institution,
            )
            for position, speaker in enumerate(facts.speakers)
        ]


def _siblings(item: AgendaItem) -> list[AgendaItem]:
    """The items of the same day, or the parts of the same item, in order; the item among them."""
    same_parent = (
        AgendaItem.parent_id.is_(None)
        if item.parent_id is None
        else AgendaItem.parent_id == item.parent_id
    )
    same_day = AgendaItem.day.is_(None) if item.day is None else AgendaItem.day == item.day
    rows = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.event_id == item.event_id, same_parent, same_day)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return days.in_order(rows)


def _place(item: AgendaItem, *, after: AgendaItem | None) -> None:
    others = [sibling for sibling in _siblings(item) if sibling is not item]
    behind = others.index(after) + 1 if after in others else len(others)
    _number([*others[:behind], item, *others[behind:]])


def _number(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items):
        item.position = position
    db.session.flush()


def _note(
    action: str,
    item: AgendaItem,
    *,
    actor: Actor,
    now: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    item.event.updated_at = now
    history.record(
        action,
        actor=actor,
        now=now,
        subject="agenda_item",
        subject_uid=item.uid,
        organisation_id=item.event.organisation_id,
        event_id=item.event_id,
        before=dict(before or {}),
        after=dict(after or {}),
    )


def _described(item: AgendaItem) -> dict[str, object]:
    return {
        "kind": item.kind.value,
        "day": item.day.isoformat() if item.day else None,
        "starts_at": item.starts_at.isoformat("minutes") if item.starts_at else None,
        "ends_at": item.ends_at.isoformat("minutes") if item.ends_at else None,
        "title": dict(item.title),
        "text": dict(item.text),
        "place": dict(item.place),
        "address": item.address,
        "track": dict(item.track),
        "parent": item.parent.uid if item.parent else None,
        "visit": item.visit.uid if item.visit else None,
        "speakers": [
            {
                "role": speaker.role.value,
                "name": speaker.name,
                "job": dict(speaker.job),
                "institution": dict(speaker.institution),
            }
            for speaker in item.speakers
        ],
    }


def _rows(event: Event) -> list[AgendaItem]:
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.event_id == event.id)
            .order_by(AgendaItem.position, AgendaItem.id)
            .options(
                joinedload(AgendaItem.visit).joinedload(SiteVisit.host_institution),
                selectinload(AgendaItem.speakers),
            )
        )
    )


def _shown(row: AgendaItem, parts: tuple[Item, ...]) -> Item:
    return Item(
        uid=row.uid,
        kind=row.kind,
        occasion=rules.occasion_of(row),
        position=row.position,
        title=row.title,
        text=row.text,
        place=row.place,
        address=row.address,
        track=row.track,
        speakers=tuple(_speaker(speaker) for speaker in row.speakers),
        visit=_host(row.visit) if row.visit else None,
        parts=parts,
    )


def _speaker(row: AgendaSpeaker) -> Speaker:
    return Speaker(role=row.role, name=row.name, job=row.job, institution=row.institution)


def _host(visit: SiteVisit) -> VisitedHost:
    host = visit.host_institution
    return VisitedHost(visit_uid=visit.uid, name=host.name, kind=host.kind, address=host.address)
