"""Moving items of the agenda: beside another, by minutes, and back again.

Each verb says which state of the items its page had shown; where they are another now, it refuses,
so that of two who edit at once neither overwrites the other unseen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.agenda import days, rules
from eventreg.agenda import service as agenda
from eventreg.agenda.days import Item
from eventreg.agenda.editing import errors, landing, log
from eventreg.agenda.editing.seen import mark_of, mark_of_all
from eventreg.agenda.errors import PartsLeftOutside, TimeWithoutDay
from eventreg.agenda.models import AgendaItem
from eventreg.agenda.occasions import Occasion
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.visits.models import SiteVisit


class Side(StrEnum):
    """Where an item stands to its new neighbour: before it, after it, at the same time."""

    BEFORE = "before"
    AFTER = "after"
    WITH = "with"


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Where an item goes: to a day; there beside a neighbour, or at a time; in which track.

    A given time holds before the neighbour. `track` None keeps the item's own.
    """

    day: date | None
    starts_at: time | None = None
    neighbour: str = ""
    side: Side = Side.AFTER
    track: LocalText | None = None


def place_item(
    *, item: AgendaItem, placing: Placing, seen: str, actor: Actor, now: datetime
) -> None:
    """Put an item where it is wanted; its parts go along, how long all last stays as it is.

    Raises ItemChangedMeanwhile, PartsStayWithTheirItem, TimeLeavesDay and what `agenda.errors` says
    of days that cannot be.
    """
    item = guarded(item, seen)
    if item.parent_id is not None:
        raise errors.PartsStayWithTheirItem
    before = log.place_of(item, _behind_whom(item))
    others = _others_on(placing.day, item)
    at = _index(others, placing)
    occasion = _wanted(item, placing, others, at)
    if occasion is None:
        raise errors.TimeLeavesDay(_title(item))
    _put(item, occasion, item.track if placing.track is None else placing.track)
    _number([*others[:at], item, *others[at:]])
    after = log.place_of(item, _behind_whom(item))
    if before != after:
        log.note(log.PLACED, item, before=before, after=after, actor=actor, now=now)


def shift_items(
    *,
    event: Event,
    day: date,
    minutes: int,
    since: str,
    seen: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Move what happens on a day by minutes, all of it or from the item named `since` on.

    Answers how many items moved. Raises AgendaChangedMeanwhile, NothingToShift, TimeLeavesDay.
    """
    lock_agenda(event)
    rows = _rows_of(event, day)
    if mark_of_all(agenda.as_item(row) for row in rows) != seen:
        raise errors.AgendaChangedMeanwhile
    moving = since_item(rows, since)
    if not moving:
        raise errors.NothingToShift
    for row in moving if minutes else ():
        occasion = landing.shifted(rules.occasion_of(row), minutes)
        if occasion is None:
            raise errors.TimeLeavesDay(_title(row))
        before = log.place_of(row, None)
        _put(row, occasion, row.track)
        log.note(
            log.SHIFTED, row, before=before, after=log.place_of(row, None), actor=actor, now=now
        )
    db.session.flush()
    return len(moving)


def undo_move(*, event: Event, entry: int, actor: Actor, now: datetime) -> None:
    """Take the latest move back, that of a whole day with all its items.

    `entry` is the log's number of it. Raises NothingToUndo when it is not the latest change any
    more, or when an item is not as the move left it.
    """
    lock_agenda(event)
    last = log.last_move(event)
    if last is None or last.entry != entry:
        raise errors.NothingToUndo
    for step in last.steps:
        item = agenda.item_of(event, step.uid)
        if item is None or not log.is_still(step.after, item):
            raise errors.NothingToUndo
        before = log.place_of(item, _behind_whom(item))
        _put(item, step.occasion, step.track)
        if last.action == log.PLACED:
            others = _others_on(item.day, item)
            names = [other.uid for other in others]
            at = names.index(step.behind) + 1 if step.behind in names else 0
            _number([*others[:at], item, *others[at:]])
        after = log.place_of(item, _behind_whom(item))
        log.note(last.action, item, before=before, after=after, actor=actor, now=now)


def edit_seen(
    *, item: AgendaItem, facts: rules.ItemFacts, seen: str, actor: Actor, now: datetime
) -> None:
    """As `agenda.service.edit_item`, unless the item is another one than the page had shown."""
    agenda.edit_item(item=guarded(item, seen), facts=facts, actor=actor, now=now)


def remove_seen(*, item: AgendaItem, seen: str, actor: Actor, now: datetime) -> None:
    """As `agenda.service.remove_item`, unless the item is another one than the page had shown."""
    agenda.remove_item(item=guarded(item, seen), actor=actor, now=now)


def guarded(item: AgendaItem, seen: str) -> AgendaItem:
    """The item as it is now, kept from others until the end; ItemChangedMeanwhile if not `seen`."""
    lock_agenda(item.event)
    fresh = agenda.item_of(item.event, item.uid, anew=True)
    if fresh is None:  # somebody has removed it
        raise errors.ItemChangedMeanwhile("")
    current = mark_of(agenda.as_item(fresh))
    if current != seen:
        raise errors.ItemChangedMeanwhile(current)
    return fresh


def lock_agenda(event: Event) -> None:
    """Who else wants to change the agenda waits until this one is done."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())


def since_item(rows: Sequence[AgendaItem], since: str) -> list[AgendaItem]:
    """Of a day's items those with a time, from the named one's on; all where none is named."""
    timed = [row for row in rows if row.starts_at is not None]
    if not since:
        return timed
    first = next((row.starts_at for row in timed if row.uid == since), None)
    if first is None:
        return []
    return [row for row in timed if row.starts_at is not None and row.starts_at >= first]


def _wanted(
    item: AgendaItem, placing: Placing, others: Sequence[AgendaItem], at: int
) -> Occasion | None:
    own = rules.occasion_of(item)
    beside = next((other for other in others if other.uid == placing.neighbour), None)
    if placing.day is None:
        if placing.starts_at is not None:
            raise TimeWithoutDay
        return Occasion()
    if placing.starts_at is not None:
        return landing.starting_at(own, placing.day, placing.starts_at)
    if beside is None:
        return replace(own, day=placing.day)
    if placing.side is Side.WITH and beside.starts_at is not None:
        return landing.starting_at(own, placing.day, beside.starts_at)
    return landing.landed(
        own,
        day=placing.day,
        before=_nearest(reversed(others[:at])),
        behind=_nearest(others[at:]),
    )


def _nearest(rows: Iterable[AgendaItem]) -> Occasion | None:
    """When the nearest of them is that has a time."""
    return next((rules.occasion_of(row) for row in rows if row.starts_at is not None), None)


def _index(others: Sequence[AgendaItem], placing: Placing) -> int:
    names = [other.uid for other in others]
    if placing.neighbour not in names:
        return len(others)
    return names.index(placing.neighbour) + (placing.side is not Side.BEFORE)


def _put(item: AgendaItem, occasion: Occasion, track: LocalText) -> None:
    """Write it, and let the parts follow; a part keeps its distance from the item's start."""
    facts = replace(agenda.facts_of(item), occasion=occasion)
    occasion = rules.kept(facts, event=item.event, item=None).occasion
    by = _distance(rules.occasion_of(item), occasion)
    for part in item.parts:
        moved = landing.shifted(replace(rules.occasion_of(part), day=occasion.day), by)
        if moved is None:
            raise errors.TimeLeavesDay(_title(part))
        if moved.day is None and moved.starts_at is not None:
            raise PartsLeftOutside
        part.day, part.starts_at, part.ends_at = moved.day, moved.starts_at, moved.ends_at
    item.day, item.starts_at, item.ends_at = occasion.day, occasion.starts_at, occasion.ends_at
    item.track = track
    db.session.flush()


def _distance(old: Occasion, new: Occasion) -> int:
    if old.starts_at is None or new.starts_at is None:
        return 0
    return landing.minutes_of(new.starts_at) - landing.minutes_of(old.starts_at)


def _rows_of(event: Event, day: date | None) -> list[AgendaItem]:
    """A day's items without their parts, in order, as they are now."""
    same_day = AgendaItem.day.is_(None) if day is None else AgendaItem.day == day
    rows = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.event_id == event.id, AgendaItem.parent_id.is_(None), same_day)
        .order_by(AgendaItem.position, AgendaItem.id)
        .options(
            joinedload(AgendaItem.visit).joinedload(SiteVisit.host_institution),
            selectinload(AgendaItem.speakers),
            selectinload(AgendaItem.parts).selectinload(AgendaItem.speakers),
        )
        .execution_options(populate_existing=True)
    )
    return days.in_order(rows)


def items_of_day(event: Event, day: date) -> list[Item]:
    """A day's items in order, as plain values."""
    return [agenda.as_item(row) for row in _rows_of(event, day)]


def _others_on(day: date | None, item: AgendaItem) -> list[AgendaItem]:
    return [row for row in _rows_of(item.event, day) if row is not item]


def _behind_whom(item: AgendaItem) -> str | None:
    rows = _rows_of(item.event, item.day)
    here = rows.index(item)
    return rows[here - 1].uid if here else None


def _number(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items):
        item.position = position
    db.session.flush()


def _title(item: AgendaItem) -> str:
    return item.title.in_(locale.current())
