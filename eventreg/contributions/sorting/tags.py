"""Giving and taking tags of contributions; the log tells that it was done (R28)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from eventreg.contributions.log import note
from eventreg.contributions.models import Contribution
from eventreg.contributions.sorting.errors import TagEmpty
from eventreg.contributions.sorting.models import ContributionTag
from eventreg.database import db, insert_unless_there
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.language.search import folded


def give_tag(contribution: Contribution, *, name: str, actor: Actor, now: datetime) -> None:
    """Give it a tag, once however it is spelled; raises TagEmpty."""
    key = folded(name)
    if not any(map(str.isalnum, key)):
        raise TagEmpty
    spelled = _known(contribution.event, key) or name
    given = {"contribution_id": contribution.id, "name_key": key, "name": spelled}
    if insert_unless_there(db.session(), ContributionTag, **given):
        note("tagged", contribution, actor=actor, now=now)
    db.session.flush()


def take_tag(contribution: Contribution, *, key: str, actor: Actor, now: datetime) -> None:
    """Take a tag away; one that it does not have changes nothing."""
    taken = db.session.execute(
        delete(ContributionTag)
        .where(ContributionTag.contribution_id == contribution.id, ContributionTag.name_key == key)
        .returning(ContributionTag.name_key)
    )
    if taken.first() is not None:
        note("untagged", contribution, actor=actor, now=now)
    db.session.flush()


def tags_at(event: Event) -> Mapping[int, Sequence[ContributionTag]]:
    """The tags by the contribution's number, in the order of words; one statement."""
    found: dict[int, list[ContributionTag]] = {}
    rows = db.session.scalars(
        select(ContributionTag)
        .join(Contribution, Contribution.id == ContributionTag.contribution_id)
        .where(Contribution.event_id == event.id)
        .order_by(ContributionTag.name_key)
    )
    for row in rows:
        found.setdefault(row.contribution_id, []).append(row)
    return found


def tags_offered(event: Event) -> Sequence[tuple[str, str]]:
    """Each tag that the event has, as key and name, in the order of words."""
    names = {tag.name_key: tag.name for tags in tags_at(event).values() for tag in tags}
    return sorted(names.items())


def _known(event: Event, key: str) -> str | None:
    """The tag as somebody at this event has spelled it first."""
    return dict(tags_offered(event)).get(key)
