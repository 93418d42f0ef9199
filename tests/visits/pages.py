"""The addresses and the controls of the pages of visits and institutions."""

from eventreg.events.models import Event
from eventreg.visits.models import SiteVisit
from eventreg.visits.service import visits_of
from tests.client import Page


def visits(language: str = "lv") -> str:
    return f"/{language}/organise/e/limbazi/visits/"


def page_of(visit: SiteVisit, what: str = "") -> str:
    return f"{visits()}{visit.uid}/{what}"


def names(event: Event) -> list[str]:
    return [visit.host.name.in_("lv") for visit in visits_of(event)]


def typed(page: Page, name: str) -> str:
    box = next(one for one in page.document.iter("input") if one.get("name") == name)
    return box.get("value", "")


def institutions(event: Event) -> str:
    return f"/lv/organise/institutions/{event.organisation.slug}/"
