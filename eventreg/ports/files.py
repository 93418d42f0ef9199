"""The file store: a folder or an S3-compatible bucket, chosen by `STORAGE_URL`."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import urlsplit

from flask import Flask, current_app


class FileStore(Protocol):
    """Keeps bytes under a key; a key is written once and never changes."""

    def put(self, key: str, data: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def delete(self, key: str) -> None: ...
    def all_keys(self, *, before: datetime | None = None) -> Iterator[str]: ...


class StoredFileMissing(LookupError):
    """The store has nothing under this key."""


class ObjectStore:
    """A `FileStore` on obstore, which speaks to folders and buckets alike."""

    def __init__(self, url: str):
        self._url = url
        self._store: object | None = None

    def _opened(self) -> object:
        if self._store is None:
            from obstore import store  # costs start-up time where no file is touched

            if self._url.startswith("file://"):
                folder = Path(urlsplit(self._url).path)
                folder.mkdir(parents=True, exist_ok=True)
                self._store = store.LocalStore(str(folder))
            else:
                self._store = store.from_url(self._url)
        return self._store

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`; a folder is written aside and renamed, never half."""
        import obstore

        obstore.put(self._opened(), key, data)  # type: ignore[arg-type]

    def get(self, key: str) -> bytes:
        """The bytes under `key`; raises StoredFileMissing."""
        import obstore
        from obstore.exceptions import NotFoundError

        try:
            return bytes(obstore.get(self._opened(), key).bytes())  # type: ignore[arg-type]
        except (NotFoundError, FileNotFoundError) as error:
            raise StoredFileMissing(key) from error

    def delete(self, key: str) -> None:
        """Remove what is under `key`; nothing happens when there is nothing."""
        import obstore
        from obstore.exceptions import NotFoundError

        try:
            obstore.delete(self._opened(), key)  # type: ignore[arg-type]
        except (NotFoundError, FileNotFoundError):
            return

    def all_keys(self, *, before: datetime | None = None) -> Iterator[str]:
        """The keys of all that is kept, in no order; of what was put there `before`, if given."""
        import obstore

        for batch in obstore.list(self._opened()):  # type: ignore[call-overload]
            for kept in batch:
                if before is None or kept["last_modified"] < before:
                    yield kept["path"]


def init(app: Flask, url: str) -> None:
    """Give the application its store."""
    app.extensions["eventreg.files"] = ObjectStore(url)


def store() -> FileStore:
    """The application's store."""
    return cast(FileStore, current_app.extensions["eventreg.files"])
