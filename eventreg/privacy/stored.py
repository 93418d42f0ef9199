"""What must go from the disk once the transaction that erased it is committed."""

import time
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from sqlalchemy import select

from eventreg.database import BUSY_TIMEOUT_MS, db
from eventreg.documents.issuing import part_cache
from eventreg.documents.models import Document
from eventreg.ports import files, mail
from eventreg.registration.questions import uploads

# How long writers wait at most for the journal to be emptied, and how often it is tried.
MOMENT_MS = 50
TRIES = 60
PAUSE_SECONDS = 0.25


def delete_withdrawn() -> int:
    """Remove the files of withdrawn documents and of answers that are gone; returns how many.

    Parts of documents that lie ready for the next printing go too.

    May be called at any time: what was left lying by a crash goes with the next call.
    """
    store = files.store()
    kept = set(store.all_keys())
    withdrawn = db.session.scalars(
        select(Document.storage_key).where(Document.withdrawn_at.is_not(None))
    )
    gone = [key for key in withdrawn if key in kept]
    for key in gone:
        store.delete(key)
    part_cache().clear()  # parts of documents that were printed may name whoever is erased
    discarded = uploads.delete_discarded()
    db.session.commit()
    return len(gone) + discarded


def delete_mails_to(address: str) -> int:
    """Remove the mails to the address from the folder of a demonstration; returns how many."""
    postman = mail.postman()
    if not isinstance(postman, mail.FolderPostman):
        return 0
    wanted, gone = address.casefold(), 0
    for file in sorted(postman.folder.glob("*.eml")):
        headers = BytesHeaderParser().parsebytes(file.read_bytes())
        if parseaddr(headers["To"] or "")[1].casefold() == wanted:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def empty_journal() -> None:
    """Bring SQLite's journal into the database and empty it: it still holds what was erased.

    That has to wait until nobody reads what was before, and keeps writers waiting meanwhile. So it
    is tried again and again for a moment, and nobody who writes is held up for longer than that.
    """
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()  # a checkpoint runs outside any transaction
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {MOMENT_MS}")
        for _try in range(TRIES):
            busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                break
            time.sleep(PAUSE_SECONDS)
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.close()
        connection.close()
