"""What a new item's form begins with: the address says where in the agenda the item will stand."""

from collections.abc import Mapping
from datetime import date

from eventreg import clock
from eventreg.agenda import service
from eventreg.agenda.models import AgendaItem, ItemKind
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.rules import ItemFacts
from eventreg.events.models import Event
from eventreg.visits.service import visit_of


def beginning_of(event: Event, wishes: Mapping[str, str]) -> tuple[ItemFacts, AgendaItem | None]:
    """The facts to begin with, and the item behind which the new one comes.

    `wishes` may name `after`, `part_of` (items), `visit` and `day`; what is not there or not the
    event's own is passed over.
    """
    after = _named(event, wishes.get("after"))
    whole = _named(event, wishes.get("part_of"))
    visit = visit_of(event, wishes["visit"]) if "visit" in wishes else None
    facts = ItemFacts(
        kind=ItemKind.SITE_VISIT if visit else ItemKind.SESSION,
        occasion=_occasion(event, after, whole, wishes.get("day", "")),
        parent=after.parent if after else whole,
        visit=visit,
    )
    return facts, after


def _named(event: Event, uid: str | None) -> AgendaItem | None:
    return service.item_of(event, uid) if uid else None


def _occasion(
    event: Event, after: AgendaItem | None, whole: AgendaItem | None, day: str
) -> Occasion:
    """When it may begin: at the end of what comes before, at the start of what it is a part of."""
    if after is not None:
        return Occasion(day=after.day, starts_at=after.ends_at)
    if whole is not None:
        return Occasion(day=whole.day, starts_at=None if whole.parts else whole.starts_at)
    return Occasion(day=_day(event, day))


def _day(event: Event, text: str) -> date | None:
    """The day in the address; else the only day there is."""
    only_day = event.starts_on if event.starts_on == event.ends_on else None
    return clock.day_named(text) or only_day
