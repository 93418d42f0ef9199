"""The pages of the waiting list: joining, answering an offer, the organiser's lines."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.registration import links, service
from eventreg.registration.models import Registration, RegistrationState
from tests.factories import (
    NOON,
    a_registration,
    a_visit,
    a_waiting,
    an_account,
    an_open_event,
)

ANSWERS = {
    "first_name": "Māra",
    "last_name": "Krūze",
    "email": "mara@example.org",
    "affiliation": "state",
    "institution": "Ministrija",
    "position": "eksperte",
}


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis", capacity=1)


@pytest.fixture
def anna(event):
    return a_registration(event=event)


@pytest.fixture
def organiser(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def an_offer(event, anna):
    """Somebody to whom the only place is offered."""
    waiting = a_waiting(event=event)
    service.cancel_registration(anna, actor=COMMAND, now=NOON)
    return waiting


def test_a_full_event_offers_its_waiting_list_with_the_number(client, anna):  # R8
    page = client.get("/en/e/cesis/register")

    assert "All places at this event are taken." in page.words
    assert "you are number 1" in page.words


def test_who_joins_is_told_the_number_and_gets_a_mail(client, session, anna):  # R8
    check = client.submit("/en/e/cesis/register", ANSWERS)
    done = client.submit(check, button="send")

    assert "You are number 1 on the waiting list." in done.words
    mara = session.scalar(select(Registration).where(Registration.email == "mara@example.org"))
    assert mara.state is RegistrationState.WAITING


def test_who_does_not_want_to_wait_is_refused(client, session, anna):
    page = client.submit("/en/e/cesis/register", ANSWERS | {"waits": None})

    assert page.status_code == 422
    assert len(session.scalars(select(Registration)).all()) == 1


def test_looking_at_an_offer_changes_nothing(client, event, anna):
    waiting = an_offer(event, anna)
    address = f"/en/r/{links.token_of(waiting)}/offer"
    for _ in range(2):
        page = client.get(address)

    assert "A place at this event is free for you" in page.words
    assert waiting.state is RegistrationState.OFFERED


@pytest.mark.parametrize(
    ("answer", "state"),
    [("accept", RegistrationState.CONFIRMED), ("decline", RegistrationState.CANCELLED)],
)
def test_an_offer_is_answered_with_one_button(client, session, anna, answer, state):
    waiting = an_offer(anna.event, anna)
    address = f"/en/r/{links.token_of(waiting)}/offer"
    client.submit(address, button=answer)

    session.refresh(waiting)
    assert waiting.state is state


def test_an_offer_answered_twice_says_so(client, event, anna):
    waiting = an_offer(event, anna)
    page = client.get(f"/en/r/{links.token_of(waiting)}/offer")
    client.submit(page, button="accept")
    again = client.submit(page, button="accept")

    assert again.status_code == 422
    assert "no longer open" in again.words


def test_colleagues_find_each_other_by_reference(client, session, event, anna):
    one, other = a_waiting(event=event), a_waiting(event=event, first_name="Zane")
    token = links.token_of(one)
    page = client.submit(f"/en/r/{token}/together", {"reference": other.reference})

    assert "Zane" in page.words
    client.submit(page, action=f"/en/r/{token}/alone")
    session.refresh(one)
    assert one.party is None


def test_an_unknown_reference_tells_nothing(client, event, anna):
    one = a_waiting(event=event)
    page = client.submit(f"/en/r/{links.token_of(one)}/together", {"reference": anna.reference})

    assert page.status_code == 422


def test_the_organiser_sees_who_waits_for_what(organiser, event, anna):
    visit = a_visit(event=event, capacity=0)
    event.capacity = 2
    a_registration(event=event, waits_for=[visit], last_name="Ozola")
    a_waiting(event=event, last_name="Krūze")
    page = organiser.get("/en/organise/e/cesis/waiting/")

    assert page.heading == "Waiting list"
    assert "Krūze" in page.words
    assert "Ozola" in page.words
    assert "the event" in page.words


def test_the_organiser_moves_ahead_only_with_a_reason(organiser, session, event, anna):  # R8
    a_waiting(event=event)
    second = a_waiting(event=event)
    address = f"/en/organise/e/cesis/waiting/{second.uid}/ahead"
    refused = organiser.submit(address)
    organiser.submit(address, {"reason": "speaks at the session"})

    assert refused.status_code == 422
    entry = session.scalar(select(LogEntry).where(LogEntry.action == "moved ahead"))
    assert entry.after == {"reason": "speaks at the session"}


def test_the_organiser_offers_a_place_beyond_the_limit(organiser, session, event, anna):  # R6
    waiting = a_waiting(event=event)
    address = f"/en/organise/e/cesis/waiting/{waiting.uid}/offer"
    organiser.submit(address, {"reason": "guest of honour"})

    session.refresh(waiting)
    session.refresh(event)
    assert (waiting.state, event.granted_beyond) == (RegistrationState.OFFERED, 1)


def test_the_organiser_takes_somebody_off_the_list(organiser, session, event, anna):
    waiting = a_waiting(event=event)
    organiser.submit(f"/en/organise/e/cesis/waiting/{waiting.uid}/remove")

    session.refresh(waiting)
    assert waiting.state is RegistrationState.CANCELLED
