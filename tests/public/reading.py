"""Reading the page of an event as a visitor does."""

from eventreg.events.models import Event
from tests.client import Page
from tests.page_rules import text_of


def address(event: Event, language: str = "en") -> str:
    """The address of the event's page."""
    return f"/{language}/e/{event.slug}/"


def part(page: Page, anchor: str) -> str:
    """The text of a part of the page."""
    found = page.document.find(f".//section[@id='{anchor}']")
    assert found is not None, anchor
    return text_of(found)


def rows(page: Page) -> list[list[str]]:
    """The cells of the page's table, row by row."""
    return [
        [text_of(cell) for cell in row if cell.tag in {"th", "td"}]
        for row in page.document.iter("tr")
    ]
