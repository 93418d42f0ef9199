"""Gathering what proves that an event took place: signed sheets, and the file for the funder."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventreg.closing.evidence.errors import EvidenceNotMade, SheetNotAccepted
from eventreg.closing.evidence.keeping import sheets_of
from eventreg.closing.models import EvidenceFile, SignedSheet
from eventreg.contributions.photos.shown import as_evidence
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.events.service import note
from eventreg.history.service import TASK, Actor
from eventreg.identity import new_uid
from eventreg.ports import files, tasks
from eventreg.registration.questions.uploads import discard, plain_name

JOB = "evidence"
MOST_BYTES = 20 * 1024 * 1024
_BEGINNINGS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The scans of signed sheets in the order they came, how many photos, the file ordered last."""

    sheets: Sequence[SignedSheet]
    photos: int
    file: EvidenceFile | None


def evidence_of(event: Event) -> Evidence:
    """What is kept; three statements."""
    return Evidence(
        sheets=sheets_of(event),
        photos=len(as_evidence(event)),
        file=db.session.get(EvidenceFile, event.id),
    )


def sheet_named(event: Event, uid: str) -> SignedSheet | None:
    """A scan of this event."""
    return db.session.scalar(
        select(SignedSheet).where(SignedSheet.event_id == event.id, SignedSheet.uid == uid)
    )


def add_sheets(
    event: Event, given: Sequence[tuple[str, bytes]], *, actor: Actor, now: datetime
) -> int:
    """Keep scans, as pairs of name and bytes; the same file twice is one. Returns how many are new.

    Raises SheetNotAccepted; then none is kept.
    """
    for name, data in given:
        if len(data) > MOST_BYTES or not data.startswith(_BEGINNINGS):
            raise SheetNotAccepted(plain_name(name))
    known = {sheet.sha256 for sheet in sheets_of(event)}
    new = {hashlib.sha256(data).hexdigest(): (plain_name(name), data) for name, data in given}
    for digest in new.keys() - known:
        name, data = new[digest]
        sheet = SignedSheet(
            event=event,
            name=name,
            storage_key=f"signed-sheets/{new_uid()}",
            sha256=digest,
            size_bytes=len(data),
            added_at=now,
        )
        files.store().put(sheet.storage_key, data)
        db.session.add(sheet)
        note("signed sheet added", event, actor=actor, now=now, after={"name": name})
    db.session.flush()
    return len(new.keys() - known)


def remove_sheet(sheet: SignedSheet, *, actor: Actor, now: datetime) -> None:
    """Take a scan away; its file goes once that is committed."""
    discard(sheet.storage_key, now=now)
    note("signed sheet removed", sheet.event, actor=actor, now=now, before={"name": sheet.name})
    db.session.delete(sheet)
    db.session.flush()


def order(event: Event, *, language: str, actor: Actor, now: datetime) -> EvidenceFile:
    """Have the file made in the background, of what stands then; the one before it goes."""
    found = db.session.get(EvidenceFile, event.id)
    if found is None:
        found = EvidenceFile(event=event, language=language, asked_at=now)
        db.session.add(found)
    discard(found.storage_key, now=now)
    found.language, found.asked_at, found.made_at, found.failed = language, now, None, False
    found.storage_key, found.sha256, found.size_bytes = "", "", 0
    note("evidence ordered", event, actor=actor, now=now)
    db.session.flush()
    tasks.queue().enqueue(JOB, str(event.id))
    return found


def renew_outdated(*, now: datetime) -> None:
    """Have each file made anew that holds what somebody has taken back (R21, R22)."""
    for found in db.session.scalars(select(EvidenceFile).where(EvidenceFile.is_outdated)).all():
        order(found.event, language=found.language, actor=TASK, now=now)


def take(event: Event, *, actor: Actor, now: datetime) -> bytes:
    """The bytes of the file; that it was taken is in the log. Raises EvidenceNotMade."""
    found = db.session.get(EvidenceFile, event.id)
    if found is None or not found.is_ready:
        raise EvidenceNotMade
    try:
        data = files.store().get(found.storage_key)
    except files.StoredFileMissing as error:
        raise EvidenceNotMade from error
    note("evidence taken", event, actor=actor, now=now, after={"sha256": found.sha256})
    return data
