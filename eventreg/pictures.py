"""Uploaded pictures as they are kept: decoded within limits, in sRGB, shrunk, without metadata.

What somebody sends is never kept or shown as it came: it is decoded once, and what is kept is
encoded anew, so that neither a place and time of taking nor anything hidden in the file survives.
"""

import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

from flask_babel import lazy_gettext

from eventreg.errors import DomainError

if TYPE_CHECKING:  # Pillow costs start-up time; it is imported where it is used
    from PIL.Image import Image

MOST_PIXELS = 40_000_000  # a large camera's picture; a bomb unpacks to more
FORMATS = ("PNG", "JPEG", "WEBP")
JPEG_QUALITY = 85


class PictureUnreadable(DomainError):
    """The file is no picture that can be read, or one that is far too large."""

    status = 422

    def __init__(self, field: str | None = None):
        super().__init__(
            lazy_gettext("Send a picture as PNG, JPEG or WebP, of at most 40 megapixels."),
            field=field,
        )


class Picture(NamedTuple):
    """A picture as it is kept; sizes are pixels."""

    media_type: str
    data: bytes
    width: int
    height: int


def taken_in(
    data: bytes, *, longest: int, field: str | None = None, opaque: bool = False
) -> Picture:
    """The picture in `data` with no side longer than `longest` pixels, upright and in sRGB.

    One with transparency becomes PNG unless it is to be `opaque`, any other JPEG. The same bytes
    give the same picture. Raises PictureUnreadable, with the form's `field`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # costs start-up time

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise PictureUnreadable(field)
                opened.draft("RGB", (longest * 2, longest * 2))
                picture = _in_srgb(ImageOps.exif_transpose(opened))
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise PictureUnreadable(field) from error
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    if opaque and picture.mode == "RGBA":
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture).convert("RGB")
    return _encoded(picture)


def _in_srgb(picture: "Image") -> "Image":
    """The picture as RGB, or RGBA where it is transparent somewhere, in the colours of sRGB."""
    from PIL import ImageCms

    transparent = picture.has_transparency_data
    profile = picture.info.get("icc_profile")
    if picture.mode not in {"RGB", "CMYK", "L"} or transparent or not profile:
        return picture.convert("RGBA" if transparent else "RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile says nothing; the plain values remain
        return picture.convert("RGB")
    return converted or picture.convert("RGB")


def _encoded(picture: "Image") -> Picture:
    """The picture without anything but its pixels."""
    file = io.BytesIO()
    picture.info = {}
    if picture.mode == "RGBA":
        picture.save(file, "PNG", optimize=True)
        kind = "image/png"
    else:
        picture.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
        kind = "image/jpeg"
    return Picture(kind, file.getvalue(), picture.width, picture.height)
