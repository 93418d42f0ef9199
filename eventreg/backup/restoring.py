"""Bringing a backup into an empty installation: whole, or not at all."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from eventreg.backup.errors import BackupDamaged, InstallationNotEmpty
from eventreg.backup.lines import from_line, parents_first
from eventreg.backup.service import ROWS_AT_ONCE, Manifest, Update, verify
from eventreg.database import db
from eventreg.ports import files

OWN = ("organisation", "account", "event")  # an installation without these has seen no work


def restore_backup(
    source: Path, *, revisions: list[str], migrate: Callable[[str], None], update: Update
) -> Manifest:
    """Bring everything back; then the database is migrated to this version.

    `revisions` are the migrations of this version, `migrate` brings the database to one of them
    ("base" empties it). Raises BackupDamaged and InstallationNotEmpty; a failure leaves the
    installation empty.
    """
    manifest = verify(source)
    if manifest.revision not in revisions:
        raise BackupDamaged(f"{source}: made by a newer version of eventreg")
    _require_empty()
    db.session.rollback()
    migrate("base")
    migrate(manifest.revision)
    put: list[str] = []
    try:
        with zipfile.ZipFile(source) as archive, db.engine.begin() as connection:
            _load_tables(connection, archive, manifest, update)
            _put_files(archive, manifest, put, update)
    except Exception:
        for key in put:
            files.store().delete(key)
        raise
    migrate("head")
    return manifest


def _require_empty() -> None:
    inspector = sa.inspect(db.engine)
    for name in OWN:
        if not inspector.has_table(name):
            continue
        if db.session.scalar(sa.select(sa.func.count()).select_from(sa.table(name))):
            raise InstallationNotEmpty


def _load_tables(
    connection: sa.Connection, archive: zipfile.ZipFile, manifest: Manifest, update: Update
) -> None:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    unknown = set(manifest.tables) - set(metadata.tables)
    if unknown:
        raise BackupDamaged(f"The backup has tables that its version has not: {sorted(unknown)}")
    for table in metadata.sorted_tables:
        if table.name in manifest.tables:
            count = _load_table(connection, archive, table, update)
            if count != manifest.tables[table.name].count:
                raise BackupDamaged(f"The table {table.name} has not the rows it should have.")


def _load_table(
    connection: sa.Connection, archive: zipfile.ZipFile, table: sa.Table, update: Update
) -> int:
    aware = connection.dialect.name == "postgresql"
    count = 0
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        rows = (from_line(line, table, aware=aware) for line in lines)
        for batch in _batches(_in_order(rows, table)):
            connection.execute(sa.insert(table), batch)
            count += len(batch)
            update(len(batch))
    if aware and "id" in table.columns:
        _move_sequence(connection, table)
    return count


def _in_order(rows: Iterator[dict[str, Any]], table: sa.Table) -> Iterator[dict[str, Any]]:
    own = [
        constraint.column_keys[0]
        for constraint in table.foreign_key_constraints
        if constraint.referred_table is table
    ]
    return iter(parents_first(rows, own[0])) if own else rows


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _move_sequence(connection: sa.Connection, table: sa.Table) -> None:
    """Let the numbers of new rows begin above those brought back."""
    sequence = connection.scalar(
        sa.select(sa.func.pg_get_serial_sequence(sa.literal(table.name), sa.literal("id")))
    )
    last = connection.scalar(sa.select(sa.func.max(table.c.id)))
    if sequence and last:
        connection.execute(sa.select(sa.func.setval(sequence, last)))


def _put_files(
    archive: zipfile.ZipFile, manifest: Manifest, put: list[str], update: Update
) -> None:
    for key in manifest.files:
        files.store().put(key, archive.read(f"files/{key}"))
        put.append(key)
        update(1)
