"""The rules for a single agenda item: its days and times, and its place within another item."""

from dataclasses import dataclass, replace

from eventreg.agenda import errors
from eventreg.agenda.days import Speaker
from eventreg.agenda.models import AgendaItem, ItemKind
from eventreg.agenda.occasions import Occasion
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.visits.models import SiteVisit

UNKNOWN = Occasion()
NO_TEXT = LocalText()


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """All that an organiser says about an item.

    `parent` is the item it is a part of, `visit` the site visit that takes place in it; both belong
    to the same event.
    """

    kind: ItemKind
    occasion: Occasion = UNKNOWN
    title: LocalText = NO_TEXT
    text: LocalText = NO_TEXT
    place: LocalText = NO_TEXT
    address: str = ""
    track: LocalText = NO_TEXT
    parent: AgendaItem | None = None
    visit: SiteVisit | None = None
    speakers: tuple[Speaker, ...] = ()


def kept(facts: ItemFacts, *, event: Event, item: AgendaItem | None) -> ItemFacts:
    """The facts as they will be kept, or the error that says which rule they break.

    `item` is the one to be changed, None for a new one. A part takes its item's day; the item of a
    site visit without a title takes the institution's name.
    """
    title = facts.title or (facts.visit.host_institution.name if facts.visit else NO_TEXT)
    if not title:
        raise errors.ItemUntitled
    if facts.parent is not None and facts.parent is item:
        raise errors.PartOfAPart
    occasion = _occasion_of_part(facts, facts.parent) if facts.parent else facts.occasion
    _check_times(occasion, event)
    if item is not None and item.parts:
        if facts.parent is not None:
            raise errors.PartOfAPart
        _check_parts_stay_inside(item, occasion)
    return replace(facts, title=title, occasion=occasion)


def occasion_of(item: AgendaItem) -> Occasion:
    """When the item happens."""
    return Occasion(day=item.day, starts_at=item.starts_at, ends_at=item.ends_at)


def _occasion_of_part(facts: ItemFacts, whole: AgendaItem) -> Occasion:
    if whole.parent_id is not None:
        raise errors.PartOfAPart
    if not occasion_of(whole).holds(facts.occasion):
        raise errors.PartOutsideItem
    if whole.day is None and facts.occasion.day is not None:
        raise errors.PartOutsideItem
    return replace(facts.occasion, day=whole.day)


def _check_times(occasion: Occasion, event: Event) -> None:
    day, starts_at, ends_at = occasion.day, occasion.starts_at, occasion.ends_at
    if day is None and (starts_at or ends_at) is not None:
        raise errors.TimeWithoutDay
    if day is not None and not event.starts_on <= day <= event.ends_on:
        raise errors.DayOutsideEvent
    if ends_at is None:
        return
    if starts_at is None:
        raise errors.EndWithoutStart
    if ends_at <= starts_at:
        raise errors.EndNotAfterStart


def _check_parts_stay_inside(item: AgendaItem, occasion: Occasion) -> None:
    """Parts go along to another day; their times must lie within the new ones."""
    for part in item.parts:
        moved = replace(occasion_of(part), day=occasion.day)
        is_timeless_day = occasion.day is None and part.starts_at is not None
        if is_timeless_day or not occasion.holds(moved):
            raise errors.PartsLeftOutside
