"""From an event file to the database: whole, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventreg.accounts.models import Organisation
from eventreg.capacity import limits_in_order, release_place, take_place
from eventreg.database import db
from eventreg.events.event_file import (
    composing,
    consistency,
    landing_evaluation,
    landing_people,
    landing_programme,
    landing_questions,
)
from eventreg.events.event_file.errors import EventFileFaulty, Fault
from eventreg.events.event_file.landing import Landing, assign
from eventreg.events.event_file.shape import EventFile, NamedShape, OrganisationShape
from eventreg.events.models import Event, EventStatus, Network, Series, Topic
from eventreg.events.rules import searched_text
from eventreg.history import service as history
from eventreg.history.service import Actor

_MOMENTS = {"published_at", "created_at", "updated_at"}


@dataclass(frozen=True)
class Imported:
    """What an import did; `changed` is whether anything is different now."""

    event: Event
    created: bool
    changed: bool


def import_event(
    file: EventFile, *, actor: Actor, now: datetime, action: str = "imported"
) -> Imported:
    """Bring the file's event into the database, new or over the one with the same short name.

    What the file says of the event, its agenda, visits and invitations then holds, no more and no
    less. Organisations that exist stay as they are. People and contributions are added and brought
    up to date by their keys, never removed. All limits hold (R6). No mail is sent. The log
    calls it `action`.

    Raises EventFileFaulty with everything found wrong; the database then is as it was.
    """
    if faults := consistency.faults(file):
        raise EventFileFaulty(faults)
    try:
        with db.session.begin_nested():
            return _land(file, actor=actor, now=now, action=action)
    except IntegrityError as error:
        reason = f"the database refused it: {str(error.orig).splitlines()[0]}"
        raise EventFileFaulty([Fault((), reason)]) from error


def _land(file: EventFile, *, actor: Actor, now: datetime, action: str) -> Imported:
    event = db.session.scalar(select(Event).where(Event.slug == file.slug))
    before = composing.compose(event, with_people=True) if event else None
    landing = Landing(file, event or Event(slug=file.slug), now, is_new=event is None)
    with db.session.no_autoflush:
        landing.find_territories()
        _find_owner(landing)
        landing.stop_on_faults()
        landing_people.find(landing)
        _write_event(landing)
        landing.stop_on_faults()
        landing_programme.land(landing)
        landing_questions.land(landing)
        landing_evaluation.land(landing)
        landing_people.land(landing)
        landing.stop_on_faults()
    db.session.flush()
    _move_places(landing)
    landing.stop_on_faults()
    db.session.expire_all()
    return _imported(landing, before, actor=actor, action=action)


def _imported(landing: Landing, before: EventFile | None, *, actor: Actor, action: str) -> Imported:
    event, now = landing.event, landing.now
    after = composing.compose(event, with_people=True)
    if before is not None and after == before:
        return Imported(event, created=False, changed=False)
    if before is not None and landing.file.updated_at in {None, before.updated_at}:
        event.updated_at = now
    parts = [
        name
        for name in EventFile.model_fields
        if before is not None and getattr(before, name) != getattr(after, name)
    ]
    history.record(
        action,
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
        after={"parts": parts} if parts else {},
    )
    db.session.flush()
    return Imported(event, created=before is None, changed=True)


def _find_owner(landing: Landing) -> None:
    shape = landing.file.organisation
    event = landing.event
    if landing.is_new:
        event.organisation = _organisation(shape, now=landing.now)
    elif event.organisation.slug != shape.slug:
        landing.fault(("slug",), "this short name belongs to an event of another organisation")


def _organisation(shape: OrganisationShape, *, now: datetime) -> Organisation:
    row = db.session.scalar(select(Organisation).where(Organisation.slug == shape.slug))
    if row is None:
        row = Organisation(created_at=now)
        assign(row, shape, OrganisationShape.model_fields)
        db.session.add(row)
        db.session.flush()
    return row


def _write_event(landing: Landing) -> None:
    event, file, now = landing.event, landing.file, landing.now
    _check_capacity(landing)
    assign(event, file, [name for name in composing.SAME_NAME if name not in _MOMENTS])
    event.host_territory = landing.territory(file.host_territory)
    event.contact_name = file.contact.name
    event.contact_email = file.contact.email
    event.contact_phone = file.contact.phone
    event.series = _named(landing, Series, file.series, "series")
    event.network = _named(landing, Network, file.network, "network")
    event.created_at = file.created_at or (now if landing.is_new else event.created_at)
    event.updated_at = file.updated_at or (now if landing.is_new else event.updated_at)
    event.published_at = file.published_at or event.published_at
    if file.status is not EventStatus.DRAFT and event.published_at is None:
        event.published_at = now
    _write_topics(landing)
    event.search_text = searched_text(event)
    if landing.is_new:
        db.session.add(event)
        landing.stop_on_faults()
        db.session.flush()


def _check_capacity(landing: Landing) -> None:
    file = landing.file
    if landing.is_new or file.capacity is None:
        return
    if landing.event.taken > file.capacity + file.granted_beyond:
        landing.fault(("capacity",), f"{landing.event.taken} places are taken already")


def _named(
    landing: Landing, model: type[Series | Network], shape: NamedShape | None, path: str
) -> Any:
    if shape is None:
        return None
    owner = landing.event.organisation.id
    found = landing.rows_by_key(model, {shape.key: (path,)}, organisation_id=owner)
    row = found.get(shape.key) or model(uid=shape.key, organisation_id=owner)
    row.name = shape.name
    db.session.add(row)
    return row


def _write_topics(landing: Landing) -> None:
    owner = landing.event.organisation.id
    rows = db.session.scalars(select(Topic).where(Topic.organisation_id == owner))
    known = {row.key: row for row in rows}
    for shape in (*landing.file.topics, *landing.file.further_topics):
        row = known.get(shape.key) or Topic(organisation_id=owner, key=shape.key)
        row.name = shape.name
        db.session.add(row)
        landing.topics[shape.key] = row
    wanted = [landing.topics[shape.key] for shape in landing.file.topics]
    if set(wanted) != set(landing.event.topics):
        landing.event.topics = wanted


def _move_places(landing: Landing) -> None:
    """Give back and take places in the one fixed order, each limit's releases first (R7)."""
    limits = {*landing.releases, *(limit for limit, _path in landing.takes)}
    for limit in limits_in_order(limits):
        for released in landing.releases:
            if released is limit:
                release_place(db.session(), limit)
        for taken, path in landing.takes:
            if taken is limit and not take_place(db.session(), limit):
                landing.fault(path, "no place is left")
