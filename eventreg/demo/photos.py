"""Drawn pictures beside sample practices of the first event: nobody is seen in them."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.contributions.photos.service import Upload, attach, read_files
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText

if TYPE_CHECKING:  # Pillow costs start-up time; it is imported where it is used
    from PIL.ImageDraw import ImageDraw

SIZE = (1200, 800)
# What is seen, and the colours of sky, hills and house.
PICTURES = (
    (
        LocalText(lv="Zīmējums: skola kalna malā", en="A drawing: a school on a hillside"),
        ("#a9cbe0", "#4f7f5a", "#8c3b35"),
    ),
    (
        LocalText(lv="Zīmējums: saieta nams vakarā", en="A drawing: a meeting house at dusk"),
        ("#e7c9a0", "#3f5f6b", "#d9d2c0"),
    ),
    (
        LocalText(lv="Zīmējums: bibliotēka pavasarī", en="A drawing: a library in spring"),
        ("#cfe3ea", "#8aa85a", "#5b4b6b"),
    ),
)
_ON_EACH = (2, 1)  # pictures of the first practice, of the second


def fill(event: Event, *, now: datetime) -> None:
    """Put the pictures beside the first practices."""
    practices = db.session.scalars(
        select(Contribution)
        .where(
            Contribution.event_id == event.id,
            Contribution.kind == ContributionKind.GOOD_PRACTICE,
            Contribution.state == ContributionState.ACCEPTED,
            Contribution.sample,
        )
        .order_by(Contribution.position, Contribution.id)
    )
    left = iter(PICTURES)
    for practice, count in zip(practices, _ON_EACH, strict=False):
        for _number, (alt, colours) in zip(range(count), left, strict=False):
            (read,) = read_files([Upload("drawing.png", drawn(colours))])
            attach(practice, read, alt=alt, now=now)
    db.session.flush()


def drawn(colours: Sequence[str]) -> bytes:
    """A house before hills."""
    from PIL import Image, ImageDraw

    sky, hills, house = colours
    width, height = SIZE
    picture = Image.new("RGB", SIZE, sky)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((width * 0.72, height * 0.12, width * 0.82, height * 0.27), "#fbf3d5")
    pen.ellipse((-width * 0.3, height * 0.45, width * 0.8, height * 1.6), hills)
    _house(pen, house)
    pen.ellipse((width * 0.3, height * 0.68, width * 1.4, height * 1.7), hills)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _house(pen: "ImageDraw", colour: str) -> None:
    pen.rectangle((470, 400, 830, 640), colour)
    pen.polygon(((430, 410), (650, 260), (870, 410)), "#4a3a34")
    for left in (510, 615, 720):
        pen.rectangle((left, 460, left + 70, 540), "#f4e7b8")
