"""Printing the working papers of the day.

Each is made of what stands at the moment and kept nowhere, so that no list of people lies about
longer than it is needed. That one with people in it was taken stands in the log (R28).
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypedDict

from eventreg.attendance.service import occasion_named, occasions_of
from eventreg.documents.bookbinder import Bookbinder
from eventreg.documents.errors import BadgeUnknown
from eventreg.documents.facts.cards import BadgeFormat
from eventreg.documents.facts.head import Facts, as_json
from eventreg.documents.facts.sheets import SignInFacts
from eventreg.documents.gather.sheets import (
    badge_facts,
    catering_facts,
    manifest_facts,
    sign_in_facts,
)
from eventreg.documents.gather.shown import people_shown_facts
from eventreg.documents.issuing import note_apart, part_cache, press
from eventreg.documents.press import Printed
from eventreg.documents.printing import book_of, pictures_of
from eventreg.documents.second_language import beside, second, the_other
from eventreg.documents.sheets.wording import FILE_NAMES, SHEETS
from eventreg.documents.typesetting import Edition, fill, title_of
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.registration.people_table.view import View


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


class Which(NamedTuple):
    """Which of the papers of a kind: `occasion` is the key of a day or a visit, empty for day one.

    `form` is how badges stand on a sheet, `backs` whether they have another side; `only` is the
    public name of a single person.
    """

    occasion: str = ""
    form: BadgeFormat = BadgeFormat.CARD
    only: str = ""
    backs: bool = False


class SheetFile(NamedTuple):
    """A working paper as a file."""

    pdf: bytes
    file_name: str


def sheet_file(event: Event, sheet: Sheet, which: Which, asked: Asked) -> SheetFile:
    """The paper as a PDF; raises OccasionUnknown, BadgeUnknown and RenderingFailed."""
    facts = sheet_facts(event, sheet, which, asked)
    printed = _printed(sheet, facts, asked["now"])
    name = _file_name(event, sheet, facts, which)
    note_taken(event, f"{name}.pdf", actor=asked["actor"], now=asked["now"])
    return SheetFile(printed.pdf, f"{name}.pdf")


def shown_file(event: Event, view: View, asked: Asked) -> SheetFile:
    """What the table of people shows, as a PDF; raises RenderingFailed."""
    facts = people_shown_facts(event, view, language=asked["language"], now=asked["now"])
    printed = _printed("shown", facts, asked["now"])
    name = f"{event.slug}-{FILE_NAMES[facts.language]['shown']}.pdf"
    note_taken(event, name, actor=asked["actor"], now=asked["now"])
    return SheetFile(printed.pdf, name)


def sheet_as_json(event: Event, sheet: Sheet, which: Which, asked: Asked) -> str:
    """What the paper says, as JSON; that it was taken is logged as for the paper itself."""
    facts = sheet_facts(event, sheet, which, asked)
    name = _file_name(event, sheet, facts, which)
    note_taken(event, f"{name}.json", actor=asked["actor"], now=asked["now"])
    return as_json(facts)


def sheet_facts(event: Event, sheet: Sheet, which: Which, asked: Asked) -> Facts:
    """What the paper says; raises OccasionUnknown and BadgeUnknown."""
    language, now = asked["language"], asked["now"]
    if sheet is Sheet.SIGN_IN:
        occasion = occasion_named(event, which.occasion or occasions_of(event)[0].key)
        return sign_in_facts(event, occasion=occasion, language=language, now=now)
    if sheet is Sheet.MANIFEST:
        return manifest_facts(event, language=language, now=now)
    if sheet is Sheet.CATERING:
        return catering_facts(event, language=language, now=now)
    facts = badge_facts(
        event,
        form=which.form,
        language=language,
        now=now,
        only=which.only,
        backs=which.backs,
    )
    if which.only and not facts.badges:
        raise BadgeUnknown
    return facts


def _file_name(event: Event, sheet: Sheet, facts: Facts, which: Which) -> str:
    part = f"-{which.occasion or facts.day}" if isinstance(facts, SignInFacts) else ""
    return f"{event.slug}-{FILE_NAMES[facts.language][sheet.value]}{part}"


def note_taken(event: Event, name: str, *, actor: Actor, now: datetime) -> None:
    """Log that a file with people in it was taken, in a transaction of its own (R28)."""
    note_apart(
        "taken",
        actor=actor,
        now=now,
        subject="document",
        subject_uid=name[:80],
        organisation_id=event.organisation_id,
        event_id=event.id,
    )


def _printed(sheet: str, facts: Facts, now: datetime) -> Printed:
    edition, pictures = Edition(version=0, made_at=now), pictures_of(facts)
    if (book := book_of(facts, edition)) is not None:
        return Bookbinder(press(), part_cache()).bind(replace(book, pictures=pictures))
    with locale.using(facts.language):
        name = str(SHEETS[sheet])
    with beside(the_other(facts.language) if sheet is Sheet.SIGN_IN else ""):
        second_name = second(SHEETS[sheet])
        html = fill(f"documents/{sheet}.html", name, facts, edition, second_name=second_name)
    return press().render(
        html, language=facts.language, title=title_of(name, facts), pictures=pictures
    )
