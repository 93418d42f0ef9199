"""What must go from the disk once the transaction that erased it is committed."""

from email.parser import BytesHeaderParser
from email.utils import parseaddr

from sqlalchemy import select

from eventreg.database import db
from eventreg.documents.models import Document
from eventreg.ports import files, mail


def delete_withdrawn() -> int:
    """Remove the files of withdrawn documents from the store; returns how many were there.

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
    return len(gone)


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
    """Bring SQLite's journal into the database and empty it: it still holds what was erased."""
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()  # a checkpoint runs outside any transaction
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        connection.close()
