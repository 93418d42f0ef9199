"""The addresses and the controls of the pages of the agenda."""

from eventreg.agenda.models import AgendaItem
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from tests.client import Page


def agenda(language: str = "lv") -> str:
    return f"/{language}/organise/e/limbazi/agenda/"


def page_of(item: AgendaItem, what: str = "", language: str = "lv") -> str:
    return f"/{language}/organise/e/{item.event.slug}/agenda/{item.uid}/{what}"


def selected(page: Page, name: str) -> str:
    select_box = next(one for one in page.document.iter("select") if one.get("name") == name)
    chosen = [one for one in select_box.iter("option") if one.get("selected") is not None]
    return chosen[0].get("value", "") if chosen else ""


def typed(page: Page, name: str) -> str:
    box = next(one for one in page.document.iter("input") if one.get("name") == name)
    return box.get("value", "")


def titles(event: Event) -> list[str]:
    """What the items are called, in order, without their parts."""
    return [item.title.in_("lv") for item in agenda_of(event).items]
