"""What experts contributed, in the order in which the report says it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.database import db
from eventreg.events.models import Event, Topic
from eventreg.visits.models import SiteVisit


@dataclass(frozen=True)
class OfTopic:
    """Contributions about a topic; `topic` is None for those without one."""

    topic: Topic | None
    contributions: tuple[Contribution, ...]


def accepted_by_kind(event: Event) -> Mapping[ContributionKind, Sequence[Contribution]]:
    """The event's accepted contributions in the editor's order, all kinds named; few statements.

    What is a draft, merged into another or set aside is not among them.
    """
    rows = db.session.scalars(
        select(Contribution)
        .where(Contribution.event_id == event.id, Contribution.state == ContributionState.ACCEPTED)
        .order_by(Contribution.position, Contribution.id)
        .options(
            joinedload(Contribution.topic),
            joinedload(Contribution.visit).joinedload(SiteVisit.host_institution),
            joinedload(Contribution.agenda_item),
            joinedload(Contribution.territory),
            joinedload(Contribution.registration),
            selectinload(Contribution.photos),
            selectinload(Contribution.joined).options(
                joinedload(Contribution.registration), selectinload(Contribution.photos)
            ),
        )
    ).all()
    return {kind: [row for row in rows if row.kind is kind] for kind in ContributionKind}


def by_topic(contributions: Iterable[Contribution], *, event: Event) -> Sequence[OfTopic]:
    """Contributions by topic: the event's topics in its order, then others, then none."""
    place = {topic.id: number for number, topic in enumerate(event.topics)}
    found: dict[Topic | None, list[Contribution]] = {}
    for contribution in contributions:
        found.setdefault(contribution.topic, []).append(contribution)
    return [
        OfTopic(topic, tuple(found[topic]))
        for topic in sorted(found, key=lambda topic: _place(topic, place))
    ]


def _place(topic: Topic | None, place: Mapping[int, int]) -> tuple[bool, int, int]:
    if topic is None:
        return (True, 0, 0)
    return (False, place.get(topic.id, len(place)), topic.id)
