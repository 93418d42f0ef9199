"""What the background worker does for the evidence: makes the file that was ordered."""

import hashlib

from flask import Flask
from sqlalchemy import select

from eventreg import clock
from eventreg.closing.evidence.packing import packed
from eventreg.closing.evidence.pieces import pieces_of
from eventreg.closing.evidence.service import JOB, renew_outdated
from eventreg.closing.models import EvidenceFile
from eventreg.database import db
from eventreg.identity import new_uid
from eventreg.language import locale
from eventreg.ports import files
from eventreg.ports.tasks import TaskQueue
from eventreg.web.logging import log


def init(app: Flask) -> None:
    """Name the task, and the sweep that finds what a crash left lying."""
    queue: TaskQueue = app.extensions["eventreg.tasks"]
    queue.register(JOB, make_ordered)
    queue.every_minute(JOB, make_left_over)


def make_left_over() -> None:
    """Make each file that was ordered and is neither made nor failed, or holds too much by now."""
    renew_outdated(now=clock.now())
    db.session.commit()
    waiting = select(EvidenceFile.event_id).where(
        EvidenceFile.made_at.is_(None), EvidenceFile.failed.is_(False)
    )
    for number in db.session.scalars(waiting).all():
        make_ordered(str(number))


def make_ordered(key: str) -> None:
    """Make the file of an event, unless it is made already."""
    found = db.session.scalar(
        select(EvidenceFile).where(EvidenceFile.event_id == int(key)).with_for_update()
    )
    if found is None or found.made_at is not None:
        return
    now = clock.now()
    try:
        with locale.using(found.language):
            pieces = list(pieces_of(found.event, language=found.language))
            data = packed(pieces, found.event, language=found.language, made_at=now)
    except files.StoredFileMissing as error:
        log.error("evidence not made", of=found.event.slug, reason=str(error))
        found.failed = True
        db.session.commit()
        return
    found.storage_key = f"evidence/{new_uid()}"
    files.store().put(found.storage_key, data)
    found.sha256, found.size_bytes = hashlib.sha256(data).hexdigest(), len(data)
    found.made_at = now
    db.session.commit()
