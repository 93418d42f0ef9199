"""What somebody asks of the library, and the conditions that this makes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_

from eventreg.contributions.models import Contribution
from eventreg.events.models import Event, Topic
from eventreg.identity import slug_from
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.library.shelves import TodaysUnits, territory_of
from eventreg.territories.models import Territory


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the visitor asked for; an empty value asks for nothing.

    `topic` is a topic's key, `territory` the code of a municipality of today, `region` the key of
    its region, `event` an event's slug.
    """

    words: str = ""
    topic: str = ""
    territory: str = ""
    region: str = ""
    year: int | None = None
    event: str = ""

    @property
    def are_set(self) -> bool:
        return bool(self.in_address())

    def in_address(self) -> dict[str, str]:
        """The filters as the address of the list carries them."""
        asked = {
            "q": self.words,
            "topic": self.topic,
            "territory": self.territory,
            "region": self.region,
            "year": str(self.year or ""),
            "event": self.event,
        }
        return {name: value for name, value in asked.items() if value}


def region_key(territory: Territory) -> str:
    """The name of a territory's region in addresses; empty where it has none."""
    return slug_from(territory.region.in_("lv"))


def conditions(
    filters: Filters, *, units: TodaysUnits, topics: Sequence[Topic]
) -> list[ColumnElement[bool]]:
    """What a practice must be to be found: each word in its texts, its place or its topic."""
    found = [_has(word, units, topics) for word in folded(filters.words).split()]
    if filters.topic:
        keys = [each.id for each in topics if each.key == filters.topic]
        found.append(Contribution.topic_id.in_(keys))
    if filters.territory:
        wanted = _from(units, lambda one: one.code == filters.territory)
        found.append(territory_of().in_(wanted))
    if filters.region:
        wanted = _from(units, lambda one: region_key(one) == filters.region)
        found.append(territory_of().in_(wanted))
    if filters.year:
        first, last = date(filters.year, 1, 1), date(filters.year, 12, 31)
        found.append(Event.starts_on.between(first, last))
    if filters.event:
        found.append(Event.slug == filters.event)
    return found


def _from(units: TodaysUnits, fits: Callable[[Territory], bool]) -> list[int]:
    """The numbers of the territories of any time whose unit of today fits."""
    return [number for number, today in units.items() if any(map(fits, today))]


def _has(word: str, units: TodaysUnits, topics: Sequence[Topic]) -> ColumnElement[bool]:
    return or_(
        Contribution.search_text.contains(word, autoescape=True),
        territory_of().in_(_from(units, lambda one: _named(one.name, word))),
        Contribution.topic_id.in_([each.id for each in topics if _named(each.name, word)]),
    )


def _named(name: LocalText, word: str) -> bool:
    return any(word in folded(each) for each in name.values())
