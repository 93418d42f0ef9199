"""The agenda's board: by mouse, by keys, without JavaScript, the same."""

from datetime import date, time

import pytest
from playwright.sync_api import Page, expect

from eventreg.accounts.models import StaffRole
from eventreg.agenda.service import agenda_of
from eventreg.database import db
from tests.browser.accessibility import violations
from tests.factories import an_account, an_event, an_item

pytestmark = pytest.mark.database("sqlite")

FIRST, SECOND = date(2026, 5, 5), date(2026, 5, 6)
AGENDA = "/organise/e/limbazi/agenda/"


@pytest.fixture
def event(session):
    event = an_event(slug="limbazi", starts_on=FIRST, ends_on=SECOND)
    for title, start, day in (("A", 9, FIRST), ("B", 10, FIRST), ("C", 9, SECOND)):
        an_item(event=event, title=title, day=day, starts_at=time(start), ends_at=time(start + 1))
    return event


@pytest.fixture
def editor(app, event, visitor, server):
    """Opens the agenda as an editor: `editor(javascript=False)`."""
    account = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    db.session.commit()
    client = app.test_client()
    client.sign_in(account)
    db.session.rollback()  # a transaction left open would keep the server waiting on SQLite
    cookie = client.get_cookie("eventreg").value

    def arrive(*, language: str = "lv", **options: object) -> Page:
        page = visitor(language=language, **options)
        page.context.add_cookies([{"name": "eventreg", "value": cookie, "url": server}])
        page.goto(f"/{language}{AGENDA}")
        return page

    return arrive


def days(event) -> list[str]:
    """What stands on each day, as the database has it; leaves it free for the server."""
    db.session.rollback()
    shown = [
        " ".join(f"{item.title.in_('lv')}{item.starts_at.hour}" for item in day.items)
        for day in agenda_of(event).days
    ]
    db.session.rollback()
    return shown


def grip(page: Page, title: str):
    return page.get_by_role("button", name=f"Vilkt: {title}")


def test_items_move_by_mouse_by_keys_and_by_a_form(editor, event):
    page = editor()
    card = page.locator(".planned", has=grip(page, "C"))
    grip(page, "A").hover()
    page.mouse.down()
    box = card.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 4, steps=4)
    page.mouse.up()
    expect(page.locator("#last-move")).to_contain_text("„A” ir pārcelts")
    assert days(event) == ["B10", "C9 A10"]

    grip(page, "B").focus()
    for key in ("Space", "ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#board-said")).to_contain_text("Pēc: A")
    page.keyboard.press("Space")
    expect(page.locator("#last-move")).to_contain_text("„B” ir pārcelts")
    expect(grip(page, "B")).to_be_focused()
    assert days(event) == ["C9 A10 B11"]

    page.get_by_role("button", name="Atsaukt pārcelšanu").click()
    expect(page.locator("#day-2026-05-05")).to_contain_text("B")
    plain = editor(javascript=False)
    plain.get_by_role("link", name="Pārcelt : B").click()
    plain.get_by_label("Blakus citam punktam").check()
    plain.locator("[name=neighbour]").select_option(label=_label(plain, "C"))
    plain.get_by_label("Pirms tā").check()
    plain.get_by_role("button", name="Pārcelt").click()
    expect(plain.locator("#last-move")).to_contain_text("„B” ir pārcelts")
    assert days(event) == ["B8 C9 A10"]


def test_what_is_picked_up_can_be_put_back(editor, event):
    page = editor()
    grip(page, "A").focus()
    for key in ("Space", "ArrowRight", "Escape"):
        page.keyboard.press(key)

    expect(page.locator("#board-said")).to_have_text("A paliek, kur bija.")
    assert days(event) == ["A9 B10", "C9"]


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_board_is_accessible(editor, event, language):
    page = editor(language=language)

    assert violations(page, f"/{language}{AGENDA}") == []
    assert violations(page, f"/{language}{AGENDA}versions/") == []


def _label(page: Page, title: str) -> str:
    options = page.locator("[name=neighbour] option").all_inner_texts()
    return next(text for text in options if text.endswith(f"– {title}"))


def test_on_a_phone_without_javascript_the_menu_opens_by_its_link(editor):
    page = editor(javascript=False, viewport={"width": 390, "height": 844})
    rooms = page.get_by_role("navigation", name="Ekspertu tikšanās").get_by_role("listitem")
    expect(rooms.first).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(rooms.first).to_be_visible()
    expect(page.get_by_role("link", name="Izvēlne")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})

    page.get_by_role("link", name="Izvēlne").press("Enter")
    page.get_by_role("link", name="Dokumenti", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokumenti")
    expect(rooms.first).to_be_hidden()
