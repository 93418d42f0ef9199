"""Guards of the forms: once, not too often, not by programs, and never against people (R9, R12)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventreg.accounts import tries
from eventreg.accounts.models import SentForm, TryCount
from eventreg.events.models import Event
from eventreg.messages.models import Message
from eventreg.registration.models import Registration
from eventreg.web import once
from tests.factories import NOON, an_account, an_open_event, an_organisation

PERSON = {
    "first_name": "Anna",
    "last_name": "Liepa",
    "affiliation": "state",
    "institution": "Ministrija",
    "position": "eksperte",
}
FROM = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def settings_of(app, monkeypatch):
    """Sets a setting of the application under test."""
    from dataclasses import replace

    def change(**values):
        settings = replace(app.extensions["eventreg.settings"], **values)
        monkeypatch.setitem(app.extensions, "eventreg.settings", settings)

    return change


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis")


def register(client, email, **values):
    check = client.submit("/lv/e/cesis/register", PERSON | {"email": email} | values)
    return client.submit(check, button="send") if check.status_code == 200 else check


def registered(session):
    return session.scalar(select(func.count(Registration.id)))


def test_an_organiser_who_presses_twice_makes_one_draft(client, session):  # R9
    organisation = an_organisation()
    client.sign_in(an_account(organisation=organisation))
    form = client.get(f"/lv/organise/o/{organisation.slug}/new")
    values = {"title-lv": "Tikšanās", "starts_on": "2026-05-05", "ends_on": "2026-05-05"}
    first, second = client.submit(form, values), client.submit(form, values)

    assert session.scalar(select(func.count(Event.id))) == 1
    assert first.heading == second.heading


def test_an_organiser_who_changes_the_form_after_going_back_makes_another_draft(client, session):
    organisation = an_organisation()
    client.sign_in(an_account(organisation=organisation))
    form = client.get(f"/lv/organise/o/{organisation.slug}/new")
    for title in ("Viena", "Otra"):
        values = {"title-lv": title, "starts_on": "2026-05-05", "ends_on": "2026-05-05"}
        client.submit(form, values)

    assert session.scalar(select(func.count(Event.id))) == 2


def test_what_was_sent_is_forgotten_after_a_day(app, session):
    session.add(SentForm(key="x" * 64, address="/lv/", sent_at=NOON - timedelta(days=1)))
    session.flush()
    once.forget_past(now=NOON)

    assert session.scalar(select(func.count(SentForm.key))) == 0


def test_one_machine_cannot_fill_an_event_up(client, event, session, settings_of):  # R12
    settings_of(registrations_per_address=2)
    client.environ_base.update(FROM)
    pages = [register(client, f"a{number}@example.org") for number in range(3)]

    assert [page.status_code for page in pages] == [200, 200, 429]
    assert registered(session) == 2
    assert pages[2].headers["Retry-After"] == "3600"
    assert "Ministrija" in pages[2].text
    assert event.taken == 2


def test_it_lets_everybody_in_again_after_an_hour(client, event, session, settings_of, time_stands):
    settings_of(registrations_per_address=1)
    client.environ_base.update(FROM)
    register(client, "a@example.org")
    time_stands(NOON + timedelta(hours=1, seconds=1))
    register(client, "b@example.org")

    assert registered(session) == 2


def test_people_behind_a_proxy_that_nobody_told_of_are_not_locked_out(
    client, event, session, settings_of
):
    settings_of(registrations_per_address=1)
    for number in range(3):
        register(client, f"a{number}@example.org")

    assert registered(session) == 3


def test_a_hundred_people_of_one_ministry_register_at_once(client, event, session, app):
    client.environ_base.update(FROM)
    allowed = app.extensions["eventreg.settings"].registrations_per_address

    assert allowed >= 500
    for number in range(5):
        assert register(client, f"a{number}@example.org").status_code == 200


def test_it_counts_under_digests_that_give_no_address_away(client, event, session):
    client.environ_base.update(FROM)
    register(client, "anna@example.org")

    keys = session.scalars(select(TryCount.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 64 for key in keys)


def test_the_same_address_is_not_sent_the_form_for_all_day(client, event, session):  # R12
    pages = [register(client, "anna@example.org") for _ in range(11)]

    assert [page.status_code for page in pages[-2:]] == [200, 429]
    assert registered(session) == 1


def test_the_link_cannot_be_asked_for_all_day(client, event, session):  # R12
    pages = [client.submit("/lv/e/cesis/my-link", {"email": "anna@example.org"}) for _ in range(11)]

    assert [page.status_code for page in pages[-2:]] == [200, 429]
    assert "anna@example.org" in pages[-1].text
    assert session.scalars(select(Message)).all() == []


def test_counts_that_are_over_are_forgotten(app, session):
    tries.within("x", "y", most=1, window=timedelta(hours=1), now=NOON - timedelta(hours=2))
    tries.forget_past(now=NOON)

    assert session.scalar(select(func.count(TryCount.key))) == 0


def test_whoever_fills_in_what_people_do_not_see_is_asked_whether_it_is_a_person(
    client, event, session
):
    page = register(client, "anna@example.org", homepage="https://example.org")

    assert page.status_code == 422
    assert "Ja esat cilvēks, atzīmējiet šo rūtiņu" in page.errors[0]
    assert registered(session) == 0
    page = client.submit(client.submit(page, {"person": "y"}), button="send")
    assert page.status_code == 200
    assert registered(session) == 1


def test_whoever_is_merely_fast_has_a_way_on(client, event, session, settings_of):
    settings_of(form_seconds=3)
    page = register(client, "anna@example.org")

    assert page.status_code == 422
    client.submit(client.submit(page, {"person": "y"}), button="send")
    assert registered(session) == 1


def test_whoever_takes_the_time_to_read_is_asked_nothing(
    client, event, session, settings_of, time_stands
):
    settings_of(form_seconds=3)
    check = client.submit("/lv/e/cesis/register", PERSON | {"email": "anna@example.org"})
    time_stands(NOON + timedelta(seconds=3))
    client.submit(check, button="send")

    assert registered(session) == 1


@pytest.mark.parametrize("opened", ["", "x", "MTIz.abc"])
def test_a_form_without_a_true_sign_of_its_opening_counts_as_too_fast(
    client, event, session, settings_of, time_stands, opened
):
    settings_of(form_seconds=3)
    check = client.submit("/lv/e/cesis/register", PERSON | {"email": "anna@example.org"})
    time_stands(NOON + timedelta(minutes=1))
    page = client.submit(check, {"opened": opened}, button="send")

    assert page.status_code == 422
    assert registered(session) == 0


def test_what_catches_programs_is_neither_read_aloud_nor_reached_by_keyboard(client, event):
    page = client.get("/lv/e/cesis/register")
    (trap,) = [each for each in page.form().iter("input") if each.get("name") == "homepage"]

    assert trap.get("tabindex") == "-1"
    assert trap.get("autocomplete") == "off"
    assert 'class="not-for-people" aria-hidden="true"' in page.text
