"""What a new event can begin with: presets, the organisation's templates, its earlier events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import load_only

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.event_file import text
from eventreg.events.event_file.composing import compose
from eventreg.events.event_file.shape import EventFile
from eventreg.events.models import Event
from eventreg.events.starting.models import EventTemplate
from eventreg.language.local_text import LocalText
from eventreg.paths import DATA

# In the order in which they are offered.
PRESETS = ("two-day-meeting", "one-day-seminar", "study-visit", "online-meeting")


class SourceKind(StrEnum):
    """Where a beginning comes from; the first part of its name in addresses."""

    PRESET = "preset"
    TEMPLATE = "template"
    EVENT = "event"


@dataclass(frozen=True)
class Source:
    """Something to begin with; `explained` says what is in it, `day` when the event was."""

    kind: SourceKind
    key: str
    title: LocalText
    explained: LocalText
    day: date | None = None


@dataclass(frozen=True)
class Sources:
    """All that an organisation may begin with."""

    presets: Sequence[Source]
    templates: Sequence[Source]
    events: Sequence[Source]


def sources_of(organisation: Organisation) -> Sources:
    """What the organisation may begin with, events from the last one on; two statements."""
    templates = db.session.execute(
        select(EventTemplate.uid, EventTemplate.name)
        .where(EventTemplate.organisation_id == organisation.id)
        .order_by(EventTemplate.name, EventTemplate.id)
    )
    events = db.session.scalars(
        select(Event)
        .where(Event.organisation_id == organisation.id)
        .order_by(Event.starts_on.desc(), Event.id.desc())
        .options(load_only(Event.slug, Event.title, Event.kind, Event.starts_on))
    )
    return Sources(
        presets=[_of_preset(key) for key in PRESETS],
        templates=[
            Source(SourceKind.TEMPLATE, uid, LocalText(lv=name, en=name), LocalText())
            for uid, name in templates
        ],
        events=[
            Source(SourceKind.EVENT, each.slug, each.title, each.kind, each.starts_on)
            for each in events
        ],
    )


def template_of(organisation: Organisation, uid: str) -> EventTemplate | None:
    """The organisation's template of that name in addresses."""
    return db.session.scalar(
        select(EventTemplate).where(
            EventTemplate.organisation_id == organisation.id, EventTemplate.uid == uid
        )
    )


def file_of(organisation: Organisation, kind: str, key: str) -> EventFile | None:
    """The event file to begin with; None for what the organisation has not."""
    if kind == SourceKind.PRESET:
        return preset(key) if key in PRESETS else None
    if kind == SourceKind.TEMPLATE:
        template = template_of(organisation, key)
        return text.read(template.file) if template else None
    event = db.session.scalar(
        select(Event).where(Event.organisation_id == organisation.id, Event.slug == key)
    )
    return compose(event, with_people=False) if event and kind == SourceKind.EVENT else None


@cache
def preset(key: str) -> EventFile:
    """A shipped beginning; its title and summary tell what it is."""
    return text.read((DATA / "presets" / f"{key}.json").read_bytes())


def _of_preset(key: str) -> Source:
    file = preset(key)
    return Source(SourceKind.PRESET, key, file.title, file.summary)
