"""Reading tags and notes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.search import folded
from eventreg.registration.models import Registration
from eventreg.registration.remarks.models import StaffNote, Tag, TagGiven


def tags_of(event: Event) -> Sequence[Tag]:
    """The event's tags, in order of their words."""
    return db.session.scalars(
        select(Tag).where(Tag.event_id == event.id).order_by(Tag.name_key, Tag.id)
    ).all()


def tag_named(event: Event, name: str) -> Tag | None:
    """The event's tag of this word, however it is written."""
    return db.session.scalar(
        select(Tag).where(Tag.event_id == event.id, Tag.name_key == folded(name))
    )


def tag_names(registration_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The tags of these people by their number, in order; one statement."""
    return _by_person(_names().where(TagGiven.registration_id.in_(registration_ids)))


def tag_names_at(event: Event) -> Mapping[int, Sequence[str]]:
    """The tags of all people of an event by their number, in order; one statement."""
    return _by_person(_names().where(Tag.event_id == event.id))


def tags_given_to(registration: Registration) -> Sequence[TagGiven]:
    """The tags of a person with who gave them and when."""
    return db.session.scalars(
        select(TagGiven)
        .join(TagGiven.tag)
        .where(TagGiven.registration_id == registration.id)
        .order_by(Tag.name_key, Tag.id)
        .options(joinedload(TagGiven.tag), joinedload(TagGiven.account))
    ).all()


def notes_of(registration: Registration) -> Sequence[StaffNote]:
    """What staff noted of a person, latest first."""
    return db.session.scalars(
        select(StaffNote)
        .where(StaffNote.registration_id == registration.id)
        .order_by(StaffNote.written_at.desc(), StaffNote.id.desc())
        .options(joinedload(StaffNote.account))
    ).all()


def note_of(registration: Registration, uid: str) -> StaffNote | None:
    """A note about this person; one about another is not found."""
    return db.session.scalar(
        select(StaffNote).where(StaffNote.registration_id == registration.id, StaffNote.uid == uid)
    )


def _names() -> Select[int, str]:
    return (
        select(TagGiven.registration_id, Tag.name).join(TagGiven.tag).order_by(Tag.name_key, Tag.id)
    )


def _by_person(names: Select[int, str]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    for number, name in db.session.execute(names):
        found.setdefault(number, []).append(name)
    return found
