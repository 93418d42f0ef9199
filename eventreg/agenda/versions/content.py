"""An agenda as it is kept in a version: plain JSON, only what changes are told of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from eventreg.agenda.days import Agenda, Item
from eventreg.agenda.occasions import Occasion
from eventreg.language.local_text import LocalText

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """An item as a version keeps it; `visit` is the public name of the site visit it is of.

    `speakers` are the people named, or the institution where nobody is, in each language.
    """

    uid: str
    title: LocalText
    occasion: Occasion
    place: LocalText
    address: str
    track: LocalText
    speakers: tuple[LocalText, ...]
    visit: str


def content_of(agenda: Agenda) -> dict[str, Any]:
    """The items with their parts, in order."""
    return {"items": [_written(item) for item in agenda.everything()]}


def items_in(content: Content) -> dict[str, Kept]:
    """The items by their public name, in order."""
    return {row["uid"]: _read(row) for row in content["items"]}


def _written(item: Item) -> dict[str, Any]:
    return {
        "uid": item.uid,
        "title": dict(item.title),
        "day": item.day.isoformat() if item.day else None,
        "starts_at": item.starts_at.isoformat("minutes") if item.starts_at else None,
        "ends_at": item.ends_at.isoformat("minutes") if item.ends_at else None,
        "place": dict(item.where),
        "address": item.where_address,
        "track": dict(item.track),
        "speakers": [
            {"lv": each.name, "en": each.name} if each.name else dict(each.institution)
            for each in item.speakers
        ],
        "visit": item.visit.visit_uid if item.visit else "",
    }


def _read(row: Mapping[str, Any]) -> Kept:
    return Kept(
        uid=row["uid"],
        title=LocalText(row["title"]),
        occasion=Occasion(
            day=date.fromisoformat(row["day"]) if row["day"] else None,
            starts_at=time.fromisoformat(row["starts_at"]) if row["starts_at"] else None,
            ends_at=time.fromisoformat(row["ends_at"]) if row["ends_at"] else None,
        ),
        place=LocalText(row["place"]),
        address=row["address"],
        track=LocalText(row["track"]),
        speakers=tuple(LocalText(each) for each in row["speakers"]),
        visit=row["visit"],
    )
