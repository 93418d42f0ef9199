"""Publishing a version of an agenda: what changed is kept, and told to those it touches."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventreg.agenda.editing.service import lock_agenda
from eventreg.agenda.service import agenda_of
from eventreg.agenda.versions.changes import Change, changes_between
from eventreg.agenda.versions.content import Content, content_of
from eventreg.agenda.versions.errors import NothingChanged, VersionOutdated
from eventreg.agenda.versions.models import AgendaVersion
from eventreg.agenda.versions.wording import sentences
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.events.registration_window import is_over
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.registration.models import Registration
from eventreg.registration.notices import Notice, tell
from eventreg.registration.states import HOLDING, HOLDING_CHOICES
from eventreg.visits.models import SiteVisit


@dataclass(frozen=True)
class Published:
    """A version with what it changed; the first one changed nothing."""

    number: int
    published_at: datetime
    told: int
    changes: Sequence[Change]


@dataclass(frozen=True)
class Draft:
    """The agenda as it is now, against the latest version.

    `mark` names both, so that nobody publishes other changes than the page showed. `may_tell` is
    whether people would be told: of an event that is published and not over.
    """

    number: int
    is_first: bool
    is_empty: bool
    changes: Sequence[Change]
    mark: str
    may_tell: bool

    @property
    def may_publish(self) -> bool:
        """Whether there is anything to be published."""
        return bool(self.changes) or (self.is_first and not self.is_empty)


def versions_of(event: Event) -> Sequence[Published]:
    """The published versions, the newest first."""
    rows = db.session.scalars(
        select(AgendaVersion)
        .where(AgendaVersion.event_id == event.id)
        .order_by(AgendaVersion.number)
    ).all()
    changes: list[Sequence[Change]] = [
        (),
        *(changes_between(one.content, other.content) for one, other in pairwise(rows)),
    ]
    found = [
        Published(row.number, row.published_at, row.told, changed)
        for row, changed in zip(rows, changes, strict=False)
    ]
    return found[::-1]


def draft_of(event: Event, *, now: datetime) -> Draft:
    """What publishing a version now would say, and to how many."""
    latest, content = _latest(event), content_of(agenda_of(event))
    changes = changes_between(latest.content, content) if latest else ()
    may_tell = event.status is EventStatus.PUBLISHED and not is_over(event, now=now)
    return Draft(
        number=latest.number + 1 if latest else 1,
        is_first=latest is None,
        is_empty=not content["items"],
        changes=changes,
        mark=_mark(latest, content),
        may_tell=bool(changes) and may_tell,
    )


def count_touched(event: Event, draft: Draft) -> int:
    """How many people would be told of it."""
    return len(_touched(event, draft.changes)) if draft.may_tell else 0


def publish_version(
    *, event: Event, mark: str, is_told: bool, actor: Actor, now: datetime
) -> AgendaVersion:
    """Keep the agenda as the next version; with `is_told` those it touches get a mail (R26, R27).

    Raises NothingChanged, and VersionOutdated unless the draft is the one marked.
    """
    lock_agenda(event)
    draft = draft_of(event, now=now)
    if draft.mark != mark:
        raise VersionOutdated
    if not draft.may_publish:
        raise NothingChanged
    version = _kept(event, draft.number, actor=actor, now=now)
    if is_told and draft.may_tell:
        version.told = _tell(event, draft, now=now)
    return version


def publish_first(*, event: Event, actor: Actor, now: datetime) -> None:
    """Keep the agenda with which the event is published, where it has one and none is kept."""
    draft = draft_of(event, now=now)
    if draft.is_first and draft.may_publish:
        _kept(event, draft.number, actor=actor, now=now)


def _kept(event: Event, number: int, *, actor: Actor, now: datetime) -> AgendaVersion:
    version = AgendaVersion(
        event=event, number=number, published_at=now, content=content_of(agenda_of(event))
    )
    db.session.add(version)
    event.updated_at = now
    db.session.flush()
    history.record(
        "published",
        actor=actor,
        now=now,
        subject="agenda_version",
        subject_uid=f"{event.slug}:{number}",
        organisation_id=event.organisation_id,
        event_id=event.id,
        after={"number": number},
    )
    return version


def _tell(event: Event, draft: Draft, *, now: datetime) -> int:
    touched = _touched(event, draft.changes)
    for registration, changes in touched:
        registration.calendar_sequence += 1
        tell(
            registration,
            Notice.AGENDA_CHANGED,
            now=now,
            values={
                "changes": list(sentences(changes, registration.language)),
                "version": draft.number,
            },
        )
    return len(touched)


def _touched(
    event: Event, changes: Sequence[Change]
) -> Sequence[tuple[Registration, Sequence[Change]]]:
    """Who holds a place and is touched, each with the changes that concern this person.

    What is part of a site visit concerns those who have a seat on it, all else everybody.
    """
    people = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state.in_(HOLDING))
        .order_by(Registration.id)
        .options(selectinload(Registration.visit_choices))
    ).all()
    visits = db.session.scalars(select(SiteVisit).where(SiteVisit.event_id == event.id))
    names = {visit.id: visit.uid for visit in visits}
    found = []
    for person in people:
        seats = {
            names[choice.visit_id]
            for choice in person.visit_choices
            if choice.state in HOLDING_CHOICES
        }
        mine = [change for change in changes if not change.visits or change.visits & seats]
        if mine:
            found.append((person, mine))
    return found


def _latest(event: Event) -> AgendaVersion | None:
    return db.session.scalars(
        select(AgendaVersion)
        .where(AgendaVersion.event_id == event.id)
        .order_by(AgendaVersion.number.desc())
        .limit(1)
    ).first()


def _mark(latest: AgendaVersion | None, content: Content) -> str:
    text = json.dumps([latest.number if latest else 0, content], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
