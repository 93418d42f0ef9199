"""Which photos stand beside a text: where, and to whom."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from eventreg.contributions.models import Contribution, ContributionState, Photo
from eventreg.database import db
from eventreg.events.models import Event

_S = ContributionState


class Size(StrEnum):
    """In which a photo is given out."""

    LARGE = "large"
    SMALL = "small"


def photos_of(contribution: Contribution) -> Sequence[Photo]:
    """The text's own photos and those of texts that were merged into it."""
    return [photo for each in (contribution, *contribution.joined) for photo in each.photos]


def in_report(contribution: Contribution) -> Sequence[Photo]:
    """What is printed with the text."""
    return [photo for photo in photos_of(contribution) if photo.is_shown and photo.in_report]


def in_library(contribution: Contribution) -> Sequence[Photo]:
    """What everybody sees with the practice."""
    return [photo for photo in photos_of(contribution) if photo.is_shown and photo.in_library]


def of_report(event: Event) -> Sequence[Photo]:
    """All that can be printed in the event's report; one statement."""
    return [photo for photo in _accepted(event) if photo.in_report]


def as_evidence(event: Event) -> Sequence[Photo]:
    """All that show what was seen at the event, wherever they stand; one statement."""
    return _accepted(event)


def standing_names(event_id: int) -> frozenset[str]:
    """The names of photos that neither the author nor the organiser has taken back since."""
    rows = db.session.scalars(_of_event(event_id).where(Photo.taken_out_at.is_(None)))
    return frozenset(photo.name for photo in rows)


def photo_at(event: Event, uid: str) -> Photo | None:
    """A photo that an organiser of the event may see: of a text that was sent."""
    found = _of_event(event.id).where(Photo.uid == uid, Contribution.state != _S.DRAFT)
    return db.session.scalar(found)


def keys_of(photo: Photo) -> tuple[str, str]:
    """Where its files lie in the store."""
    return photo.storage_key, photo.small_key


def _accepted(event: Event) -> Sequence[Photo]:
    rows = db.session.scalars(
        _of_event(event.id).where(Contribution.state.in_((_S.ACCEPTED, _S.MERGED)))
    ).all()
    return [photo for photo in rows if photo.is_shown and _speaks(photo.contribution)]


def _speaks(contribution: Contribution) -> bool:
    """Whether the text, or the one that it was merged into, is accepted."""
    into = contribution.merged_into
    return (into or contribution).state is _S.ACCEPTED


def _of_event(event_id: int) -> Select[Photo]:
    return (
        select(Photo)
        .join(Photo.contribution)
        .where(Contribution.event_id == event_id)
        .order_by(Photo.id)
        .options(contains_eager(Photo.contribution).joinedload(Contribution.merged_into))
    )
