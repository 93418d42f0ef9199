"""Asking for documents: rendered once for the same facts, then given from the store (R16, R17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventreg.database import db
from eventreg.documents import versions
from eventreg.documents.compiling import compiled, is_kept, is_offered, offered_kinds
from eventreg.documents.errors import DocumentLost, DocumentNotPublished, DocumentWithdrawn
from eventreg.documents.facts.head import as_json
from eventreg.documents.issuing import issued, note_apart, preview, still_true
from eventreg.documents.models import Document, DocumentKind
from eventreg.documents.papers import Order, Paper, kept
from eventreg.documents.press import Tell, silent
from eventreg.documents.unchanged import State, known, state_of
from eventreg.events.models import Audience, Event
from eventreg.history.service import Actor
from eventreg.ports import files
from eventreg.registration.models import Registration, RegistrationState


@dataclass(frozen=True, kw_only=True)
class PublishedDocument:
    """A document that the event offers; `latest` is None until somebody first asks for it."""

    kind: DocumentKind
    latest: Paper | None


def paper(
    event: Event,
    *,
    kind: DocumentKind,
    language: str,
    audience: Audience,
    now: datetime,
    version: int | None = None,
    inside: bool = False,
    tell: Tell = silent,
) -> Paper:
    """The document as it is now, or an older `version` of it.

    `inside` says that staff ask, who may see what is not out yet: as a preview, which is no version
    and is kept nowhere. Renders only when the facts differ from those of the latest version, in a
    process and a transaction of its own: ask inside `database.reading`, as every GET does.
    `tell` hears how far the rendering is: parts, then pages, done and in all.
    Raises DocumentNotPublished, DocumentWithdrawn, RenderingFailed, RenderingTooSlow.
    """
    if kind is not DocumentKind.PARTICIPANTS:
        audience = Audience.PUBLIC  # it says the same to everybody
    if not (inside or is_offered(event, kind, audience)):
        raise DocumentNotPublished
    order = Order(
        event_id=event.id, slug=event.slug, kind=kind, language=language, audience=audience
    )
    if version is not None:
        return _older(order, version)
    if not is_kept(event, kind):
        return preview(event, order, now=now, tell=tell)
    state = state_of(event, now=now)
    if (same := _known_as_true(order, state)) is not None:
        return same
    facts = compiled(event, kind=kind, language=language, audience=audience, now=now)
    found = still_true(order, facts) or issued(order, now=now, tell=tell)
    known().learn(order, state, found.version)
    return found


def _known_as_true(order: Order, state: State | None) -> Paper | None:
    """The latest version, when nothing can have changed since it was found true."""
    version = known().version(order, state)
    if version is None:
        return None
    row = versions.latest(order.event_id, order.kind, order.language, order.audience)
    return kept(row, order.slug) if row is not None and row.version == version else None


def content(paper: Paper) -> bytes:
    """The bytes of the PDF; raises DocumentLost when the store does not have them."""
    try:
        return paper.data or files.store().get(paper.storage_key)
    except files.StoredFileMissing as error:
        raise DocumentLost from error


def published_documents(event: Event, *, language: str) -> Sequence[PublishedDocument]:
    """What everybody may take from the event, with the latest version of each."""
    offered = offered_kinds(event)
    rows = db.session.scalars(
        select(Document)
        .where(
            Document.event_id == event.id,
            Document.language == language,
            Document.audience == Audience.PUBLIC,
            Document.withdrawn_at.is_(None),
        )
        .order_by(Document.version)
    )
    latest = {row.kind: kept(row, event.slug) for row in rows}
    return [PublishedDocument(kind=kind, latest=latest.get(kind)) for kind in offered]


def list_with_contacts(
    event: Event, *, language: str, actor: Actor, now: datetime, tell: Tell = silent
) -> Paper:
    """The organisers' participant list; that it was taken is logged in a transaction of its own."""
    taken = paper(
        event,
        kind=DocumentKind.PARTICIPANTS,
        language=language,
        audience=Audience.ORGANISERS,
        now=now,
        inside=True,
        tell=tell,
    )
    _log_taken(
        taken.file_name,
        {"audience": taken.audience.value, "version": taken.version},
        event_id=event.id,
        organisation_id=event.organisation_id,
        actor=actor,
        now=now,
    )
    return taken


def facts_as_json(
    event: Event, *, kind: str, language: str, audience: str, actor: Actor, now: datetime
) -> str:
    """What the document says, as JSON: the facts that page, PDF and tests share.

    That contacts were taken so is logged as for the document itself.
    """
    of, for_whom = DocumentKind(kind), Audience(audience)
    if of is not DocumentKind.PARTICIPANTS:
        for_whom = Audience.PUBLIC
    facts = compiled(event, kind=of, language=language, audience=for_whom, now=now)
    if for_whom is Audience.ORGANISERS:
        _log_taken(
            f"{event.slug}/{kind}.json",
            {"audience": audience},
            event_id=event.id,
            organisation_id=event.organisation_id,
            actor=actor,
            now=now,
        )
    return as_json(facts)


def audience_of(registration: Registration) -> Audience:
    """Whose list somebody with a registration may see: a participant's once it is confirmed."""
    if registration.state is RegistrationState.CONFIRMED:
        return Audience.PARTICIPANTS
    return Audience.PUBLIC


def _log_taken(
    name: str,
    what: dict[str, object],
    *,
    event_id: int,
    organisation_id: int,
    actor: Actor,
    now: datetime,
) -> None:
    note_apart(
        "taken",
        actor=actor,
        now=now,
        subject="document",
        subject_uid=name[:80],
        organisation_id=organisation_id,
        event_id=event_id,
        after=what,
    )


def _older(order: Order, version: int) -> Paper:
    row = versions.numbered(order.event_id, order.kind, order.language, order.audience, version)
    if row is None:
        raise DocumentNotPublished
    if versions.is_withdrawn(row):
        raise DocumentWithdrawn
    return kept(row, order.slug, named_version=version)
