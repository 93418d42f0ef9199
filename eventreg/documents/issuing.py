"""Making a version: in a process, a transaction and a context of its own, once for all who ask."""

from collections.abc import Callable
from contextvars import Context
from datetime import datetime
from typing import TypeVar

from flask import current_app

from eventreg.database import db, reading
from eventreg.documents import versions
from eventreg.documents.compiling import compiled, file_name
from eventreg.documents.facts.head import Facts
from eventreg.documents.fingerprints import fingerprint
from eventreg.documents.models import Document, DocumentKind
from eventreg.documents.papers import Order, Paper, kept
from eventreg.documents.press import Press, Printed
from eventreg.documents.turns import one_at_a_time
from eventreg.documents.typesetting import Edition, typeset
from eventreg.events.models import Event
from eventreg.identity import new_uid
from eventreg.ports import files

Result = TypeVar("Result")


def in_a_room_of_its_own(work: Callable[[], Result]) -> Result:
    """Run `work` outside the request's context: nothing of its transaction or rules leaks in.

    The work has a session of its own and commits it itself.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - its documented name

    def inside() -> Result:
        with app.app_context():
            return work()

    return Context().run(inside)


def issued(order: Order, *, now: datetime) -> Paper:
    """The version of this moment, made now unless somebody else made it while this one waited.

    Raises RenderingFailed, RenderingTooSlow.
    """
    folder = current_app.extensions["eventreg.settings"].home / "turns"

    def make() -> Paper:
        with one_at_a_time(str(order), folder=folder):
            return _made_now(order, now)

    return in_a_room_of_its_own(make)


def still_true(order: Order, facts: Facts) -> Paper | None:
    """The latest version, when it says the same as the facts and may be given out."""
    row = versions.latest(order.event_id, order.kind, order.language, order.audience)
    if row is None or row.fingerprint != fingerprint(order.kind, order.audience, facts):
        return None
    return kept(row, order.slug)


def preview(event: Event, order: Order, *, now: datetime) -> Paper:
    """The document as its next version would be; kept nowhere."""
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


def press() -> Press:
    """The application's press, made when first needed."""
    extensions = current_app.extensions
    made: Press = extensions.get("eventreg.press") or extensions.setdefault(
        "eventreg.press", Press()
    )
    return made


def _made_now(order: Order, now: datetime) -> Paper:
    with reading():
        event = db.session.get_one(Event, order.event_id)
        facts = compiled(
            event, kind=order.kind, language=order.language, audience=order.audience, now=now
        )
        if (latest := still_true(order, facts)) is not None:
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
    made = kept(row, order.slug)
    db.session.commit()
    return made


def _printed(kind: DocumentKind, facts: Facts, edition: Edition) -> Printed:
    manuscript = typeset(kind, facts, edition)
    return press().render(manuscript.html, language=manuscript.language, title=manuscript.title)
