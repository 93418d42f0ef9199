"""The facts of one good practice."""

from dataclasses import replace
from datetime import datetime

from eventreg.addresses import absolute
from eventreg.contributions.models import Contribution
from eventreg.contributions.photos.shown import in_library
from eventreg.documents.facts.practice import PracticeFacts
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.documents.gather.photos import photos
from eventreg.documents.gather.report import contribution


def practice_facts(practice: Contribution, *, language: str, now: datetime) -> PracticeFacts:
    """What its paper says; its author only as far as that may be named now (R21)."""
    event = practice.event
    return PracticeFacts(
        language=language,
        letterhead=letterhead(event.organisation, language),
        event=event_facts(event, language, now),
        practice=replace(
            contribution(practice, language), photos=photos(in_library(practice), language)
        ),
        address=absolute("library.practice", lang=language, uid=practice.uid),
    )
