"""Names of things in public addresses and on paper: not guessable, not a count."""

import re
import secrets

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventreg.language.search import folded

# No 0/O, 1/I/L and no vowels: nothing to misread on the phone, no accidental words.
READABLE = "23456789BCDFGHJKMNPQRSTVWXZ"


def new_uid() -> str:
    """A 22-character random name (128 bits) for addresses."""
    return secrets.token_urlsafe(16)


def new_reference() -> str:
    """A readable reference such as `7KM4-QX2D` (38 bits), for mails and telephone calls."""
    text = "".join(secrets.choice(READABLE) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


def slug_from(text: str, *, length: int = 60) -> str:
    """A readable name for an address, of whole words as far as they fit; empty without any.

    >>> slug_from("Ekspertu tikšanās Limbažu novadā")
    'ekspertu-tiksanas-limbazu-novada'
    """
    slug = ""
    for word in re.findall(r"[a-z0-9]+", folded(text)):
        longer = f"{slug}-{word}" if slug else word[:length]
        if len(longer) > length:
            break
        slug = longer
    return slug


class HasUid:
    """A row that stands in addresses by `uid`, never by its number."""

    uid: Mapped[str] = mapped_column(String(22), unique=True, default=new_uid)
