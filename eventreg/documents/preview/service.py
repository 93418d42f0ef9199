"""A paper as a page: the press's own templates and facts, without the press."""

from collections.abc import Mapping
from datetime import datetime

from eventreg.documents.compiling import compiled
from eventreg.documents.errors import DocumentNotPublished
from eventreg.documents.exports.page import with_pictures
from eventreg.documents.models import DocumentKind
from eventreg.documents.typesetting import Edition, fill
from eventreg.events.models import Audience, Event

AUDIENCES = (Audience.PUBLIC, Audience.PARTICIPANTS)  # contacts are in no preview


def previewed(
    event: Event,
    *,
    kind: DocumentKind,
    audience: str,
    language: str,
    surroundings: Mapping[str, object],
    now: datetime,
) -> str:
    """The HTML of the paper as it would be printed now; it is no version and kept nowhere.

    `surroundings` are what a page needs beside the paper: addresses of sheet and logo, ways about.
    Raises DocumentNotPublished for an audience that is shown contacts.
    """
    if audience not in AUDIENCES:
        raise DocumentNotPublished
    facts = compiled(event, kind=kind, language=language, audience=Audience(audience), now=now)
    edition = Edition(version=0, made_at=now)
    html = fill(f"documents/{kind}.html", kind, facts, edition, preview=surroundings)
    return with_pictures(html, facts)
