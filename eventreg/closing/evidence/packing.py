"""Putting the pieces into one ZIP with their hashes and an index."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from eventreg.closing.evidence.piece import Piece
from eventreg.events.models import Event

INDEX, HASHES = "index.html", "SHA256SUMS"


@dataclass(frozen=True)
class Line:
    """A piece as the index names it; `size` in bytes."""

    path: str
    about: str
    size: int
    sha256: str


def packed(pieces: Sequence[Piece], event: Event, *, language: str, made_at: datetime) -> bytes:
    """The ZIP; the same pieces at the same moment give the same bytes.

    `SHA256SUMS` is in the form that `sha256sum --check` reads.
    """
    lines = [
        Line(each.path, each.about, len(each.data), hashlib.sha256(each.data).hexdigest())
        for each in pieces
    ]
    index = render_template(
        "closing/index.html", event=event, lines=lines, language=language, made_at=made_at
    ).encode()
    own = {INDEX: index, **{each.path: each.data for each in pieces}}
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in own.items()
    ).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in {**own, HASHES: sums}.items():
            entry = zipfile.ZipInfo(path, date_time=made_at.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
