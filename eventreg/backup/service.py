"""Writing a backup while the system runs, and bringing it back.

A backup is a ZIP file: `tables/NAME.jsonl` with the rows, `files/KEY` with the stored files, and a
`manifest.json` with the number of rows, sizes and SHA-256 of each, and the migration that the
database has had. The same form serves SQLite and PostgreSQL, so that a backup of one returns into
the other. The secret key is not in it: who has the backup alone opens no link.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from eventreg.backup.errors import BackupDamaged, StoredFileLost
from eventreg.backup.lines import to_line
from eventreg.contributions.models import Photo
from eventreg.database import Base, db, reading
from eventreg.documents.models import Document
from eventreg.ports import files
from eventreg.ports.files import StoredFileMissing
from eventreg.registration.questions.models import Answer
from eventreg.reports.signing.models import SignedFile

FORMAT = "eventreg.backup/1"
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 500
CHUNK = 1 << 20

Update = Callable[[int], None]


@dataclass(frozen=True)
class Member:
    """A part of the backup: `count` is rows of a table, bytes of a file."""

    count: int
    sha256: str


@dataclass
class Manifest:
    """What the backup holds."""

    format: str
    made_at: str
    revision: str
    tables: dict[str, Member] = field(default_factory=dict)
    files: dict[str, Member] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(member.count for member in self.tables.values())


def count_all() -> int:
    """How many rows and stored files there are about now, for a progress bar."""
    tables = Base.metadata.sorted_tables
    counts = [db.session.scalar(sa.select(sa.func.count()).select_from(one)) for one in tables]
    return sum(count or 0 for count in counts) + len(list(files.store().all_keys()))


def write_backup(target: Path, *, revision: str, now: datetime, update: Update) -> Manifest:
    """Write everything into the file, of one moment, and read it again to be sure.

    Nobody is kept from working meanwhile. Raises StoredFileLost and BackupDamaged; the target is
    only there when it is whole.
    """
    unfinished = target.with_name(target.name + ".unfinished")
    manifest = Manifest(FORMAT, now.isoformat(), revision)
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            needed = _write_tables(archive, manifest, update)
            _write_files(archive, manifest, needed, update)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2, ensure_ascii=False))
        verify(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def verify(path: Path) -> Manifest:
    """Read the whole file and compare it with its manifest; raises BackupDamaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive)
            members = {
                **{f"tables/{name}.jsonl": one for name, one in manifest.tables.items()},
                **{f"files/{key}": one for key, one in manifest.files.items()},
            }
            if {*members, MANIFEST} != set(archive.namelist()):
                raise BackupDamaged(f"{path}: the manifest names other parts than the file has")
            for name, member in members.items():
                with archive.open(name) as part:
                    if _digest(part) != member.sha256:
                        raise BackupDamaged(f"{path}: {name} is damaged")
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupDamaged(f"{path}: this is no backup, or only a part of one") from error
    return manifest


def _digest(part: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := part.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of an open backup; raises BackupDamaged."""
    try:
        given: dict[str, Any] = json.loads(archive.read(MANIFEST))
        members = {
            kind: {name: Member(**member) for name, member in given.pop(kind).items()}
            for kind in ("tables", "files")
        }
        manifest = Manifest(**given, tables=members["tables"], files=members["files"])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BackupDamaged("This is no backup of eventreg.") from error
    if manifest.format != FORMAT:
        raise BackupDamaged(f"This is a backup of the form {manifest.format}, not {FORMAT}.")
    return manifest


def _write_tables(archive: zipfile.ZipFile, manifest: Manifest, update: Update) -> list[str]:
    """Write the rows of one moment; returns the keys of the files that rows name."""
    level = {"postgresql": "REPEATABLE READ"}.get(db.engine.dialect.name)
    of_one_moment = db.engine.execution_options(isolation_level=level) if level else db.engine
    with reading(), of_one_moment.connect() as connection, connection.begin():
        for table in Base.metadata.sorted_tables:
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as part:
                member = _copied(_lines(connection, table), part.write, update)
            manifest.tables[table.name] = member
        kept = sa.select(Document.storage_key).where(Document.withdrawn_at.is_(None))
        attached = sa.select(Answer.file_key).where(Answer.file_key != "")
        signed = sa.select(SignedFile.storage_key)
        photos = sa.select(Photo.storage_key).union_all(sa.select(Photo.small_key))
        needed = (kept, attached, signed, photos)
        return [key for keys in needed for key in connection.scalars(keys)]


def _lines(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
    order = [*table.primary_key.columns]
    rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(
        sa.select(table).order_by(*order)
    )
    for row in rows.mappings():
        yield to_line(row)  # type: ignore[arg-type]


def _copied(lines: Iterator[bytes], write: Callable[[bytes], Any], update: Update) -> Member:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        write(line)
        count += 1
        update(1)
    return Member(count, digest.hexdigest())


def _write_files(
    archive: zipfile.ZipFile, manifest: Manifest, needed: list[str], update: Update
) -> None:
    store = files.store()
    for key in sorted({*store.all_keys(), *needed}):
        try:
            data = store.get(key)
        except StoredFileMissing as error:
            if key in needed:
                raise StoredFileLost(key) from error
            continue  # erased meanwhile
        archive.writestr(f"files/{key}", data, zipfile.ZIP_STORED)
        manifest.files[key] = Member(len(data), hashlib.sha256(data).hexdigest())
        update(1)
