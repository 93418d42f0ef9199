"""The desk with a network that fails in the middle: nothing is lost, nothing is doubled."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.attendance.models import Attendance, DeskNote
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import COMMAND
from eventreg.registration import tickets
from eventreg.registration.models import Registration
from eventreg.registration.service import cancel_registration
from tests.browser.accessibility import violations
from tests.factories import NOON, a_registration, an_account, an_open_event

DESK = "/organise/e/tiksanas/desk/2026-05-05/"
PEOPLE = 9

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def event(latvia, time_stands) -> Event:
    """An event with some people, looked at when a real browser's clock is long past."""
    time_stands(datetime(2099, 1, 1, tzinfo=UTC))
    return an_open_event(starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 6), slug="tiksanas")


@pytest.fixture
def people(event) -> list[Registration]:
    names = [f"Dalībnieks{chr(ord('a') + number)}" for number in range(PEOPLE)]
    return [a_registration(event=event, first_name="Ilze", last_name=name) for name in names]


@pytest.fixture
def codes(people) -> list[str]:
    return [tickets.code_of(person) for person in people]


@pytest.fixture
def at_desk(app, event, people, visitor, server):
    """Opens a desk's page as somebody who works there: `at_desk("Anna")`."""

    def arrive(name: str, *, language: str = "lv", path: str = DESK, **options: object) -> Page:
        account = an_account(organisation=event.organisation, role=StaffRole.EDITOR, name=name)
        db.session.commit()
        client = app.test_client()
        client.sign_in(account)
        db.session.rollback()  # a transaction left open would keep the server waiting on SQLite
        page = visitor(language=language, **options)
        cookie = client.get_cookie("eventreg").value
        page.context.add_cookies([{"name": "eventreg", "value": cookie, "url": server}])
        page.goto(f"/{language}{path}")
        return page

    return arrive


def scans(page: Page, code: str, says: str = "Ierašanās atzīmēta") -> None:
    """As a handheld scanner does it: types into the field and presses Enter."""
    page.locator("#q").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("#desk-answer .verdict-words")).to_have_text(says)
    expect(page.locator("#q")).to_have_value("")


def knows_the_list(page: Page) -> None:
    expect(page.locator("#desk-refresh")).to_be_hidden()
    expect(page.locator("#desk[data-ready]")).to_be_visible()


def test_nothing_is_lost_or_doubled_when_the_network_fails(at_desk, people, codes):
    one, other = at_desk("Anna Bērziņa"), at_desk("Jānis Ozols")
    for page in (one, other):
        knows_the_list(page)
    state = one.locator("#desk-state")

    for code in codes[:3]:
        scans(one, code)
    expect(one.locator("#desk-present")).to_have_text("3")
    expect(state).to_be_hidden()

    one.context.set_offline(True)
    for code in codes[3:6]:
        scans(one, code)
    scans(one, codes[3], "Ierašanās jau atzīmēta")
    one.locator("#q").fill("dalibniekse")
    one.get_by_role("button", name="Atcelt atzīmi: Ilze Dalībniekse").click()
    expect(state).to_contain_text("Gaida nosūtīšanu: 4.")
    scans(other, codes[5])  # the other desk has a network, and checks in somebody a moment later
    expect(one.locator("#desk-present")).to_have_text("5")

    one.context.set_offline(False)
    expect(state).to_be_hidden()
    for code in codes[6:]:
        scans(one, code)
    expect(one.locator("#desk-present")).to_have_text("8")
    expect(state).to_be_hidden()
    other.reload()
    expect(other.locator("#desk-present")).to_have_text("8")

    here = {row.registration_id: row.account.name for row in db.session.scalars(select(Attendance))}
    assert here == {person.id: "Anna Bērziņa" for person in people if person is not people[4]}
    noted = Counter(db.session.execute(select(DeskNote.registration_id, DeskNote.present)).all())
    assert set(noted.values()) == {1, 2}
    assert [key for key, times in noted.items() if times == 2] == [(people[5].id, True)]


def test_what_was_not_sent_outlives_the_page(at_desk, codes):
    page = at_desk("Anna Bērziņa")
    knows_the_list(page)
    page.context.set_offline(True)
    scans(page, codes[0])
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Dalībnieks" not in kept

    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"/lv{DESK}")

    expect(page.locator("#desk-present")).to_have_text("1")
    expect(page.locator("#desk-state")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    assert len(db.session.scalars(select(Attendance)).all()) == 1


def test_it_says_at_once_who_is_not_expected(at_desk, people, codes):
    cancel_registration(people[0], actor=COMMAND, now=NOON)
    db.session.commit()
    page = at_desk("Anna Bērziņa")
    knows_the_list(page)
    page.context.set_offline(True)

    scans(page, codes[0], "Nav sarakstā: pieteikums vairs nav spēkā")
    scans(page, "EVR1.x.1.y", "Šai ierīcei nav zināms; jautājiet vēlreiz, kad būs tīkls")
    page.context.set_offline(False)
    scans(page, "EVR1.x.1.y", "Šī nav šī pasākuma biļete")


def test_a_desk_works_without_javascript(at_desk):
    page = at_desk("Anna Bērziņa", javascript=False)
    page.fill("#q", "dalibnieksa")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Atzīmēt ierašanos Ilze Dalībnieksa").click()

    expect(page.locator("#desk-answer")).to_contain_text("Ierašanās atzīmēta plkst.")
    expect(page.locator("#desk-present")).to_have_text("1")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["lv", "en"])
def test_its_pages_are_accessible(at_desk, people, codes, language):
    desk, uid = f"/{language}{DESK}", people[0].uid
    page = at_desk("Anna Bērziņa", language=language)
    page.goto(f"{desk}?q={codes[0]}")
    page.locator("#desk-found button").click()
    expect(page.locator(".verdict-good")).to_be_visible()
    # The days, a desk at rest and the form stand in `test_pages`; here is what people come to.
    paths = (f"{desk}?q=ilze&person={uid}&done=new", f"{desk}?q=EVR1.x.1.y&person={uid}")

    assert [fault for path in paths for fault in violations(page, path)] == []
