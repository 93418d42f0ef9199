"""Looking for good practices and reading one, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, extract, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg import clock
from eventreg.contributions.models import Contribution, Photo
from eventreg.contributions.naming.service import author_of, institution_of
from eventreg.contributions.photos.shown import in_library
from eventreg.database import db
from eventreg.events.models import Event, Topic
from eventreg.history.models import LogEntry
from eventreg.language.collation import sort_key
from eventreg.library.asked import Filters, conditions, region_key
from eventreg.library.shelves import (
    TodaysUnits,
    in_the_library,
    practices,
    territory_of,
    todays_units,
    topics_in_use,
)
from eventreg.library.similar import Said, similar_to
from eventreg.territories.models import Territory
from eventreg.territories.service import MappedCounts, in_order, map_to, names_with_today
from eventreg.visits.models import SiteVisit

PER_PAGE = 12
IN_FEED = 50
_NO_CHANGE_OF_WORDS = ("moved",)


class Choice(NamedTuple):
    """An option of a filter."""

    value: str
    label: str


@dataclass(frozen=True)
class Practice:
    """A practice with what may be said of its author now (R21) and where it is from.

    `place` says too what the municipality is called today, where a reform took it away (R4);
    `changed_at` is when its words, or how its author is named, changed last.
    """

    row: Contribution
    author: str
    institution: str
    place: str
    changed_at: datetime
    photos: Sequence[Photo]


@dataclass(frozen=True)
class Library:
    """What was found, and what one can ask for.

    `by_place` counts all that was found by municipalities of today; `event` is the one asked for.
    """

    found: Sequence[Practice]
    count: int
    page: int
    by_place: MappedCounts
    topics: Sequence[Choice]
    territories: Sequence[Choice]
    regions: Sequence[Choice]
    years: Sequence[Choice]
    event: Event | None

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PER_PAGE))


def find_practices(*, filters: Filters, page: int, language: str, now: datetime) -> Library:
    """A page of the practices that fit, those of the latest event first."""
    today = _today(now)
    units, topics = todays_units(today=today, language=language), topics_in_use()
    asked = conditions(filters, units=units, topics=topics)
    rows = _with_surroundings(practices().where(*asked))
    counts = _counted(asked)
    here = db.session.scalars(rows.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return Library(
        found=_told(here, today=today, language=language),
        count=sum(counts.values()),
        page=page,
        by_place=map_to(
            today, {place: n for place, n in counts.items() if place}, language=language
        ),
        topics=_topic_choices(topics, language),
        territories=_territory_choices(units, language),
        regions=_region_choices(units, language),
        years=_years(),
        event=_event(filters.event) if filters.event else None,
    )


def practice_of(uid: str, *, language: str, now: datetime) -> Practice | None:
    """The practice of that name, if it stands in the library."""
    rows = _with_surroundings(practices().where(Contribution.uid == uid))
    found = _told(db.session.scalars(rows).all(), today=_today(now), language=language)
    return found[0] if found else None


def photo_of(practice_uid: str, uid: str) -> Photo | None:
    """A photo that everybody may see with the practice."""
    row = db.session.scalar(practices().where(Contribution.uid == practice_uid))
    shown = in_library(row) if row else ()
    return next((photo for photo in shown if photo.uid == uid), None)


def similar_practices(of: Practice, *, language: str, now: datetime) -> Sequence[Practice]:
    """Up to three practices that say much the same, the most alike first."""
    columns = (Contribution.id, Contribution.search_text, Contribution.topic_id)
    texts = {
        number: Said(words, topic)
        for number, words, topic in db.session.execute(practices().with_only_columns(*columns))
    }
    alike = similar_to(of.row.id, texts)
    rows = _with_surroundings(practices().where(Contribution.id.in_(alike)))
    found = db.session.scalars(rows).all()
    ranked = sorted(found, key=lambda row: alike.index(row.id))
    return _told(ranked, today=_today(now), language=language)


def latest_practices(*, language: str, now: datetime) -> Sequence[Practice]:
    """For the feed: what was added or changed last, first."""
    changed = _changes()
    rows = _with_surroundings(practices()).outerjoin(
        changed, changed.c.subject_uid == Contribution.uid
    )
    at = func.coalesce(changed.c.at, Contribution.created_at)
    newest = rows.order_by(None).order_by(at.desc(), Contribution.id.desc()).limit(IN_FEED)
    return _told(db.session.scalars(newest).all(), today=_today(now), language=language)


def practices_for_index() -> Sequence[tuple[str, datetime]]:
    """Name and time of the last change of every practice, for search engines."""
    changed = _changes()
    columns = (Contribution.uid, func.coalesce(changed.c.at, Contribution.created_at))
    rows = practices().outerjoin(changed, changed.c.subject_uid == Contribution.uid)
    return [(uid, at) for uid, at in db.session.execute(rows.with_only_columns(*columns))]


def practices_at(event: Event) -> int:
    """How many practices of the event stand in the library."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Contribution)
            .join(Contribution.event)
            .where(Contribution.event_id == event.id, *in_the_library())
        )
        or 0
    )


def _today(now: datetime) -> date:
    return now.astimezone(clock.HOME_ZONE).date()


def _with_surroundings(rows: Select[Contribution]) -> Select[Contribution]:
    event = joinedload(Contribution.event)
    return rows.options(
        event.joinedload(Event.organisation),
        event.joinedload(Event.host_territory),
        joinedload(Contribution.topic),
        joinedload(Contribution.territory),
        joinedload(Contribution.registration),
        selectinload(Contribution.photos),
        selectinload(Contribution.joined).options(
            joinedload(Contribution.registration), selectinload(Contribution.photos)
        ),
        joinedload(Contribution.agenda_item),
        joinedload(Contribution.visit).joinedload(SiteVisit.host_institution),
    )


def _changes() -> Any:
    """When each contribution was changed last, as the log has it."""
    return (
        select(LogEntry.subject_uid, func.max(LogEntry.at).label("at"))
        .where(LogEntry.subject == "contribution", LogEntry.action.not_in(_NO_CHANGE_OF_WORDS))
        .group_by(LogEntry.subject_uid)
        .subquery()
    )


def _told(rows: Sequence[Contribution], *, today: date, language: str) -> Sequence[Practice]:
    from_where = {row.id: row.territory or row.event.host_territory for row in rows}
    territories = {each.id: each for each in from_where.values() if each}
    names = names_with_today(territories.values(), day=today, language=language)
    changed = _changes()
    at = select(changed.c.subject_uid, changed.c.at).where(
        changed.c.subject_uid.in_([row.uid for row in rows])
    )
    changes: dict[str, datetime] = dict(db.session.execute(at).all())
    return [
        Practice(
            row=row,
            author=author_of(row),
            institution=institution_of(row),
            place=names[place.id] if (place := from_where[row.id]) else "",
            changed_at=changes.get(row.uid, row.created_at),
            photos=in_library(row),
        )
        for row in rows
    ]


def _counted(asked: Sequence[ColumnElement[bool]]) -> Mapping[int | None, int]:
    """How many of those that fit are from each territory, as it was then."""
    rows = (
        select(territory_of(), func.count())
        .select_from(Contribution)
        .join(Contribution.event)
        .where(*in_the_library(), *asked)
        .group_by(territory_of())
    )
    return dict(db.session.execute(rows).all())


def _topic_choices(topics: Sequence[Topic], language: str) -> Sequence[Choice]:
    return _sorted({each.key: each.name.in_(language) for each in topics}, language)


def _territory_choices(units: TodaysUnits, language: str) -> Sequence[Choice]:
    todays = {each for today in units.values() for each in today}
    return [
        Choice(each.code, each.name.in_(language)) for each in in_order(todays, language=language)
    ]


def _region_choices(units: TodaysUnits, language: str) -> Sequence[Choice]:
    todays: set[Territory] = {each for today in units.values() for each in today}
    names = {region_key(each): each.region.in_(language) for each in todays}
    return _sorted({key: name for key, name in names.items() if key}, language)


def _sorted(names: Mapping[str, str], language: str) -> Sequence[Choice]:
    in_order = sorted(names.items(), key=lambda each: (sort_key(each[1], language), each[0]))
    return [Choice(value, label[:1].upper() + label[1:]) for value, label in in_order]


def _years() -> Sequence[Choice]:
    year: ColumnElement[Any] = extract("year", Event.starts_on)
    years = db.session.scalars(
        select(year)
        .select_from(Contribution)
        .join(Contribution.event)
        .where(*in_the_library())
        .distinct()
        .order_by(year.desc())
    )
    return [Choice(str(int(each)), str(int(each))) for each in years]


def _event(slug: str) -> Event | None:
    return db.session.scalar(
        select(Event).where(Event.slug == slug, Event.published_at.is_not(None))
    )
