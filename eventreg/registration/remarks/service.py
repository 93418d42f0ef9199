"""Tagging people and noting something about them; the log tells that it was done (R28).

The words of a note are in no log: what is taken away is gone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, insert, literal, select

from eventreg.contributions.editing.sensitivity import sensitive_words
from eventreg.database import UtcDateTime, db, insert_unless_there
from eventreg.events.models import Event
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor, record
from eventreg.identity import new_uid
from eventreg.language.search import folded
from eventreg.registration import rows
from eventreg.registration.models import Registration
from eventreg.registration.remarks.errors import NoSuchTag, NoteMayBeSensitive
from eventreg.registration.remarks.models import StaffNote, Tag, TagGiven

TAGGED, UNTAGGED = "tagged", "untagged"


def give_tag(event: Event, *, name: str, people: Select[int], actor: Actor, now: datetime) -> int:
    """Give those whose numbers `people` selects a tag, made if it is new; however many they are.

    Returns how many had it not yet. Raises NoSuchTag for an empty word.
    """
    tag = _tag_named(event, name)
    chosen = people.subquery()
    new = select(
        literal(tag.id), chosen.c[0], literal(_account(actor)), literal(now, UtcDateTime())
    ).where(~exists().where(TagGiven.tag_id == tag.id, TagGiven.registration_id == chosen.c[0]))
    columns = ["tag_id", "registration_id", "account_id", "given_at"]
    given: Any = db.session.execute(
        insert(TagGiven).from_select(columns, new).execution_options(preserve_rowcount=True)
    )
    _log(TAGGED, event, tag, given.rowcount, actor=actor, now=now)
    return int(given.rowcount)


def take_tag(event: Event, *, tag: Tag, people: Select[int], actor: Actor, now: datetime) -> int:
    """Take a tag away from those people; one that nobody has any more is gone. Tells how many."""
    taken: Any = db.session.execute(
        delete(TagGiven)
        .where(TagGiven.tag_id == tag.id, TagGiven.registration_id.in_(people))
        .execution_options(synchronize_session=False)
    )
    _log(UNTAGGED, event, tag, taken.rowcount, actor=actor, now=now)
    _forget_unused(event.id)
    return int(taken.rowcount)


def write_note(
    registration: Registration, *, text: str, sure: bool, actor: Actor, now: datetime
) -> StaffNote:
    """Note something about a person for colleagues.

    Raises NoteMayBeSensitive for words about health, origin or belief, unless one is `sure` that
    they say nothing of the kind about the person (R20, R25).
    """
    if not sure and (words := sensitive_words(text)):
        raise NoteMayBeSensitive(words)
    note = StaffNote(
        registration=registration, account_id=_account(actor), text=text, written_at=now
    )
    db.session.add(note)
    rows.log("note written", registration, actor=actor, now=now)
    db.session.flush()
    return note


def remove_note(note: StaffNote, *, actor: Actor, now: datetime) -> None:
    """Take a note away for good."""
    rows.log("note removed", note.registration, actor=actor, now=now)
    db.session.delete(note)
    db.session.flush()


def carry_over(*, kept: Registration, other: Registration) -> None:
    """Let the kept one of two registrations have the tags and notes of both."""
    has = select(TagGiven.tag_id).where(TagGiven.registration_id == kept.id)
    for given in db.session.scalars(
        select(TagGiven).where(TagGiven.registration_id == other.id, TagGiven.tag_id.not_in(has))
    ).all():
        given.registration_id = kept.id
    for note in db.session.scalars(
        select(StaffNote).where(StaffNote.registration_id == other.id)
    ).all():
        note.registration = kept
    db.session.flush()


def forget_remarks(registration: Registration) -> None:
    """Erase a person's tags and notes; a tag that nobody else has may name the person (R22)."""
    for table in (TagGiven, StaffNote):
        db.session.execute(
            delete(table)
            .where(table.registration_id == registration.id)
            .execution_options(synchronize_session="fetch")
        )
    _forget_unused(registration.event_id)


def _tag_named(event: Event, name: str) -> Tag:
    name = " ".join(name.split())
    key = folded(name)
    if not key:
        raise NoSuchTag
    insert_unless_there(
        db.session(), Tag, uid=new_uid(), event_id=event.id, name=name, name_key=key
    )
    known = select(Tag).where(Tag.event_id == event.id, Tag.name_key == key)
    return db.session.scalars(known).one()


def _forget_unused(event_id: int) -> None:
    db.session.execute(
        delete(Tag)
        .where(Tag.event_id == event_id, ~exists().where(TagGiven.tag_id == Tag.id))
        .execution_options(synchronize_session="fetch")
    )


def _account(actor: Actor) -> int | None:
    return actor.id if actor.kind is ActorKind.STAFF else None


def _log(action: str, event: Event, tag: Tag, people: int, *, actor: Actor, now: datetime) -> None:
    """Who was tagged stands in the rows themselves; the log tells how many were at once."""
    if people:
        record(
            action,
            actor=actor,
            now=now,
            subject="event",
            subject_uid=event.slug,
            organisation_id=event.organisation_id,
            event_id=event.id,
            after={"tag": tag.name, "people": people},
        )
