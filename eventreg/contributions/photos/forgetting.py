"""Photos that go: with their text, with their author, or because nobody ever kept them (R22)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from eventreg.contributions.models import Photo
from eventreg.contributions.photos.shown import keys_of
from eventreg.database import db
from eventreg.ports import files
from eventreg.registration.questions.uploads import discard

FOLDER = "photos/"
A_DAY = timedelta(days=1)


def forget_photos(photos: Iterable[Photo], *, now: datetime) -> int:
    """Forget photos: their files go once that is committed; returns how many."""
    gone = list(photos)
    for photo in gone:
        for key in keys_of(photo):
            discard(key, now=now)
        photo.contribution.photos.remove(photo)
    db.session.flush()
    return len(gone)


def keys_in_use() -> frozenset[str]:
    """Where the files of all photos lie in the store."""
    rows = db.session.execute(select(Photo.storage_key, Photo.small_key))
    return frozenset(key for row in rows for key in row)


def delete_orphans(*, now: datetime) -> int:
    """Remove the files of yesterday and before that no photo has; returns how many.

    They are of requests that failed after the file was kept; a younger one may not be committed.
    """
    earlier = [key for key in files.store().all_keys(before=now - A_DAY) if key.startswith(FOLDER)]
    in_use = keys_in_use() if earlier else frozenset()
    gone = [key for key in earlier if key not in in_use]
    for key in gone:
        files.store().delete(key)
    return len(gone)
