"""What organisers do with photos: word what is seen, say where each is shown, take one out."""

from collections.abc import Mapping
from datetime import datetime

from eventreg.contributions.log import note
from eventreg.contributions.models import Photo
from eventreg.contributions.photos.errors import DescriptionMissing
from eventreg.database import db
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText


def edit(
    photo: Photo,
    *,
    alt: LocalText,
    in_report: bool,
    in_library: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Word what is seen, and say where the photo is shown; the author's words are kept beside.

    Raises DescriptionMissing.
    """
    if not alt:
        raise DescriptionMissing
    if photo.as_given is None and photo.alt and photo.alt != alt:
        photo.as_given = dict(photo.alt)
    photo.alt, photo.in_report, photo.in_library = alt, in_report, in_library
    db.session.flush()
    note("photo changed", photo.contribution, actor=actor, now=now)


def take_out(photo: Photo, *, reason: str, actor: Actor, now: datetime) -> None:
    """Show the photo nowhere; the reason stays with it, and the author reads it."""
    if photo.taken_out_at is not None:
        return
    photo.taken_out_at, photo.reason = now, reason
    db.session.flush()
    note("photo taken out", photo.contribution, actor=actor, now=now)


def bring_back(photo: Photo, *, actor: Actor, now: datetime) -> None:
    """Show the photo again."""
    if photo.taken_out_at is None:
        return
    photo.taken_out_at, photo.reason = None, ""
    db.session.flush()
    note("photo brought back", photo.contribution, actor=actor, now=now)


def words_given(photo: Photo) -> Mapping[str, str]:
    """What its author wrote, where an editor has worded it since."""
    return LocalText(photo.as_given or {})
