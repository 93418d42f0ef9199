"""Which practices stand in the library, and from where each is."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.database import db
from eventreg.events.models import Event, EventStatus, Topic
from eventreg.territories.models import Territory
from eventreg.territories.service import successors_of

PUBLIC = (EventStatus.PUBLISHED, EventStatus.CLOSED, EventStatus.ARCHIVED)

TodaysUnits = Mapping[int, Sequence[Territory]]


def in_the_library() -> tuple[ColumnElement[bool], ...]:
    """What makes a contribution of a joined event a practice of the library."""
    return (
        Contribution.kind == ContributionKind.GOOD_PRACTICE,
        Contribution.state == ContributionState.ACCEPTED,
        Event.published_at.is_not(None),
        Event.status.in_(PUBLIC),
    )


def territory_of() -> ColumnElement[int | None]:
    """The number of the territory that a practice is from: its author's, else the host's."""
    return func.coalesce(Contribution.territory_id, Event.host_territory_id)


def practices() -> Select[Contribution]:
    """The practices, with the latest event first."""
    return (
        select(Contribution)
        .join(Contribution.event)
        .where(*in_the_library())
        .order_by(Event.starts_on.desc(), Event.id, Contribution.position, Contribution.id)
    )


def todays_units(*, today: date, language: str) -> TodaysUnits:
    """What each territory that a practice is from is today, by its number (R4)."""
    found = select(territory_of()).join(Contribution.event).where(*in_the_library())
    territories = db.session.scalars(
        select(Territory).where(Territory.id.in_(found)).order_by(Territory.id)
    ).all()
    return successors_of(territories, day=today, language=language)


def topics_in_use() -> Sequence[Topic]:
    """The topics that practices have."""
    used = select(Contribution.topic_id).join(Contribution.event).where(*in_the_library())
    return db.session.scalars(select(Topic).where(Topic.id.in_(used)).order_by(Topic.id)).all()
