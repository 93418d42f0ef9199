"""Printing a practice: the same facts are printed once, by the moment of their last change (R17).

It is no version of an event's document, so it lies in the cache of the press alone: whoever is
named no more is on no paper that can still be asked for (R21).
"""

from datetime import datetime
from typing import NamedTuple

from flask import current_app
from flask_babel import gettext

from eventreg.contributions.models import Contribution
from eventreg.documents.facts.head import as_json
from eventreg.documents.facts.practice import PracticeFacts
from eventreg.documents.fingerprints import press_state
from eventreg.documents.gather.practice import practice_facts
from eventreg.documents.issuing import part_cache, press
from eventreg.documents.part_cache import part_key
from eventreg.documents.press import Printed
from eventreg.documents.printing import pictures_of
from eventreg.documents.turns import one_at_a_time
from eventreg.documents.typesetting import Edition, fill, title_of
from eventreg.identity import slug_from
from eventreg.language import locale


class PracticePaper(NamedTuple):
    """A practice ready to be printed; `fingerprint` changes whenever the bytes do."""

    facts: PracticeFacts
    changed_at: datetime
    fingerprint: str
    file_name: str


def practice_paper(
    practice: Contribution, *, changed_at: datetime, language: str, now: datetime
) -> PracticePaper:
    """The paper as it is now; `changed_at` is the moment whose data it says that it shows (R16)."""
    facts = practice_facts(practice, language=language, now=now)
    with locale.using(language):
        kind = slug_from(gettext("Good practice"))
    return PracticePaper(
        facts=facts,
        changed_at=changed_at,
        fingerprint=part_key("practice", as_json(facts), changed_at.isoformat(), press_state()),
        file_name=f"{kind}-{slug_from(facts.heading.text) or practice.uid}.pdf",
    )


def pdf_of(paper: PracticePaper) -> bytes:
    """The PDF, printed unless it was before; raises RenderingFailed, RenderingTooSlow."""
    folder = current_app.extensions["eventreg.settings"].home / "turns"
    with one_at_a_time(f"practice/{paper.fingerprint}", folder=folder):
        kept = part_cache().get(paper.fingerprint)
        if kept is not None:
            return kept[1][0]
        made = print_practice(paper.facts, Edition(version=0, made_at=paper.changed_at)).pdf
        part_cache().put(paper.fingerprint, {}, [made])
        return made


def print_practice(facts: PracticeFacts, edition: Edition) -> Printed:
    """The practice on paper."""
    with locale.using(facts.language):
        name = gettext("Good practice")
    html = fill("documents/practice.html", name, facts, edition)
    return press().render(
        html,
        language=facts.language,
        title=title_of(name, facts),
        pictures=pictures_of(facts),
    )
