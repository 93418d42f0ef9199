"""Asking for documents: rendered once for the same facts, then given from the store (R16, R17)."""

from collections.abc import Sequence
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app
from sqlalchemy import select

from eventreg.database import db, reading
from eventreg.documents import versions
from eventreg.documents.compiling import (
    compiled,
    file_name,
    is_kept,
    is_offered,
    offered_kinds,
)
from eventreg.documents.errors import DocumentNotPublished, DocumentWithdrawn
from eventreg.documents.facts.common import Facts
from eventreg.documents.fingerprints import fingerprint
from eventreg.documents.models import Document, DocumentKind
from eventreg.documents.press import Press, Printed
from eventreg.documents.turns import one_at_a_time
from eventreg.documents.typesetting import Edition, typeset
from eventreg.events.models import Audience, Event
from eventreg.history.service import Actor, record
from eventreg.identity import new_uid
from eventreg.ports import files
from eventreg.registration.models import Registration, RegistrationState


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which document of which event: the place in which its versions are counted."""

    event_id: int
    slug: str
    kind: DocumentKind
    language: str
    audience: Audience

    def __str__(self) -> str:
        return f"{self.slug}/{self.kind}-{self.language}-{self.audience}"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document ready to be given out.

    `etag` changes whenever the bytes do. `storage_key` is where they are kept; a preview, which is
    kept nowhere, has its `data` with it.
    """

    kind: DocumentKind
    language: str
    audience: Audience
    version: int
    made_at: datetime
    fingerprint: str
    pages: int
    size_bytes: int
    file_name: str
    storage_key: str = ""
    data: bytes = b""

    @property
    def etag(self) -> str:
        return f"{self.fingerprint}-{self.version}"

    @property
    def is_preview(self) -> bool:
        return not self.storage_key

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC and not self.is_preview


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
) -> Paper:
    """The document as it is now, or an older `version` of it.

    `inside` says that staff ask, who may see what is not out yet: as a preview, which is no version
    and is kept nowhere. Renders only when the facts differ from those of the latest version, in a
    process and a transaction of its own, so the caller must not have written anything yet.
    Raises DocumentNotPublished, DocumentWithdrawn, RenderingFailed, RenderingTooSlow.
    """
    if not (inside or is_offered(event, kind, audience)):
        raise DocumentNotPublished
    order = Order(
        event_id=event.id, slug=event.slug, kind=kind, language=language, audience=audience
    )
    if version is not None:
        return _older(order, version)
    if not is_kept(event, kind):
        return _preview(event, order, now)
    facts = compiled(event, kind=kind, language=language, audience=audience, now=now)
    latest = _latest(order, facts)
    return latest or _in_a_room_of_its_own(order, now)


def content(paper: Paper) -> bytes:
    """The bytes of the PDF; raises StoredFileMissing when the store lost them."""
    return paper.data or files.store().get(paper.storage_key)


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
    latest = {row.kind: _kept(row, event.slug) for row in rows}
    return [PublishedDocument(kind=kind, latest=latest.get(kind)) for kind in offered]


def list_with_contacts(event: Event, *, language: str, actor: Actor, now: datetime) -> Paper:
    """The organisers' participant list; that it was taken is logged in a transaction of its own."""
    taken = paper(
        event,
        kind=DocumentKind.PARTICIPANTS,
        language=language,
        audience=Audience.ORGANISERS,
        now=now,
        inside=True,
    )
    _note_taken(
        taken, event_id=event.id, organisation_id=event.organisation_id, actor=actor, now=now
    )
    return taken


def audience_of(registration: Registration) -> Audience:
    """Whose list somebody with a registration may see: a participant's once it is confirmed."""
    if registration.state is RegistrationState.CONFIRMED:
        return Audience.PARTICIPANTS
    return Audience.PUBLIC


def _note_taken(
    paper: Paper, *, event_id: int, organisation_id: int, actor: Actor, now: datetime
) -> None:
    app = _app()

    def note() -> None:
        with app.app_context():
            record(
                "taken",
                actor=actor,
                now=now,
                subject="document",
                subject_uid=paper.file_name[:80],
                organisation_id=organisation_id,
                event_id=event_id,
                after={"audience": paper.audience.value, "version": paper.version},
            )
            db.session.commit()

    Context().run(note)


def press() -> Press:
    """The application's press, made when first needed."""
    made: Press = current_app.extensions.setdefault("eventreg.press", Press())
    return made


def _latest(order: Order, facts: Facts) -> Paper | None:
    row = versions.latest(order.event_id, order.kind, order.language, order.audience)
    if row is None or row.fingerprint != fingerprint(order.kind, order.audience, facts):
        return None
    return _kept(row, order.slug)


def _older(order: Order, version: int) -> Paper:
    row = versions.numbered(order.event_id, order.kind, order.language, order.audience, version)
    if row is None:
        raise DocumentNotPublished
    if versions.is_withdrawn(row):
        raise DocumentWithdrawn
    return _kept(row, order.slug, named_version=version)


def _in_a_room_of_its_own(order: Order, now: datetime) -> Paper:
    """Run outside the request's context: nothing of its transaction or its rules leaks in."""
    app = _app()
    folder = app.extensions["eventreg.settings"].home / "turns"

    def make() -> Paper:
        with app.app_context(), one_at_a_time(str(order), folder=folder):
            return _made_now(order, now)

    return Context().run(make)


def _made_now(order: Order, now: datetime) -> Paper:
    with reading():
        event = db.session.get_one(Event, order.event_id)
        facts = compiled(
            event, kind=order.kind, language=order.language, audience=order.audience, now=now
        )
        if (latest := _latest(order, facts)) is not None:
            return latest  # somebody else made it while this one waited
        number = versions.next_version(order.event_id, order.kind, order.language, order.audience)
        db.session.rollback()
    printed = _printed(order.kind, facts, Edition(version=number, made_at=now))
    row = Document(
        event_id=order.event_id,
        kind=order.kind,
        language=order.language,
        audience=order.audience,
        version=number,
        fingerprint=fingerprint(order.kind, order.audience, facts),
        storage_key=f"documents/{order}-v{number}-{new_uid()}.pdf",
        size_bytes=len(printed.pdf),
        pages=printed.pages,
        made_at=now,
    )
    files.store().put(row.storage_key, printed.pdf)
    db.session.add(row)
    made = _kept(row, order.slug)
    db.session.commit()
    return made


def _preview(event: Event, order: Order, now: datetime) -> Paper:
    facts = compiled(
        event, kind=order.kind, language=order.language, audience=order.audience, now=now
    )
    number = versions.next_version(order.event_id, order.kind, order.language, order.audience)
    printed = _printed(order.kind, facts, Edition(version=number, made_at=now))
    return Paper(
        kind=order.kind,
        language=order.language,
        audience=order.audience,
        version=number,
        made_at=now,
        fingerprint=fingerprint(order.kind, order.audience, facts),
        pages=printed.pages,
        size_bytes=len(printed.pdf),
        file_name=file_name(order.slug, order.kind, order.language, None),
        data=printed.pdf,
    )


def _printed(kind: DocumentKind, facts: Facts, edition: Edition) -> Printed:
    manuscript = typeset(kind, facts, edition)
    return press().render(manuscript.html, language=manuscript.language, title=manuscript.title)


def _kept(row: Document, slug: str, *, named_version: int | None = None) -> Paper:
    return Paper(
        kind=row.kind,
        language=row.language,
        audience=row.audience,
        version=row.version,
        made_at=row.made_at,
        fingerprint=row.fingerprint,
        pages=row.pages,
        size_bytes=row.size_bytes,
        file_name=file_name(slug, row.kind, row.language, named_version),
        storage_key=row.storage_key,
    )


def _app() -> Flask:
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - its documented name
