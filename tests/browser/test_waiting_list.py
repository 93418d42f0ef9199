"""A full event: somebody joins the waiting list, is offered the freed place, takes it up (R8)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg import clock
from eventreg.database import db
from eventreg.messages import delivery
from eventreg.registration import links
from eventreg.registration.models import Registration, RegistrationState
from tests.browser.accessibility import violations
from tests.browser.people import Person, mails_to, secret_link
from tests.browser.test_keyboard import tabs_to, types
from tests.factories import a_registration, a_waiting, an_open_event

PHONE = {"viewport": {"width": 390, "height": 780}}

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def mailbox(app):
    return app.extensions["eventreg.settings"].home / "mail"


@pytest.fixture
def event(latvia, app):
    """Two places, both taken."""
    event = an_open_event(slug="cesis", capacity=2)
    for name in ("anna", "zane"):
        a_registration(event=event, email=f"{name}@example.org")
    db.session.commit()
    return event


def own_path(address):
    """The path of somebody's own page."""
    found = db.session.scalars(select(Registration).where(Registration.email == address)).one()
    path = f"/lv/r/{links.token_of(found)}/"
    db.session.rollback()  # a transaction left open would keep the server waiting on SQLite
    return path


def joins_by_keyboard(page):
    """From the page of the event to the waiting list without a pointer."""
    page.goto("/lv/e/cesis/")
    page.get_by_role("link", name="Pieteikties gaidīšanas sarakstā").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/register")
    types(page, first_name="Māra", last_name="Krūze", email="mara@example.org")
    tabs_to(page, "affiliation")
    page.keyboard.press("ArrowDown")  # a state institution
    types(page, institution="Izglītības ministrija", position="vecākā eksperte")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=send]")
    page.locator("button[value=send]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/done")


def test_who_finds_it_full_waits_and_takes_up_the_freed_place(event, visitor, mailbox):
    mara = visitor(language="lv", javascript=False)
    joins_by_keyboard(mara)
    Person(mara).reads("Gaidīšanas sarakstā esat 1. vietā")

    anna = Person(visitor(language="lv", javascript=False))
    anna.opens(own_path("anna@example.org") + "cancel")
    anna.page.locator("main form button").first.click()
    anna.arrives("/r/*/")
    delivery.deliver_due()

    offer = mails_to("mara@example.org", mailbox)[-1]
    assert "Pieņemt vietu vai atteikties no tās" in offer
    phone = Person(visitor(language="lv", javascript=False, **PHONE))
    phone.opens(secret_link(offer)).arrives("/offer").reads("Tā Jums tiek paturēta")
    phone.opens(secret_link(offer)).presses("Jā, piedalīšos")  # looking has changed nothing
    phone.arrives("/r/*/").reads("apstiprināta")


@pytest.mark.parametrize("language", ["lv", "en"])
def test_its_pages_are_accessible(event, visitor, language):
    waiting = a_waiting(event=event, email="mara@example.org")
    offered = a_waiting(event=event, email="ieva@example.org")
    offered.state, offered.offer_until = RegistrationState.OFFERED, clock.now() + timedelta(days=2)
    event.capacity, event.taken = 3, 3
    db.session.commit()
    mine = f"/{language}/r/{links.token_of(waiting)}/"
    offer = f"/{language}/r/{links.token_of(offered)}/"
    form = f"/{language}/e/cesis/register"
    page = visitor(language=language)

    found = [
        fault
        for path in (mine, f"{mine}together", offer, f"{offer}offer", form)
        for fault in violations(page, path)
    ]
    assert found == []
