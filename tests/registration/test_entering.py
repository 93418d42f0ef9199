"""Entering a person by hand where places are short, and what the person's page says of it."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.history.models import LogEntry
from eventreg.registration.models import Registration, RegistrationState
from tests.factories import a_registration, a_visit, a_waiting, an_account, an_open_event

PEOPLE = "/lv/organise/e/cesis/people/"
MARA = {
    "first_name": "Māra",
    "last_name": "Krūze",
    "email": "mara@example.org",
    "affiliation": "state",
    "institution": "Ministrija",
    "position": "eksperte",
}


@pytest.fixture
def event(app):
    event = an_open_event(slug="cesis", capacity=1, waiting_list=True)
    a_registration(event=event)
    return event


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def mara(session):
    return session.scalars(select(Registration).where(Registration.first_name == "Māra")).one()


def test_who_finds_no_place_is_put_on_the_waiting_list(editor, event, session):  # R8
    page = editor.submit(f"{PEOPLE}add", {**MARA, "when_full": "wait"})

    assert mara(session).state == RegistrationState.WAITING
    assert "Gaidīšanas saraksts" in page.all("h2")
    assert "1. vieta rindā" in page.words


def test_a_limit_is_exceeded_with_a_reason_that_the_log_keeps(editor, event, session):  # R6
    reason = "Uzstājas pirmajā dienā"
    editor.submit(f"{PEOPLE}add", {**MARA, "when_full": "beyond", "beyond": reason})

    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert mara(session).state == RegistrationState.CONFIRMED
    assert (event.taken, event.granted_beyond) == (2, 1)
    assert (entry.after["beyond"], entry.after["reason"]) == (True, reason)


def test_a_reason_that_was_not_needed_is_not_kept(editor, event, session):  # R6
    event.capacity = 5
    editor.submit(f"{PEOPLE}add", {**MARA, "when_full": "beyond", "beyond": "Vieslektore"})

    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (event.taken, event.granted_beyond, "beyond" in entry.after) == (2, 0, False)


def test_a_full_visit_is_exceeded_too(editor, event, session):  # R6
    event.waiting_list, event.capacity = False, None
    visit = a_visit(event=event, capacity=0)
    answers = {**MARA, "visits": [visit.uid], "when_full": "beyond", "beyond": "Vada grupu"}
    editor.submit(f"{PEOPLE}add", answers)

    assert (visit.taken, visit.granted_beyond) == (1, 1)
    assert [choice.state for choice in mara(session).visit_choices] == ["confirmed"]


def test_without_a_reason_no_limit_is_exceeded(editor, event):  # R6
    page = editor.submit(f"{PEOPLE}add", {**MARA, "when_full": "beyond", "beyond": " "})

    assert page.errors == ["Uzrakstiet iemeslu. Tas paliek žurnālā."]
    assert event.taken == 1


def test_an_organiser_gets_from_who_waits_to_what_can_be_done(editor, event):  # R8
    waiting = a_waiting(event=event)
    page = editor.get(f"{PEOPLE}{waiting.uid}/")

    steps = {link for link in page.links.values() if f"/waiting/{waiting.uid}/" in link}
    assert {link.split("/")[-1] for link in steps} == {"ahead", "offer", "remove"}
