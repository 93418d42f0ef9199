"""A text typed on a phone whose network fails: nothing is lost, nothing is doubled."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.database import db
from eventreg.language.local_text import LocalText
from eventreg.registration.links import token_of
from tests.factories import a_contribution, a_registration, an_open_event

PHONE = {"width": 390, "height": 844}
TITLE, TEXT, STATE, DRAFT = "#title", "#text", "#typing-said", "#typing[data-ready]"
OFFLINE = "Nav tīkla: teksts tiek glabāts šajā ierīcē."
AGAIN = "Šeit atkal ir tas, ko iepriekš ierakstījāt, bet nesaglabājāt."
KEPT = "JSON.stringify(localStorage)"

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def anna(latvia, time_stands):
    time_stands(datetime(2099, 5, 5, 9, 5, tzinfo=UTC))
    event = an_open_event(starts_on=date(2099, 5, 5), ends_on=date(2099, 5, 6))
    return a_registration(event=event)


@pytest.fixture
def phone(anna, visitor):
    """Opens a page of Anna's contributions on her phone: `phone("add/opinion")`."""
    path = f"/lv/r/{token_of(anna)}/contributions/"
    db.session.rollback()  # a transaction left open would keep the server waiting on SQLite
    page = visitor(viewport=PHONE)

    def opens(where):
        page.goto(path + where)
        expect(page.locator(DRAFT)).to_be_attached()
        return page

    return opens


def written():
    """What the server has, anew: what was sent, and its state."""
    db.session.rollback()
    found = db.session.scalars(select(Contribution).order_by(Contribution.id)).all()
    texts = [(each.title["lv"], each.text.get("lv", ""), each.state.value) for each in found]
    db.session.rollback()
    return texts


def test_nothing_is_lost_or_doubled_when_the_network_fails(phone):
    page = phone("add/opinion")
    page.fill(TITLE, "Mentors")
    expect(page.locator(STATE)).to_have_text("Saglabāts plkst. 12.05.")

    page.context.set_offline(True)
    page.fill(TITLE, "Mentors skolā")
    expect(page.locator(STATE)).to_have_text(OFFLINE)
    page.fill(TEXT, "Vecāki palīdz.")
    page.get_by_role("button", name="Nosūtīt ziņojumam").click()
    expect(page.locator(STATE)).to_contain_text("nekas vēl nav nosūtīts")
    assert page.input_value(TEXT) == "Vecāki palīdz."
    kept = page.evaluate(KEPT)
    assert "Vecāki palīdz." in kept
    assert page.url.split("/")[5] not in kept  # the secret link's token

    page.context.set_offline(False)
    expect(page.locator(STATE)).to_have_text("Saglabāts plkst. 12.05.")
    assert written() == [("Mentors skolā", "Vecāki palīdz.", "draft")]
    page.reload()
    assert page.input_value(TEXT) == "Vecāki palīdz."
    page.get_by_role("button", name="Nosūtīt ziņojumam").click()
    page.wait_for_url("**/contributions/")

    assert written() == [("Mentors skolā", "Vecāki palīdz.", "submitted")]
    page.wait_for_function("localStorage.length === 0")


def test_a_draft_whose_answer_is_lost_is_made_once(phone):
    page = phone("add/opinion")

    def lose(route):
        route.fetch()
        route.abort("internetdisconnected")

    page.route("**/keep/opinion", lose, times=1)
    page.fill(TITLE, "Mentors")
    expect(page.locator(STATE)).to_have_text(OFFLINE)
    page.fill(TITLE, "Mentors skolā")
    page.get_by_role("button", name="Saglabāt kā melnrakstu").click()
    page.wait_for_url("**/contributions/")

    assert written() == [("Mentors skolā", "", "draft")]


def test_words_outlive_a_page_that_was_closed_too_early(phone):
    page = phone("add/opinion")
    page.fill(TITLE, "Mentors")
    page.goto("about:blank")
    page = phone("add/opinion")

    expect(page.locator(STATE)).to_have_text(AGAIN)
    assert page.input_value(TITLE) == "Mentors"
    assert written() == []
    page.get_by_role("button", name="Atmest").click()
    assert page.input_value(TITLE) == ""
    assert page.evaluate("localStorage.length") == 0


def test_what_was_sent_is_kept_on_the_phone_until_its_button(phone, anna):
    sent = a_contribution(
        event=anna.event,
        registration=anna,
        kind=ContributionKind.OPINION,
        state=ContributionState.SUBMITTED,
        text=LocalText(lv="Vecāki palīdz."),
    )
    uid, title = sent.uid, sent.title["lv"]
    db.session.commit()
    page = phone(f"{uid}/")
    page.fill(TITLE, "Cits")
    expect(page.locator(STATE)).to_contain_text("līdz to saglabāsiet")
    page.reload()
    expect(page.locator(STATE)).to_have_text(AGAIN)
    assert [each[0] for each in written()] == [title]
    page.get_by_role("button", name="Saglabāt", exact=True).click()
    page.wait_for_url("**/contributions/")

    page.wait_for_function("localStorage.length === 0")
    assert [(each[0], each[2]) for each in written()] == [("Cits", "submitted")]
