"""The series of an organisation: their meetings, who came to them, their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.models import Event, EventStatus, Series
from eventreg.events.rules import searched_text
from eventreg.history.service import Actor, record
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText
from eventreg.public.participation import Turnout, turnouts_of
from eventreg.registration.models import Registration
from eventreg.registration.turnout import Side, side, takes_part
from eventreg.territories.service import MappedCounts, map_to


@dataclass(frozen=True)
class KeptSeries:
    """A series with how many meetings it has, from the first day to the last."""

    series: Series
    meetings: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Meeting:
    """A meeting of a series and how many came to it."""

    event: Event
    turnout: Turnout


def all_series(organisation: Organisation, *, language: str) -> Sequence[KeptSeries]:
    """The organisation's series in the language's order (R5); one statement."""
    rows = db.session.execute(
        select(Series, func.count(Event.id), func.min(Event.starts_on), func.max(Event.ends_on))
        .outerjoin(Event, Event.series_id == Series.id)
        .where(Series.organisation_id == organisation.id)
        .group_by(Series.id)
        .order_by(Series.id)
    ).all()
    kept = [KeptSeries(*row) for row in rows]
    return sorted(kept, key=lambda each: sort_key(each.series.name.in_(language), language))


def series_named(organisation: Organisation, uid: str) -> Series | None:
    """The organisation's series of that name; None when it is another's."""
    return db.session.scalar(
        select(Series).where(Series.organisation_id == organisation.id, Series.uid == uid)
    )


def meetings_of(series: Series) -> Sequence[Meeting]:
    """The meetings in the order of their days; two statements."""
    events = db.session.scalars(
        select(Event)
        .where(Event.series_id == series.id)
        .order_by(Event.starts_on, Event.id)
        .options(joinedload(Event.host_territory))
    ).all()
    turnouts = turnouts_of([event.id for event in events])
    return [Meeting(event, turnouts.get(event.id, Turnout())) for event in events]


def was_held(series: Series, *, today: date) -> bool:
    """Whether a published meeting of the series is over, so that there is something to report."""
    held = select(Event.id).where(
        Event.series_id == series.id,
        Event.status != EventStatus.CANCELLED,
        Event.published_at.is_not(None),
        Event.ends_on <= today,
    )
    return db.session.scalar(select(held.exists())) or False


def came_from(series: Series, *, day: date, language: str) -> MappedCounts:
    """How many people came to all meetings together, by the municipalities of `day` (R4).

    Somebody who came to two meetings counts twice; meetings that were called off do not count.
    """
    rows = db.session.execute(
        select(Registration.territory_id, func.count().label("people"))
        .join(Registration.event)
        .where(
            Event.series_id == series.id,
            Event.status != EventStatus.CANCELLED,
            takes_part(),
            side() == Side.MUNICIPALITY.value,
        )
        .group_by(Registration.territory_id)
    )
    counts = {row.territory_id: row.people for row in rows}
    return map_to(day, counts, language=language)


def rename_series(series: Series, *, name: LocalText, actor: Actor, now: datetime) -> None:
    """Give a series another name, by which its meetings are found from now on."""
    before, series.name = dict(series.name), name
    events = db.session.scalars(
        select(Event)
        .where(Event.series_id == series.id)
        .order_by(Event.id)
        .options(selectinload(Event.topics), joinedload(Event.host_territory))
    )
    for event in events:
        event.search_text = searched_text(event)
    record(
        "changed",
        actor=actor,
        now=now,
        subject="series",
        subject_uid=series.uid,
        organisation_id=series.organisation_id,
        before={"name": before},
        after={"name": dict(name)},
    )
    db.session.flush()
