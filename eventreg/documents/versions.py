"""The versions of a document that were made: which is the latest, which may be given out (R16)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update

from eventreg.database import db
from eventreg.documents.models import Document, DocumentKind
from eventreg.events.models import Audience
from eventreg.registration.models import Consent, ConsentPurpose, Registration

_NAMED_BY = {
    Audience.PUBLIC: (ConsentPurpose.LIST_PUBLIC,),
    Audience.PARTICIPANTS: (ConsentPurpose.LIST_PUBLIC, ConsentPurpose.LIST_PARTICIPANTS),
}


def latest(event_id: int, kind: DocumentKind, language: str, audience: Audience) -> Document | None:
    """The newest version that may still be given out."""
    found = db.session.scalar(
        select(Document)
        .where(*_of(event_id, kind, language, audience))
        .order_by(Document.version.desc())
        .limit(1)
    )
    return None if found is None or is_withdrawn(found) else found


def numbered(
    event_id: int, kind: DocumentKind, language: str, audience: Audience, version: int
) -> Document | None:
    """The version with that number, withdrawn or not."""
    return db.session.scalar(
        select(Document).where(
            *_of(event_id, kind, language, audience), Document.version == version
        )
    )


def next_version(event_id: int, kind: DocumentKind, language: str, audience: Audience) -> int:
    """The number of the version to come; numbers of withdrawn versions are not used again."""
    last = db.session.scalar(
        select(func.max(Document.version)).where(*_of(event_id, kind, language, audience))
    )
    return (last or 0) + 1


def is_withdrawn(document: Document) -> bool:
    """Whether somebody in the version has since taken back a consent or cancelled (R21).

    It is asked at every download, so that no path that ends a consent can forget to say so.
    """
    if document.withdrawn_at is not None:
        return True
    purposes = _NAMED_BY.get(document.audience)
    if document.kind is not DocumentKind.PARTICIPANTS or purposes is None:
        return False
    return bool(db.session.scalar(select(_somebody_left(document, purposes))))


def withdraw_lists(event_id: int, *, now: datetime) -> None:
    """No version of the event's participant list so far is given out any more, as after erasure."""
    db.session.execute(
        update(Document)
        .where(
            Document.event_id == event_id,
            Document.kind == DocumentKind.PARTICIPANTS,
            Document.audience != Audience.ORGANISERS,
            Document.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )


def all_of(event_id: int) -> Sequence[Document]:
    """Every version of every document of the event, newest first in each."""
    return db.session.scalars(
        select(Document)
        .where(Document.event_id == event_id)
        .order_by(
            Document.kind, Document.audience, Document.language.desc(), Document.version.desc()
        )
    ).all()


def _somebody_left(document: Document, purposes: tuple[ConsentPurpose, ...]) -> ColumnElement[bool]:
    """Two questions, each of which looks first at what is rare: who withdrew, who cancelled."""
    of_event = exists().where(
        Registration.id == Consent.registration_id, Registration.event_id == document.event_id
    )
    agreed = (Consent.purpose.in_(purposes), Consent.given_at <= document.made_at)
    agreed_to = exists().where(Consent.registration_id == Registration.id, *agreed)
    return or_(
        exists().where(*agreed, Consent.withdrawn_at >= document.made_at, of_event),
        exists().where(
            Registration.event_id == document.event_id,
            Registration.cancelled_at >= document.made_at,
            agreed_to,
        ),
    )


def _of(
    event_id: int, kind: DocumentKind, language: str, audience: Audience
) -> tuple[ColumnElement[bool], ...]:
    return (
        Document.event_id == event_id,
        Document.kind == kind,
        Document.language == language,
        Document.audience == audience,
    )
