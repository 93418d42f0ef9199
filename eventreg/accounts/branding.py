"""The organisation's logo, which stands in the head of its papers."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import select

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.history.service import Actor, record
from eventreg.pictures import taken_in
from eventreg.ports import files

LONGEST_SIDE = 900  # pixels: 40 mm on paper at 570 dots an inch
FOLDER = "logos/"
A_DAY = timedelta(days=1)


def set_logo(organisation: Organisation, *, data: bytes, actor: Actor, now: datetime) -> None:
    """Keep the picture as the organisation's logo; raises PictureUnreadable.

    The file is named after its content, so that a paper made with it can be told from one without.
    """
    picture = taken_in(data, longest=LONGEST_SIDE, field="logo")
    ending = picture.media_type.rpartition("/")[2]
    digest = hashlib.sha256(picture.data).hexdigest()
    key = f"{FOLDER}{organisation.slug}-{digest[:32]}.{ending}"
    files.store().put(key, picture.data)
    _keep(organisation, key, actor=actor, now=now)


def remove_logo(organisation: Organisation, *, actor: Actor, now: datetime) -> None:
    """The organisation's papers bear its name only."""
    _keep(organisation, "", actor=actor, now=now)


def logo_of(organisation: Organisation) -> tuple[str, bytes] | None:
    """Media type and content of the logo; None where there is none."""
    if not organisation.logo_key:
        return None
    kind = organisation.logo_key.rpartition(".")[2]
    return f"image/{kind}", files.store().get(organisation.logo_key)


def delete_replaced(*, now: datetime) -> int:
    """Remove the logos of yesterday and before that no organisation has; returns how many.

    A younger one may be of a change that is not committed yet.
    """
    in_use = set(db.session.scalars(select(Organisation.logo_key)))
    earlier = [key for key in files.store().all_keys(before=now - A_DAY) if key.startswith(FOLDER)]
    gone = [key for key in earlier if key not in in_use]
    for key in gone:
        files.store().delete(key)
    return len(gone)


def _keep(organisation: Organisation, key: str, *, actor: Actor, now: datetime) -> None:
    before, organisation.logo_key = organisation.logo_key, key
    if before == key:
        return
    record(
        "changed",
        actor=actor,
        now=now,
        subject="organisation",
        subject_uid=organisation.slug,
        organisation_id=organisation.id,
        before={"logo": before},
        after={"logo": key},
    )
