"""What the tests of the agenda say in one word."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda.days import Direction, Speaker
from eventreg.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.rules import ItemFacts
from eventreg.agenda.service import (
    add_item,
    agenda_of,
    edit_item,
    facts_of,
    move_item,
)
from eventreg.events.models import Event
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from tests.conftest import NOON

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)
ORGANISER = Actor(ActorKind.STAFF, 7)
LATER = NOON + timedelta(minutes=5)

JANIS = Speaker(
    role=SpeakerRole.SPEAKER,
    name="Jānis Kalniņš",
    job=LocalText(lv="direktors"),
    institution=LocalText(lv="Pamatskola"),
)
ILZE = replace(JANIS, name="Ilze Ozola", role=SpeakerRole.MODERATOR)


def at(start: str | None = None, end: str | None = None, day: date | None = TUESDAY) -> Occasion:
    return Occasion(
        day=day,
        starts_at=time.fromisoformat(start) if start else None,
        ends_at=time.fromisoformat(end) if end else None,
    )


def facts(title: str = "Sesija", occasion: Occasion | None = None, **values: Any) -> ItemFacts:
    given: dict[str, Any] = {"kind": ItemKind.SESSION} | values
    return ItemFacts(title=LocalText(lv=title), occasion=occasion or at(), **given)


def added(event: Event, title: str, occasion: Occasion | None = None, **values: Any) -> AgendaItem:
    after = values.pop("after", None)
    return add_item(
        event=event, facts=facts(title, occasion, **values), after=after, actor=ORGANISER, now=NOON
    )


def titles(event: Event) -> list[list[str]]:
    return [[item.title.in_("lv") for item in day.items] for day in agenda_of(event).days]


def log(session: Session, action: str) -> LogEntry:
    return session.scalars(select(LogEntry).where(LogEntry.action == action)).one()


def edited(item: AgendaItem, **values: Any) -> None:
    edit_item(item=item, facts=replace(facts_of(item), **values), actor=ORGANISER, now=LATER)


def moved(item: AgendaItem, direction: Direction) -> None:
    move_item(item=item, direction=direction, actor=ORGANISER, now=LATER)
