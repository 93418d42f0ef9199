"""Making a version: in a process, a transaction and a context of its own, once for all who ask."""

from collections.abc import Callable
from contextvars import Context
from datetime import datetime
from typing import Any, TypeVar

from flask import current_app

from eventreg.database import db, reading
from eventreg.documents import versions
from eventreg.documents.compiling import compiled, file_name
from eventreg.documents.facts.head import Facts
from eventreg.documents.fingerprints import fingerprint
from eventreg.documents.models import Document
from eventreg.documents.papers import Order, Paper, kept
from eventreg.documents.part_cache import PartCache
from eventreg.documents.press import Press, Printed, RenderingFailed, Tell, silent
from eventreg.documents.printing import printed
from eventreg.documents.progress import notice_of
from eventreg.documents.turns import one_at_a_time
from eventreg.documents.typesetting import Edition
from eventreg.events.models import Event
from eventreg.history.service import record
from eventreg.identity import new_uid
from eventreg.ports import files
from eventreg.web.logging import log

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


def note_apart(action: str, **about: Any) -> None:
    """Log what a page that changes nothing gave out, in a transaction of its own (R28)."""

    def note() -> None:
        record(action, **about)
        db.session.commit()

    in_a_room_of_its_own(note)


def issued(order: Order, *, now: datetime, tell: Tell = silent) -> Paper:
    """The version of this moment, made now unless somebody else made it while this one waited.

    Raises RenderingFailed, RenderingTooSlow.
    """
    folder = current_app.extensions["eventreg.settings"].home / "turns"

    def make() -> Paper:
        with one_at_a_time(str(order), folder=folder):
            return _made_now(order, now, tell)

    return in_a_room_of_its_own(make)


def still_true(order: Order, facts: Facts) -> Paper | None:
    """The latest version, when it says the same as the facts and may be given out."""
    row = versions.latest(order.event_id, order.kind, order.language, order.audience)
    if row is None or row.fingerprint != fingerprint(order.kind, order.audience, facts):
        return None
    return kept(row, order.slug)


def preview(event: Event, order: Order, *, now: datetime, tell: Tell = silent) -> Paper:
    """The document as its next version would be; kept nowhere."""
    facts = compiled(
        event, kind=order.kind, language=order.language, audience=order.audience, now=now
    )
    number = versions.next_version(order.event_id, order.kind, order.language, order.audience)
    made = _printed(order, facts, Edition(version=number, made_at=now), tell)
    return Paper(
        kind=order.kind,
        language=order.language,
        audience=order.audience,
        version=number,
        made_at=now,
        fingerprint=fingerprint(order.kind, order.audience, facts),
        pages=made.pages,
        size_bytes=len(made.pdf),
        file_name=file_name(order.slug, order.kind, order.language, None),
        data=made.pdf,
    )


def press() -> Press:
    """The application's press, made when first needed."""
    extensions = current_app.extensions
    made: Press = extensions.get("eventreg.press") or extensions.setdefault(
        "eventreg.press", Press()
    )
    return made


def _made_now(order: Order, now: datetime, tell: Tell) -> Paper:
    with reading():
        event = db.session.get_one(Event, order.event_id)
        facts = compiled(
            event, kind=order.kind, language=order.language, audience=order.audience, now=now
        )
        if (latest := still_true(order, facts)) is not None:
            return latest  # somebody else made it while this one waited
        number = versions.next_version(order.event_id, order.kind, order.language, order.audience)
        db.session.rollback()
    pdf = _printed(order, facts, Edition(version=number, made_at=now), tell)
    row = Document(
        event_id=order.event_id,
        kind=order.kind,
        language=order.language,
        audience=order.audience,
        version=number,
        fingerprint=fingerprint(order.kind, order.audience, facts),
        storage_key=f"documents/{order}-v{number}-{new_uid()}.pdf",
        size_bytes=len(pdf.pdf),
        pages=pdf.pages,
        made_at=now,
    )
    files.store().put(row.storage_key, pdf.pdf)
    db.session.add(row)
    made = kept(row, order.slug)
    db.session.commit()
    return made


def part_cache() -> PartCache:
    """The parts of documents that were laid out before on this machine."""
    extensions = current_app.extensions
    made: PartCache = extensions.get("eventreg.parts") or extensions.setdefault(
        "eventreg.parts", PartCache(extensions["eventreg.settings"].home / "press" / "parts")
    )
    return made


def _printed(order: Order, facts: Facts, edition: Edition, tell: Tell) -> Printed:
    notice = notice_of(order, tell)
    notice.begin()
    try:
        return printed(
            order.kind,
            facts,
            edition,
            press=press(),
            cache=part_cache(),
            tell=notice.note,
            wanted=notice.is_wanted,
        )
    except RenderingFailed as error:
        log.error("paper not printed", paper=str(order), reason=str(error))
        raise
    finally:
        notice.end()
