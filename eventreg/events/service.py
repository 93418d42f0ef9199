"""Events: reading them for their organisers, making and changing them.

Whoever acts and the present moment are given; nothing here commits. The moves of an event's state
are in `events.lifecycle`.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select

from eventreg.accounts.models import Organisation
from eventreg.agenda.service import count_outside
from eventreg.capacity import set_capacity
from eventreg.database import db
from eventreg.events import errors, rules
from eventreg.events.models import Event, EventStatus, Network, Series, Topic
from eventreg.events.rules import SLUG_LENGTH, EventFacts
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.identity import new_reference, slug_from
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.registration.places import lock_queue
from eventreg.registration.waiting.line import offer_freed
from eventreg.territories.models import Territory

Named = TypeVar("Named", Series, Network)

# Written as they are; the others are resolved, counted or checked against other rows first.
PLAIN = (
    *("title", "kind", "aim", "description", "notice", "starts_on", "ends_on", "time_zone"),
    *("host_territory", "place", "address", "admission", "list_audience"),
    *("registration_opens_at", "registration_closes_at", "changes_freeze_at"),
    *("waiting_list", "offer_hours", "reminder_days"),
    *("working_language", "practical", "photo_notice", "funding"),
    *("contact_name", "contact_email", "contact_phone"),
)


def event_named(slug: str) -> Event | None:
    """The event with that address."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def topics_of(organisation: Organisation, *, language: str) -> list[Topic]:
    """The organisation's topics by name (R5)."""
    rows = db.session.scalars(select(Topic).where(Topic.organisation_id == organisation.id))
    return sorted(rows, key=lambda topic: (sort_key(topic.name.in_(language), language), topic.id))


def series_of(organisation: Organisation, *, language: str) -> list[Series]:
    """The organisation's series by name (R5)."""
    rows = db.session.scalars(select(Series).where(Series.organisation_id == organisation.id))
    return sorted(rows, key=lambda row: (sort_key(row.name.in_(language), language), row.id))


def networks_of(organisation: Organisation, *, language: str) -> list[Network]:
    """The organisation's networks by name (R5)."""
    rows = db.session.scalars(select(Network).where(Network.organisation_id == organisation.id))
    return sorted(rows, key=lambda row: (sort_key(row.name.in_(language), language), row.id))


def propose_slug(title: LocalText, starts_on: date) -> str:
    """A free address made of the title and, where that is taken, the year or a number."""
    base = slug_from(title.in_("lv"), length=SLUG_LENGTH - 10) or new_reference().lower()
    dated = base if base.endswith(str(starts_on.year)) else f"{base}-{starts_on.year}"
    candidates = [base, dated, *(f"{dated}-{number}" for number in range(2, 100))]
    taken = set(db.session.scalars(select(Event.slug).where(Event.slug.in_(candidates))))
    return next(slug for slug in candidates if slug not in taken)


def create_event(
    *, organisation: Organisation, facts: EventFacts, actor: Actor, now: datetime
) -> Event:
    """Make a draft of an event.

    Raises the errors of `events.rules.check` and SlugTaken.
    """
    rules.check(facts)
    if facts.slug and event_named(facts.slug) is not None:
        raise errors.SlugTaken(facts.slug)
    event = Event(
        organisation=organisation,
        slug=facts.slug or propose_slug(facts.title, facts.starts_on),
        status=EventStatus.DRAFT,
        capacity=facts.capacity,
        taken=0,
        granted_beyond=0,
        created_at=now,
        updated_at=now,
    )
    _write(event, facts)
    db.session.add(event)
    db.session.flush()
    note("added", event, actor=actor, now=now, after=_described(event))
    return event


def edit_event(*, event: Event, facts: EventFacts, actor: Actor, now: datetime) -> Event:
    """Change an event to the facts; an empty `slug` keeps the address.

    New places are offered at once to those who wait (R8). Raises the errors of `create_event`,
    AddressIsPublic, ItemsOutsideDates and CapacityBelowTaken.
    """
    rules.check(facts)
    lock_queue(event.id)
    before = _described(event)
    _move_address(event, facts.slug or event.slug)
    outside = count_outside(event, starts_on=facts.starts_on, ends_on=facts.ends_on)
    if outside:
        raise errors.ItemsOutsideDates(outside)
    if event.capacity != facts.capacity and not set_capacity(db.session(), event, facts.capacity):
        raise errors.CapacityBelowTaken(event.taken - event.granted_beyond)
    _write(event, facts)
    db.session.flush()
    _note_change(event, before, actor=actor, now=now)
    offer_freed(event, now=now)
    return event


def write_summary(*, event: Event, summary: LocalText, actor: Actor, now: datetime) -> Event:
    """Say on the event's page what came of it."""
    before = _described(event)
    event.summary = summary
    db.session.flush()
    _note_change(event, before, actor=actor, now=now)
    return event


def facts_of(event: Event) -> EventFacts:
    """What is kept about an event, as its form shows it."""
    values = {name: getattr(event, name) for name in PLAIN}
    return EventFacts(
        **values,
        slug=event.slug,
        capacity=event.capacity,
        series=event.series.name if event.series else rules.NO_TEXT,
        network=event.network.name if event.network else rules.NO_TEXT,
        topics=tuple(topic.name for topic in event.topics),
    )


def note(
    action: str,
    event: Event,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Enter a change of the event into the log (R28)."""
    history.record(
        action,
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
        before=before,
        after=after,
    )


def _write(event: Event, facts: EventFacts) -> None:
    owner = event.organisation
    series = _named(Series, facts.series, owner)
    network = _named(Network, facts.network, owner)
    topics = _topics(facts.topics, owner)
    for name in PLAIN:
        setattr(event, name, getattr(facts, name))
    event.series, event.network = series, network
    if set(event.topics) != set(topics):
        event.topics = topics
    event.search_text = rules.searched_text(event)


def _move_address(event: Event, slug: str) -> None:
    if slug == event.slug:
        return
    if event.published_at is not None:
        raise errors.AddressIsPublic
    if event_named(slug) is not None:
        raise errors.SlugTaken(slug)
    event.slug = slug


def _named(model: type[Named], name: LocalText, owner: Organisation) -> Named | None:
    """The organisation's row of that name in any language, or a new one."""
    if not name:
        return None
    rows = db.session.scalars(
        select(model).where(model.organisation_id == owner.id).order_by(model.id)
    )
    found = next((row for row in rows if _is_called(row.name, name)), None)
    if found is None:
        found = model(organisation_id=owner.id, name=name)
        db.session.add(found)
    return found


def _topics(names: Iterable[LocalText], owner: Organisation) -> list[Topic]:
    known = list(
        db.session.scalars(
            select(Topic).where(Topic.organisation_id == owner.id).order_by(Topic.id)
        )
    )
    found: list[Topic] = []
    for name in (name for name in names if name):
        topic = next((row for row in known if _is_called(row.name, name)), None)
        if topic is None:
            topic = Topic(organisation_id=owner.id, key=_free_key(name, known), name=name)
            db.session.add(topic)
            known.append(topic)
        if topic not in found:
            found.append(topic)
    db.session.flush()
    return found


def _is_called(known: LocalText, name: LocalText) -> bool:
    return any(folded(known.get(language, "")) == folded(text) for language, text in name.items())


def _free_key(name: LocalText, known: Iterable[Topic]) -> str:
    taken = {topic.key for topic in known}
    base = slug_from(name.in_("lv"), length=50) or new_reference().lower()
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 999))) if key not in taken)


def _note_change(event: Event, before: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    old, new = history.changed(before, _described(event))
    if new:
        event.updated_at = now
        note("changed", event, actor=actor, now=now, before=old, after=new)


def _described(event: Event) -> dict[str, Any]:
    values = {**vars(facts_of(event)), "summary": event.summary}
    return {name: _as_json(value) for name, value in values.items()}


_JSON: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (LocalText, dict),
    (tuple, lambda values: [_as_json(value) for value in values]),
    (StrEnum, lambda value: value.value),
    (Territory, lambda value: f"{value.country}-{value.code}"),
    (date, lambda value: value.isoformat()),  # a datetime is a date too
)


def _as_json(value: Any) -> Any:
    return next((turned(value) for kind, turned in _JSON if isinstance(value, kind)), value)
