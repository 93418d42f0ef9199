"""My registration in a browser: on a phone, without JavaScript, by keyboard, clean under axe."""

from datetime import timedelta

import pytest

from eventreg import clock
from eventreg.database import db
from eventreg.registration import links
from tests.browser.accessibility import violations
from tests.factories import a_host, a_registration, a_visit, an_open_event

pytestmark = pytest.mark.database("sqlite")

PHONE = {"width": 390, "height": 844}
PAGES = (
    *("", "change", "visits", "consents", "cancel", "ticket", "hand-over"),
    *("my-data", "erase"),
)


@pytest.fixture
def anna(latvia):
    event = an_open_event(slug="cesis", capacity=10)
    visit = a_visit(
        event=event, host=a_host(organisation=event.organisation), choosable=True, capacity=5
    )
    registration = a_registration(
        event=event,
        email="anna@example.org",
        first_name="Anna",
        visits=[visit],
        consents=["list_public"],
    )
    db.session.commit()
    return registration


@pytest.fixture
def late(anna):
    """The same person after the freeze date."""
    anna.event.changes_freeze_at = clock.now() - timedelta(hours=1)
    db.session.commit()
    return anna


def mine(registration, page="", language="lv"):
    token = links.token_of(registration)
    db.session.rollback()  # reading opened a transaction, and the server has to write
    return f"/{language}/r/{token}/{page}"


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_page_behind_the_own_link_is_clean(anna, visitor, language):
    page = visitor(language=language)
    found = [one for each in PAGES for one in violations(page, mine(anna, each, language))]

    assert found == []


@pytest.mark.parametrize("language", ["lv", "en"])
def test_asking_for_a_change_is_clean(late, visitor, language):
    page = visitor(language=language)
    found = [
        one for each in ("", "request") for one in violations(page, mine(late, each, language))
    ]

    assert found == []


def test_one_hands_over_on_a_phone_without_javascript(anna, visitor):
    page = visitor(language="lv", javascript=False, viewport=PHONE)
    page.goto(mine(anna))
    page.get_by_role("link", name="Nodot vietu kolēģim").click()
    page.locator("[name=first_name]").fill("Berta")
    page.locator("[name=last_name]").fill("Liepa")
    page.locator("[name=email]").fill("berta@example.org")
    page.locator("[name=position]").fill("eksperte")
    page.get_by_role("button", name="Pārbaudīt").click()
    page.get_by_role("button", name="Jā, nodot manu vietu").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Jūsu vieta ir nodota"
    db.session.expire_all()
    assert anna.full_name == "Berta Liepa"


def test_one_asks_for_a_change_on_a_phone_without_javascript(late, visitor):
    page = visitor(language="lv", javascript=False, viewport=PHONE)
    page.goto(mine(late))
    page.get_by_role("link", name="Lūgt izmaiņas").click()
    page.locator("[name=position]").fill("nodaļas vadītāja")
    page.get_by_role("button", name="Apskatīt, kas mainīsies").click()
    page.get_by_role("button", name="Nosūtīt rīkotājam").click()

    assert "Jūsu lūgums gaida rīkotāja atbildi" in page.inner_text("main")


def test_the_ticket_is_the_first_thing_by_keyboard(anna, visitor):
    page = visitor(language="lv")
    page.goto(mine(anna) + "#main")
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ticket")

    assert page.get_by_role("heading", level=1).inner_text() == "Mana biļete"


def test_one_erases_oneself_by_keyboard(anna, visitor):
    page = visitor(language="lv")
    page.goto(mine(anna, "erase"))
    page.get_by_role("button", name="Jā, dzēst manus datus").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/erased")

    assert page.get_by_role("heading", level=1).inner_text() == "Jūsu dati ir dzēsti"
