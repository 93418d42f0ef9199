"""Beginning an event with something, and keeping templates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events import rules
from eventreg.events.event_file import consistency, text
from eventreg.events.event_file.composing import compose
from eventreg.events.event_file.errors import EventFileFaulty
from eventreg.events.event_file.importing import import_event
from eventreg.events.event_file.shape import EventFile
from eventreg.events.event_file.territory import territory_shape
from eventreg.events.models import Event
from eventreg.events.rules import EventFacts
from eventreg.events.service import propose_slug
from eventreg.events.starting.errors import QuotasAbovePlaces, TemplateNameTaken
from eventreg.events.starting.fitting import fitted
from eventreg.events.starting.models import EventTemplate
from eventreg.events.starting.parts import Part, begun_from, without_people
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.territories.models import Territory


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What an organiser says of an event that begins with another.

    Without `ends_on` it lasts as long as its model; `capacity` None is without limit.
    """

    title: LocalText
    starts_on: date
    ends_on: date | None
    host_territory: Territory | None
    capacity: int | None
    parts: Collection[Part]


@dataclass(frozen=True)
class Begun:
    """The draft, and what of the model could not come along."""

    event: Event
    invitations_left: int
    items_without_day: int


def begin_event(
    *,
    organisation: Organisation,
    file: EventFile,
    beginning: Beginning,
    actor: Actor,
    now: datetime,
) -> Begun:
    """Make a draft of the chosen parts of `file`; nobody is told anything.

    Raises the errors of `events.rules.check`, and QuotasAbovePlaces when the invited keep more
    places free than there are.
    """
    begun = begun_from(
        file, starts_on=beginning.starts_on, ends_on=beginning.ends_on, parts=beginning.parts
    )
    draft = fitted(begun, organisation).model_copy(
        update={
            "slug": propose_slug(beginning.title, beginning.starts_on),
            "title": beginning.title,
            "host_territory": territory_shape(beginning.host_territory),
            "capacity": beginning.capacity,
        }
    )
    _check(draft, beginning.host_territory)
    event = import_event(draft, actor=actor, now=now, action="added").event
    return Begun(
        event,
        invitations_left=len(begun.invitations) - len(draft.invitations),
        items_without_day=_without_day(draft) - _without_day(file),
    )


def keep_template(
    *, event: Event, name: str, parts: Collection[Part], actor: Actor, now: datetime
) -> EventTemplate:
    """Keep the chosen parts of an event to begin others with; raises TemplateNameTaken."""
    file = begun_from(
        compose(event, with_people=False),
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        parts=parts,
    )
    return _keep(event.organisation, file, name, actor=actor, now=now)


def keep_file(
    *, organisation: Organisation, file: EventFile, name: str, actor: Actor, now: datetime
) -> EventTemplate:
    """Keep an event file, without its people, to begin events with.

    Raises TemplateNameTaken, and EventFileFaulty when its parts contradict each other.
    """
    if faults := consistency.faults(file):
        raise EventFileFaulty(faults)
    return _keep(organisation, file, name, actor=actor, now=now)


def remove_template(template: EventTemplate, *, actor: Actor, now: datetime) -> None:
    """Forget a template; the events that began with it stay."""
    _note("removed", template, actor=actor, now=now)
    db.session.delete(template)
    db.session.flush()


def _keep(
    organisation: Organisation, file: EventFile, name: str, *, actor: Actor, now: datetime
) -> EventTemplate:
    template = EventTemplate(
        organisation_id=organisation.id,
        name=name,
        file=text.write(without_people(file)),
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(template)
    except IntegrityError as error:
        raise TemplateNameTaken(name) from error
    _note("added", template, actor=actor, now=now)
    return template


def _check(draft: EventFile, host: Territory | None) -> None:
    rules.check(
        EventFacts(
            title=draft.title,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
            time_zone=draft.time_zone,
            host_territory=host,
            registration_opens_at=draft.registration_opens_at,
            registration_closes_at=draft.registration_closes_at,
            changes_freeze_at=draft.changes_freeze_at,
        )
    )
    kept = sum(each.quota or 0 for each in draft.invitations if each.reserves)
    if draft.capacity is not None and kept > draft.capacity:
        raise QuotasAbovePlaces(kept)


def _without_day(file: EventFile) -> int:
    return sum(item.day is None for item in file.agenda)


def _note(action: str, template: EventTemplate, *, actor: Actor, now: datetime) -> None:
    history.record(
        action,
        actor=actor,
        now=now,
        subject="event_template",
        subject_uid=template.uid,
        organisation_id=template.organisation_id,
        after={"name": template.name},
    )
