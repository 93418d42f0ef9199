"""Giving photos with a text, describing and withdrawing them, from one's own link."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from eventreg.contributions.giving.service import require_mine_still, written_in
from eventreg.contributions.log import note
from eventreg.contributions.models import Contribution, Photo
from eventreg.contributions.photos.errors import (
    ConsentMissing,
    PhotosUnreadable,
    TooManyPhotos,
)
from eventreg.contributions.photos.forgetting import FOLDER, forget_photos
from eventreg.contributions.photos.wording import CONSENT
from eventreg.database import db
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.pictures import Picture, PictureUnreadable, taken_in
from eventreg.ports import files
from eventreg.registration.models import Registration
from eventreg.registration.questions.uploads import plain_name

MOST = 6  # of one text
MOST_BYTES = 15 * 1024 * 1024
LONGEST_SIDE = 1600  # pixels: the whole width of a page at 250 dots an inch
SMALL_SIDE = 480


class Upload(NamedTuple):
    """A file as it was sent."""

    name: str
    data: bytes


class Read(NamedTuple):
    """What a file holds: a picture with its small copy, or neither where it cannot be read."""

    name: str
    picture: Picture | None
    small: Picture | None


class Kept(NamedTuple):
    """How many photos were taken in, and the names of files that could not be read."""

    photos: int
    unreadable: Sequence[str]


def photo_of_mine(registration: Registration, uid: str) -> Photo | None:
    """The person's own photo of that name."""
    return db.session.scalar(
        select(Photo)
        .join(Photo.contribution)
        .where(Photo.uid == uid, Contribution.registration_id == registration.id)
    )


def read_files(uploads: Sequence[Upload]) -> Sequence[Read]:
    """What the files hold; it takes a while, so nobody should be kept from writing meanwhile."""
    return [_read(upload) for upload in uploads]


def save_photos(
    contribution: Contribution,
    *,
    alts: Mapping[str, str],
    new: Sequence[Read],
    agreed: bool,
    actor: Actor,
    now: datetime,
) -> Kept:
    """Describe the text's photos, `alts` by name, and take in new ones with their consent (R21).

    A file that cannot be read keeps the others from nothing; the same picture twice is one.
    Raises AlreadyDecided, GivingNotOpen, ConsentMissing, TooManyPhotos, and PhotosUnreadable where
    no file could be read.
    """
    require_mine_still(contribution, now)
    db.session.expire(contribution, ["photos"])  # the same form may have been sent twice
    language = written_in(contribution) or locale.current()
    described = [_describe(photo, alts.get(photo.uid), language) for photo in contribution.photos]
    if new and not agreed:
        raise ConsentMissing
    if len(contribution.photos) + len(new) > MOST:
        raise TooManyPhotos(MOST)
    unreadable = [plain_name(each.name) for each in new if each.picture is None]
    if new and len(unreadable) == len(new):
        raise PhotosUnreadable(unreadable)
    added = [attach(contribution, each, alt=LocalText(), now=now) for each in new]
    db.session.flush()
    if any(added):
        note("photo added", contribution, actor=actor, now=now)
    elif any(described):
        note("photo described", contribution, actor=actor, now=now)
    return Kept(sum(added), unreadable)


def attach(contribution: Contribution, read: Read, *, alt: LocalText, now: datetime) -> bool:
    """Keep what was read with the text, with the consent in the language in force (R21).

    False where it cannot be read, or the text has the same picture.
    """
    picture, small = read.picture, read.small
    if picture is None or small is None:
        return False
    digest = hashlib.sha256(picture.data).hexdigest()
    if any(photo.sha256 == digest for photo in contribution.photos):
        return False
    uid = new_uid()
    # Named after its content and for this photo alone, so that it can go without asking others.
    key, small_key = (f"{FOLDER}{uid}/{digest[:32]}{size}.jpeg" for size in ("", "-small"))
    files.store().put(key, picture.data)
    files.store().put(small_key, small.data)
    contribution.photos.append(
        Photo(
            uid=uid,
            storage_key=key,
            small_key=small_key,
            sha256=digest,
            width=picture.width,
            height=picture.height,
            size_bytes=len(picture.data),
            alt=alt,
            consent_wording=str(CONSENT),
            consent_language=locale.current(),
            consented_at=now,
        )
    )
    return True


def withdraw(photo: Photo, *, actor: Actor, now: datetime) -> None:
    """Take the consent back: the photo is gone from every page and every new paper at once (R21).

    It has no last day: a consent can be withdrawn when the event is long closed. In the log (R28).
    """
    contribution = photo.contribution
    forget_photos([photo], now=now)
    note("photo withdrawn", contribution, actor=actor, now=now)


def _describe(photo: Photo, words: str | None, language: str) -> bool:
    said = " ".join((words or "").split())  # it is read aloud in one breath
    if words is None or said == photo.alt.get(language, ""):
        return False
    photo.alt = LocalText({language: said})
    return True


def _read(upload: Upload) -> Read:
    if len(upload.data) > MOST_BYTES:
        return Read(upload.name, None, None)
    try:
        picture = taken_in(upload.data, longest=LONGEST_SIDE, opaque=True)
    except PictureUnreadable:
        return Read(upload.name, None, None)
    return Read(upload.name, picture, taken_in(picture.data, longest=SMALL_SIDE, opaque=True))
