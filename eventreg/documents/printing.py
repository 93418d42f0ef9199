"""From facts to a PDF: in one piece where that is short, bound from parts where it is long."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from eventreg.documents.bookbinder import Book, Bookbinder
from eventreg.documents.books import cards, participants, report, shown, sign_in
from eventreg.documents.facts.cards import BadgeFacts, CertificateFacts
from eventreg.documents.facts.head import Facts
from eventreg.documents.facts.participants import ParticipantListFacts
from eventreg.documents.facts.practice import PracticeFacts
from eventreg.documents.facts.report import ReportFacts
from eventreg.documents.facts.sheets import SignInFacts
from eventreg.documents.facts.shown import PeopleShownFacts
from eventreg.documents.models import DocumentKind
from eventreg.documents.part_cache import PartCache
from eventreg.documents.press import Picture, Press, Printed, Tell, Wanted, always, silent
from eventreg.documents.typesetting import Edition, typeset
from eventreg.ports import files

# What is bound, from which length on, and how.
_BOUND: tuple[tuple[type[Facts], Callable[[Any], bool], Callable[[Any, Edition], Book]], ...] = (
    (ParticipantListFacts, participants.is_long, participants.participant_book),
    (ReportFacts, report.is_long, report.report_book),
    (SignInFacts, sign_in.is_long, sign_in.sign_in_book),
    (PeopleShownFacts, shown.is_long, shown.shown_book),
    (BadgeFacts, lambda _facts: True, cards.badge_book),
    (CertificateFacts, lambda _facts: True, cards.certificate_book),
)


def book_of(facts: Facts, edition: Edition) -> Book | None:
    """The document in parts, or None when it is printed in one piece."""
    for kind, is_long, bound in _BOUND:
        if isinstance(facts, kind) and is_long(facts):
            return bound(facts, edition)
    return None


def printed(
    kind: DocumentKind,
    facts: Facts,
    edition: Edition,
    *,
    press: Press,
    cache: PartCache,
    tell: Tell = silent,
    wanted: Wanted = always,
) -> Printed:
    """The PDF of the facts; needs an application context for the words.

    `tell` hears of parts, then of pages, done and in all; a document that is `wanted` no more is
    given up. Raises RenderingFailed, RenderingTooSlow.
    """
    parts, pictures = book_of(facts, edition), pictures_of(facts)
    if parts is not None:
        return Bookbinder(press, cache).bind(replace(parts, pictures=pictures), tell)
    manuscript = typeset(kind, facts, edition)
    return press.render(
        manuscript.html,
        language=manuscript.language,
        title=manuscript.title,
        pictures=pictures,
        wanted=wanted,
    )


def pictures_of(facts: Facts) -> dict[str, Picture]:
    """The pictures that the document's HTML names: the logo of who issues it, and photos."""
    keys = [facts.letterhead.logo] if facts.letterhead.logo else []
    if isinstance(facts, ReportFacts):
        keys += [photo.key for photo in facts.photos]
    if isinstance(facts, PracticeFacts):
        keys += [photo.key for photo in facts.practice.photos]
    return {key: Picture(f"image/{key.rpartition('.')[2]}", files.store().get(key)) for key in keys}
