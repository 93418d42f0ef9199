"""Uploaded pictures: what is kept of them."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from eventreg.pictures import MOST_PIXELS, PictureUnreadable, taken_in

GREEN = (20, 120, 60)


def a_file(
    kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 20), **options
) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, GREEN if mode == "RGB" else 0).save(file, kind, **options)
    return file.getvalue()


def reopened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_keeps_its_colours(kind):
    kept = taken_in(a_file(kind), longest=100)

    assert kept.media_type == "image/jpeg"
    pixel = reopened(kept.data).getpixel((5, 5))
    assert all(abs(one - other) <= 4 for one, other in zip(pixel, GREEN, strict=True))


def test_a_large_picture_is_shrunk_to_the_longest_side():
    kept = taken_in(a_file(size=(3000, 1500)), longest=600)

    assert (kept.width, kept.height) == (600, 300)


def test_a_small_picture_stays_as_large_as_it_is():
    assert taken_in(a_file(size=(40, 20)), longest=600)[2:] == (40, 20)


def test_transparency_stays():
    kept = taken_in(a_file(mode="RGBA"), longest=100)

    assert kept.media_type == "image/png"
    assert reopened(kept.data).mode == "RGBA"


def test_nothing_but_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "Limbaži, 21.11.2017, Anna"
    kept = taken_in(a_file("JPEG", exif=exif, comment=b"Anna"), longest=100)

    picture = reopened(kept.data)
    assert (dict(picture.getexif()), "comment" in picture.info) == ({}, False)
    assert b"Anna" not in kept.data


def test_a_picture_taken_lying_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert taken_in(a_file("JPEG", exif=exif), longest=100)[2:] == (20, 40)


def test_print_colours_become_those_of_a_screen():
    assert reopened(taken_in(a_file("JPEG", mode="CMYK"), longest=100).data).mode == "RGB"


def test_a_profile_is_applied_and_left_behind():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = taken_in(a_file(icc_profile=profile), longest=100)

    assert "icc_profile" not in reopened(kept.data).info


def test_a_broken_profile_does_no_harm():
    assert taken_in(a_file(icc_profile=b"broken"), longest=100).width == 40


def test_the_same_bytes_give_the_same_picture():
    data = a_file(size=(500, 300))

    assert taken_in(data, longest=100) == taken_in(data, longest=100)


def a_bomb() -> bytes:
    """A small PNG that says it has far too many pixels."""
    side = int(MOST_PIXELS**0.5) + 1
    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return a_file()[:8] + chunk + a_file()[33:]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        a_file()[:40],
        a_file("JPEG")[:200],
        a_file("BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        a_bomb(),
    ],
    ids=["nothing", "words", "half a PNG", "half a JPEG", "another format", "a drawing", "a bomb"],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(PictureUnreadable):
        taken_in(data, longest=100)
