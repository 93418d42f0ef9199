"""Whose words a mail speaks: the event's own, else its organisation's, else ours.

Each language falls back by itself: who wrote only Latvian keeps our English.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.messages.models import MailTemplate
from eventreg.messages.occasions import Occasion


class Source(StrEnum):
    """Whose the words are."""

    EVENT = "event"
    ORGANISATION = "organisation"
    OURS = "ours"


@dataclass(frozen=True, kw_only=True)
class Words:
    """Subject and body in one language, with `{names}` in them."""

    subject: str
    body: str
    source: Source


def ours(occasion: Occasion) -> Words:
    """Our own words in the language in force."""
    return Words(subject=str(occasion.subject), body=str(occasion.body), source=Source.OURS)


def words_for(occasion: Occasion, event: Event, language: str) -> Words:
    """What a mail about the event says on the occasion; `language` is the one in force."""
    own = db.session.scalars(
        select(MailTemplate)
        .where(
            MailTemplate.organisation_id == event.organisation_id,
            MailTemplate.occasion == occasion.name,
            or_(MailTemplate.event_id.is_(None), MailTemplate.event_id == event.id),
        )
        .order_by(MailTemplate.event_id.is_(None))
    ).all()
    for template in own:
        if language in template.subject and language in template.body:
            return Words(
                subject=template.subject[language],
                body=template.body[language],
                source=Source.EVENT if template.event_id else Source.ORGANISATION,
            )
    return ours(occasion)
