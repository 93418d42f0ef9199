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


def save_photos(
    contribution: Contribution,
    *,
    alts: Mapping[str, str],
    new: Sequence[Upload],
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
    language = written_in(contribution) or locale.current()
    described = [_describe(photo, alts.get(photo.uid), language) for photo in contribution.photos]
    if new and not agreed:
        raise ConsentMissing
    if len(contribution.photos) + len(new) > MOST:
        raise TooManyPhotos(MOST)
    read = {each: _read(each) for each in new}
    unreadable = [plain_name(each.name) for each, picture in read.items() if picture is None]
    if new and len(unreadable) == len(read):
        raise PhotosUnreadable(unreadable)
    added = [_add(contribution, picture, now) for picture in read.values() if picture]
    db.session.flush()
    if any(added):
        note("photo added", contribution, actor=actor, now=now)
    elif any(described):
        note("photo described", contribution, actor=actor, now=now)
    return Kept(sum(added), unreadable)


def withdraw(photo: Photo, *, actor: Actor, now: datetime) -> None:
    """Take the consent back: the photo is gone from every page and every new paper at once (R21).

    It has no last day: a consent can be withdrawn when the event is long closed. In the log (R28).
    """
    contribution = photo.contribution
    forget_photos([photo], now=now)
    note("photo withdrawn", contribution, actor=actor, now=now)


def _describe(photo: Photo, words: str | None, language: str) -> bool:
    if words is None or words == photo.alt.get(language, ""):
        return False
    photo.alt = LocalText({language: words})
    return True


def _read(upload: Upload) -> Picture | None:
    if len(upload.data) > MOST_BYTES:
        return None
    try:
        return taken_in(upload.data, longest=LONGEST_SIDE, opaque=True)
    except PictureUnreadable:
        return None


def _add(contribution: Contribution, picture: Picture, now: datetime) -> bool:
    """Keep a picture and its small copy; whether it is new to the text."""
    digest = hashlib.sha256(picture.data).hexdigest()
    if any(photo.sha256 == digest for photo in contribution.photos):
        return False
    small = taken_in(picture.data, longest=SMALL_SIDE, opaque=True)
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
            alt=LocalText(),
            consent_wording=str(CONSENT),
            consent_language=locale.current(),
            consented_at=now,
        )
    )
    return True
