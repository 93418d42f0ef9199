"""The public list of events: search and filters, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, extract, func, select
from sqlalchemy.orm import joinedload

from eventreg import clock
from eventreg.database import db
from eventreg.events.models import Event, EventStatus, Topic, event_topic
from eventreg.events.registration_window import RegistrationWindow, registration_window
from eventreg.language.collation import sort_key
from eventreg.language.search import folded
from eventreg.public.participation import Turnout, turnouts_of
from eventreg.territories.models import Territory

PAST_PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the visitor asked for; an empty value asks for nothing.

    `territory` is the official code of the host territory, `topic` a topic's key.
    """

    words: str = ""
    year: int | None = None
    territory: str = ""
    topic: str = ""

    @property
    def are_set(self) -> bool:
        return bool(self.in_address())

    def in_address(self) -> dict[str, str]:
        """The filters as the address of the list carries them."""
        asked = {
            "q": self.words,
            "year": str(self.year or ""),
            "territory": self.territory,
            "topic": self.topic,
        }
        return {name: value for name, value in asked.items() if value}


class Choice(NamedTuple):
    """An option of a filter."""

    value: str
    label: str


@dataclass(frozen=True)
class Listed:
    """An event in the list."""

    event: Event
    turnout: Turnout
    window: RegistrationWindow


@dataclass(frozen=True)
class EventList:
    """The list as the page shows it."""

    coming: Sequence[Listed]
    past: Sequence[Listed]
    past_count: int
    page: int
    years: Sequence[Choice]
    territories: Sequence[Choice]
    topics: Sequence[Choice]

    @property
    def pages(self) -> int:
        return max(1, -(-self.past_count // PAST_PER_PAGE))


def list_events(*, filters: Filters, page: int, language: str, now: datetime) -> EventList:
    """Public events that fit `filters`: coming ones, nearest first, and a page of past ones."""
    today = now.astimezone(clock.HOME_ZONE).date()
    found = select(Event).where(_is_public(), *_conditions(filters))
    coming = _events(found.where(Event.ends_on >= today).order_by(Event.starts_on, Event.id))
    ended = found.where(Event.ends_on < today)
    past_count = db.session.scalar(select(func.count()).select_from(ended.subquery())) or 0
    past = _events(
        ended.order_by(Event.starts_on.desc(), Event.id.desc())
        .limit(PAST_PER_PAGE)
        .offset((page - 1) * PAST_PER_PAGE)
    )
    turnouts = turnouts_of([event.id for event in (*coming, *past)])
    return EventList(
        coming=_listed(coming, turnouts, now),
        past=_listed(past, turnouts, now),
        past_count=past_count,
        page=page,
        years=_years(),
        territories=_host_territories(language),
        topics=_topics(language),
    )


def public_events_for_index() -> Sequence[tuple[str, datetime]]:
    """Slug and time of the last change of every public event, for search engines."""
    rows = db.session.execute(
        select(Event.slug, Event.updated_at).where(_is_public()).order_by(Event.id)
    )
    return [(slug, updated_at) for slug, updated_at in rows]


def _is_public() -> ColumnElement[bool]:
    return Event.published_at.is_not(None) & (Event.status != EventStatus.DRAFT)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Event.search_text.contains(word, autoescape=True) for word in folded(filters.words).split()
    ]
    if filters.year:
        conditions.append(
            Event.starts_on.between(date(filters.year, 1, 1), date(filters.year, 12, 31))
        )
    if filters.territory:
        conditions.append(Event.host_territory.has(Territory.code == filters.territory))
    if filters.topic:
        conditions.append(Event.topics.any(Topic.key == filters.topic))
    return conditions


def _events(statement: Select[Event]) -> Sequence[Event]:
    with_host = statement.options(joinedload(Event.host_territory))
    return db.session.scalars(with_host).all()


def _listed(
    events: Sequence[Event], turnouts: Mapping[int, Turnout], now: datetime
) -> Sequence[Listed]:
    return [
        Listed(event, turnouts.get(event.id, Turnout()), registration_window(event, now=now))
        for event in events
    ]


def _years() -> Sequence[Choice]:
    year: ColumnElement[Any] = extract("year", Event.starts_on)
    years = db.session.scalars(select(year).where(_is_public()).distinct().order_by(year.desc()))
    return [Choice(str(int(each)), str(int(each))) for each in years]


def _host_territories(language: str) -> Sequence[Choice]:
    hosts = select(Event.host_territory_id).where(_is_public())
    order = Territory.sort_lv if language == "lv" else Territory.sort_en
    territories = db.session.scalars(
        select(Territory).where(Territory.id.in_(hosts)).order_by(order, Territory.id)
    )
    return [Choice(each.code, each.name.in_(language)) for each in territories]


def _topics(language: str) -> Sequence[Choice]:
    used = (
        select(event_topic.c.topic_id)
        .join(Event, Event.id == event_topic.c.event_id)
        .where(_is_public())
    )
    topics = db.session.scalars(select(Topic).where(Topic.id.in_(used)).order_by(Topic.id))
    names = {topic.key: topic.name.in_(language) for topic in topics}
    in_order = sorted(names.items(), key=lambda topic: sort_key(topic[1], language))
    return [Choice(key, name) for key, name in in_order]
