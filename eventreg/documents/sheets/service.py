"""Printing the working papers of the day.

Each is made of what stands at the moment and kept nowhere, so that no list of people lies about
longer than it is needed. That one with people in it was taken stands in the log (R28).
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypedDict

from eventreg.attendance.service import Occasion
from eventreg.database import db
from eventreg.documents.bookbinder import Bookbinder
from eventreg.documents.errors import BadgeUnknown
from eventreg.documents.facts.cards import BadgeFormat
from eventreg.documents.facts.head import Facts
from eventreg.documents.gather.sheets import (
    badge_facts,
    catering_facts,
    manifest_facts,
    sign_in_facts,
)
from eventreg.documents.issuing import in_a_room_of_its_own, part_cache, press
from eventreg.documents.press import Printed
from eventreg.documents.printing import book_of, pictures_of
from eventreg.documents.sheets.wording import FILE_NAMES, SHEETS, in_both
from eventreg.documents.typesetting import Edition, fill, title_of
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.language import locale


class Sheet(StrEnum):
    """The working papers."""

    SIGN_IN = "sign_in"
    MANIFEST = "manifest"
    CATERING = "catering"
    BADGES = "badges"


class Asked(TypedDict):
    """In which language, by whom and when a paper is taken."""

    language: str
    actor: Actor
    now: datetime


class SheetFile(NamedTuple):
    """A working paper as a file."""

    pdf: bytes
    file_name: str


def sign_in_sheet(
    event: Event, *, occasion: Occasion, language: str, actor: Actor, now: datetime
) -> SheetFile:
    """The sheet that people sign on a day or a visit; raises RenderingFailed."""
    facts = sign_in_facts(event, occasion=occasion, language=language, now=now)
    return _taken(event, Sheet.SIGN_IN, facts, actor=actor, now=now, part=f"-{occasion.key}")


def visit_manifest(event: Event, *, language: str, actor: Actor, now: datetime) -> SheetFile:
    """Who goes on which visit in which vehicle, with telephones; raises RenderingFailed."""
    facts = manifest_facts(event, language=language, now=now)
    return _taken(event, Sheet.MANIFEST, facts, actor=actor, now=now)


def caterer_summary(event: Event, *, language: str, actor: Actor, now: datetime) -> SheetFile:
    """How many eat, and what, in counts (R20); raises RenderingFailed."""
    facts = catering_facts(event, language=language, now=now)
    return _taken(event, Sheet.CATERING, facts, actor=actor, now=now)


def badges(
    event: Event, *, form: BadgeFormat, language: str, actor: Actor, now: datetime, only: str = ""
) -> SheetFile:
    """Everybody's badges, to be cut, with the code of the ticket; raises RenderingFailed.

    With `only`, a registration's public name, that person's badge alone; raises BadgeUnknown.
    """
    facts = badge_facts(event, form=form, language=language, now=now, only=only)
    if only and not facts.badges:
        raise BadgeUnknown
    return _taken(event, Sheet.BADGES, facts, actor=actor, now=now)


def _taken(
    event: Event,
    sheet: Sheet,
    facts: Facts,
    *,
    actor: Actor,
    now: datetime,
    part: str = "",
) -> SheetFile:
    printed = _printed(sheet, facts, now)
    name = f"{event.slug}-{FILE_NAMES[facts.language][sheet.value]}{part}.pdf"
    note_taken(event, name, actor=actor, now=now)
    return SheetFile(printed.pdf, name)


def note_taken(event: Event, name: str, *, actor: Actor, now: datetime) -> None:
    """Log that a file with people in it was taken, in a transaction of its own (R28)."""
    event_id, organisation_id = event.id, event.organisation_id

    def note() -> None:
        record(
            "taken",
            actor=actor,
            now=now,
            subject="document",
            subject_uid=name[:80],
            organisation_id=organisation_id,
            event_id=event_id,
        )
        db.session.commit()

    in_a_room_of_its_own(note)


def _printed(sheet: Sheet, facts: Facts, now: datetime) -> Printed:
    edition, pictures = Edition(version=0, made_at=now), pictures_of(facts)
    if (book := book_of(facts, edition)) is not None:
        return Bookbinder(press(), part_cache()).bind(replace(book, pictures=pictures))
    with locale.using(facts.language):
        name = str(SHEETS[sheet.value])
    html = fill(f"documents/{sheet}.html", name, facts, edition, **in_both(facts.language))
    return press().render(
        html, language=facts.language, title=title_of(name, facts), pictures=pictures
    )
