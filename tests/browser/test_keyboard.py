"""Everything can be done with the keys alone, and one sees where one is."""

import pytest

from eventreg.database import db
from tests.browser.people import Person
from tests.factories import a_host, a_visit, an_open_event

pytestmark = pytest.mark.database("sqlite")

MANY_KEYS = 60
OUTLINE = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return seen || style.boxShadow !== "none";
}"""
COVERED = """() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.bottom < 0 || box.top > innerHeight;
}"""


@pytest.fixture
def event(latvia):
    event = an_open_event(slug="cesis")
    a_visit(event=event, host=a_host(organisation=event.organisation), choosable=True)
    db.session.commit()
    return event


@pytest.fixture
def page(event, visitor):
    return visitor(language="lv")


def focused(page):
    """The name of the control that has the focus, else what the link or button says."""
    return page.evaluate(
        "() => document.activeElement.name || document.activeElement.textContent.trim()"
    )


def tabs_to(page, name):
    """Presses Tab until the control has the focus; each stop on the way must show."""
    for _ in range(MANY_KEYS):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE), f"the focus on {focused(page)!r} does not show"
        assert not page.evaluate(COVERED), f"{focused(page)!r} has the focus but is out of sight"
        if focused(page) == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def types(page, **values):
    for name, value in values.items():
        tabs_to(page, name)
        page.keyboard.type(value)


def test_the_first_key_offers_to_skip_the_navigation(page):
    page.goto("/lv/e/cesis/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#main")


def test_one_registers_without_a_mouse(page):
    page.goto("/lv/e/cesis/register")
    types(page, first_name="Anna", last_name="Bērziņa", email="anna@example.org")
    tabs_to(page, "affiliation")
    page.keyboard.press("ArrowDown")
    tabs_to(page, "institution")
    page.keyboard.type("Labklājības ministrija")
    types(page, position="eksperte")
    tabs_to(page, "visits")
    page.keyboard.press("Space")
    tabs_to(page, "step")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=send]")
    while page.evaluate("() => document.activeElement.value") != "send":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    Person(page).arrives("/register/done")


def test_what_is_wrong_is_said_at_once_and_leads_to_its_field(page):
    page.goto("/lv/e/cesis/register")
    page.locator("button[value=check]").press("Enter")
    summary = page.wait_for_selector(".error-summary")
    assert summary.evaluate("one => one === document.activeElement")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("Anna")
    assert page.input_value("[name=first_name]") == "Anna"
