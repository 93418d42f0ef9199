"""What a renderer notes of a part for the binder: anchors, bookmarks, and which fonts it named."""

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Any

from weasyprint.pdf import fonts as weasyprint_fonts
from weasyprint.text.fonts import get_hb_object_data

from eventreg.documents.binding.typefaces import by_digest

SCALE = 0.75


def noted(document: Any) -> dict[str, Any]:
    """Places in points from the lower left corner; pages are counted from 0."""
    anchors, bookmarks = [], []
    for number, page in enumerate(document.pages):
        anchors.append(
            {
                name: [x * SCALE, (page.height - y) * SCALE]
                for name, (x, y, *_) in page.anchors.items()
            }
        )
        bookmarks += [
            [level, label, number, x * SCALE, (page.height - y) * SCALE]
            for level, label, (x, y), _state in page.bookmarks
        ]
    faces = faces_of(document)
    spoken: dict[str, dict[int, str]] = {key.decode(): {} for key in faces}
    for font in document.fonts.values():
        spoken[font.hash].update(font.to_unicode)
    return {
        "anchors": anchors,
        "bookmarks": bookmarks,
        "fonts": {key.decode(): face for key, face in faces.items()},
        "spoken": spoken,
    }


def faces_of(document: Any) -> dict[bytes, str]:
    """The bundled face of each font by the name WeasyPrint gave it in the content."""
    found = {}
    for font in document.fonts.values():
        data = get_hb_object_data(font.hb_face)
        found[font.hash.encode()] = by_digest()[hashlib.sha256(data).hexdigest()]
    return found


@contextlib.contextmanager
def fonts_left_out() -> Iterator[None]:
    """Spare the cutting of fonts that the binder puts in once for the whole document."""
    clean = weasyprint_fonts.Font.clean
    weasyprint_fonts.Font.clean = _left_out
    try:
        yield
    finally:
        weasyprint_fonts.Font.clean = clean


def _left_out(font: Any, _to_unicode: object, _hinting: object) -> None:
    font.file_content = b"\0\1\0\0"
