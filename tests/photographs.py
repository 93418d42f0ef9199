"""Builders of pictures, and of photos that experts gave with their texts."""

import io
import secrets
from typing import Any

from PIL import Image

from eventreg.contributions.models import Contribution, Photo
from eventreg.database import db
from eventreg.identity import new_uid
from eventreg.language.local_text import LocalText
from eventreg.ports import files
from tests.factories import LONG_AGO


def a_picture(*, size: tuple[int, int] = (60, 40), colour: str = "seagreen") -> bytes:
    """A JPEG file as a camera makes it."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def a_photo(
    *, contribution: Contribution, alt: str | LocalText = "Skolas darbnīca", **values: Any
) -> Photo:
    """A photo with its words and consent; its files lie in the store."""
    data, uid = a_picture(), new_uid()
    given: dict[str, Any] = {
        "uid": uid,
        "storage_key": f"photos/{uid}/large.jpeg",
        "small_key": f"photos/{uid}/small.jpeg",
        "sha256": secrets.token_hex(32),
        "width": 60,
        "height": 40,
        "size_bytes": len(data),
        "consent_wording": "Piekrītu.",
        "consent_language": "lv",
        "consented_at": LONG_AGO,
    }
    words = LocalText(lv=alt) if isinstance(alt, str) else alt
    photo = Photo(contribution=contribution, alt=words, **given | values)
    db.session.add(photo)
    db.session.flush()
    for key in (photo.storage_key, photo.small_key):
        files.store().put(key, data)
    return photo
