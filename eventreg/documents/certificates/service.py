"""Printing certificates. They are made when asked for: what they say can be proven at any time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from eventreg.attendance.certificates.errors import CertificateUnknown
from eventreg.attendance.certificates.service import Issued, certificate_of, issued_at
from eventreg.documents.bookbinder import Bookbinder
from eventreg.documents.books.cards import certificate_book
from eventreg.documents.facts.head import as_json
from eventreg.documents.gather.certificates import certificate_facts
from eventreg.documents.issuing import part_cache, press
from eventreg.documents.press import Printed, Tell, silent
from eventreg.documents.printing import pictures_of
from eventreg.documents.sheets.service import SheetFile, note_taken
from eventreg.documents.typesetting import Edition
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.registration.models import Registration

FILE_NAMES = {
    "lv": ("apliecibas", "aplieciba"),
    "en": ("certificates", "certificate"),
}


def all_certificates(
    event: Event, *, language: str, actor: Actor, now: datetime, tell: Tell = silent
) -> SheetFile:
    """Everybody's certificates in one file; that it was taken is logged.

    Raises CertificateUnknown when none is valid, RenderingFailed.
    """
    printed = _printed(event, issued_at(event), language=language, now=now, tell=tell)
    name = f"{event.slug}-{FILE_NAMES[language][0]}.pdf"
    note_taken(event, name, actor=actor, now=now)
    return SheetFile(printed.pdf, name)


def certificates_as_json(event: Event, *, language: str, actor: Actor, now: datetime) -> str:
    """What everybody's certificates say, as JSON; that it was taken is logged."""
    facts = certificate_facts(event, issued_at(event), language=language, now=now)
    note_taken(event, f"{event.slug}-{FILE_NAMES[language][0]}.json", actor=actor, now=now)
    return as_json(facts)


def own_certificate(registration: Registration, *, language: str, now: datetime) -> SheetFile:
    """The person's own one; raises CertificateUnknown, RenderingFailed."""
    issued, event = certificate_of(registration), registration.event
    printed = _printed(event, [issued] if issued else [], language=language, now=now)
    return SheetFile(printed.pdf, f"{event.slug}-{FILE_NAMES[language][1]}.pdf")


def _printed(
    event: Event, issued: Sequence[Issued], *, language: str, now: datetime, tell: Tell = silent
) -> Printed:
    facts = certificate_facts(event, issued, language=language, now=now)
    if not facts.certificates:
        raise CertificateUnknown
    book = certificate_book(facts, Edition(version=0, made_at=now))
    pictures = pictures_of(facts)
    return Bookbinder(press(), part_cache()).bind(replace(book, pictures=pictures), tell)
