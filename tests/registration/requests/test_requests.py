"""After the freeze date a change is asked for, and the organiser answers (R11)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.messages.models import Message
from eventreg.registration import links
from eventreg.registration.models import RegistrationState
from eventreg.registration.requests.errors import NothingAskedFor
from eventreg.registration.requests.models import ChangeRequest, RequestState
from eventreg.registration.requests.service import ask_for_change
from tests.delivered import delivered_text
from tests.factories import NOON, a_registration, a_visit, an_account, an_open_event


@pytest.fixture
def event(app):
    return an_open_event(capacity=10, changes_freeze_at=NOON - timedelta(hours=1))


@pytest.fixture
def anna(event):
    return a_registration(event=event, email="anna@example.org", first_name="Anna")


def ask(client, registration, values, language="lv"):
    address = f"/{language}/r/{links.token_of(registration)}/request"
    return client.submit(client.submit(address, values, button="check"), button="send")


def the_request(session):
    return session.scalars(select(ChangeRequest)).one()


def answer(client, event, session, what, words="", role=StaffRole.EDITOR):
    client.sign_in(an_account(organisation=event.organisation, role=role))
    address = f"/lv/organise/e/{event.slug}/requests/{the_request(session).uid}/{what}"
    return client.submit(address, {"answer": words})


def templates(session):
    return session.scalars(select(Message.template).order_by(Message.id)).all()


def test_it_shows_what_would_change_before_anything_is_sent(client, anna, session):
    address = f"/lv/r/{links.token_of(anna)}/request"
    page = client.submit(address, {"last_name": "Kalniņa"}, button="check")

    assert page.heading == "Ko jūs lūdzat"
    assert "ĶirseKalniņa" in page.words.replace(" ", "")
    assert session.scalars(select(ChangeRequest)).all() == []


def test_it_changes_nothing_until_the_organiser_has_answered(client, anna, session):
    page = ask(client, anna, {"last_name": "Kalniņa", "words": "Apprecējos."})

    assert anna.last_name == "Ķirse"
    assert the_request(session).wanted == {"details": {"last_name": "Kalniņa"}}
    assert "Jūsu lūgums gaida rīkotāja atbildi" in page.words
    assert "Apprecējos." in page.words


def test_it_makes_the_change_that_the_organiser_accepts_and_tells_once(
    client, anna, event, session
):
    ask(client, anna, {"last_name": "Kalniņa"})
    page = answer(client, event, session, "accept", "Apsveicam!")

    assert anna.last_name == "Kalniņa"
    assert "pieņemts" in page.words
    assert templates(session) == ["request_accepted"]
    (mail,) = session.scalars(select(Message))
    assert "Apsveicam!" in delivered_text(mail)


def test_it_leaves_all_as_it_stands_when_the_organiser_refuses(client, anna, event, session):
    ask(client, anna, {"last_name": "Kalniņa"})
    answer(client, event, session, "refuse", "Saraksts jau ir nodrukāts.")

    assert anna.last_name == "Ķirse"
    assert templates(session) == ["request_refused"]
    (mail,) = session.scalars(select(Message))
    assert "Saraksts jau ir nodrukāts." in delivered_text(mail)


def test_it_asks_the_organiser_to_say_why_not(client, anna, event, session):
    ask(client, anna, {"last_name": "Kalniņa"})
    page = answer(client, event, session, "refuse")

    assert page.errors == ["Uzrakstiet, kāpēc izmaiņas nevar veikt."]
    assert the_request(session).state is RequestState.OPEN


def test_it_cancels_when_that_was_asked_for_and_frees_the_place(client, anna, event, session):
    ask(client, anna, {"cancels": "y"})
    answer(client, event, session, "accept")

    session.expire_all()
    assert anna.state is RegistrationState.CANCELLED
    assert event.taken == 0
    assert templates(session) == ["registration_cancelled"]


def test_it_keeps_all_limits_when_a_request_is_accepted(client, event, session):  # R6
    visit = a_visit(event=event, capacity=1)
    late = a_registration(event=event)
    ask(client, late, {"visits": [visit.uid], "last_name": "Kalniņa"})
    a_registration(event=event, visits=[visit])
    page = answer(client, event, session, "accept")

    assert "brīvu vietu" in page.errors[0]
    session.expire_all()
    assert visit.taken == 1
    assert late.last_name == "Ķirse"
    assert the_request(session).state is RequestState.OPEN


def test_it_keeps_one_open_request_of_a_person(client, anna, session):  # R12
    ask(client, anna, {"last_name": "Kalniņa"})
    ask(client, anna, {"last_name": "Liepa"})

    assert the_request(session).wanted == {"details": {"last_name": "Liepa"}}


def test_it_has_nothing_to_send_when_nothing_would_change(client, anna, session):
    address = f"/lv/r/{links.token_of(anna)}/request"
    page = client.submit(address, button="check")

    assert "Neviens ieraksts nemainīsies." in page.words
    assert "Nosūtīt rīkotājam" not in page.words


def test_it_refuses_a_request_that_asks_for_nothing(anna):
    me = Actor(ActorKind.PARTICIPANT, anna.id)

    with pytest.raises(NothingAskedFor):
        ask_for_change(anna, wanted={}, words="", actor=me, now=NOON)


def test_it_lets_people_change_things_themselves_before_the_freeze_date(client, session):
    person = a_registration(event=an_open_event())
    page = client.get(f"/lv/r/{links.token_of(person)}/request")

    assert page.status_code == 303


def test_it_shows_the_organiser_that_needs_change_but_not_which(
    client, anna, event, session
):  # R20
    ask(client, anna, {"diet": "bez riekstiem"})
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    page = client.get(f"/lv/organise/e/{event.slug}/requests/")

    assert "mainīsies" in page.words
    assert "riekst" not in page.text


def test_it_forgets_what_was_asked_for_once_it_is_answered(client, anna, event, session):  # R20
    ask(client, anna, {"diet": "bez riekstiem", "last_name": "Kalniņa"})
    answer(client, event, session, "accept")

    assert the_request(session).wanted == {"parts": ["last_name", "needs"]}
    assert anna.needs.diet == "bez riekstiem"


def test_it_writes_into_the_log_what_is_to_change_never_to_what(client, anna, session):  # R28
    ask(client, anna, {"diet": "bez riekstiem", "last_name": "Kalniņa"})

    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (entry.action, entry.actor_kind) == ("change asked for", "participant")
    assert entry.after == {"parts": ["last_name", "needs"]}


def test_it_answers_a_request_once(client, anna, event, session):
    ask(client, anna, {"last_name": "Kalniņa"})
    answer(client, event, session, "accept")
    page = answer(client, event, session, "refuse", "Tomēr nē.")

    assert page.errors == [
        "Uz šo lūgumu pa šo laiku jau ir atbildēts, vai arī tas ir aizstāts ar citu."
    ]
    assert anna.last_name == "Kalniņa"


def test_it_finds_no_request_of_another_event(client, anna, event, session):
    ask(client, anna, {"last_name": "Kalniņa"})
    other = an_open_event(organisation=event.organisation)
    client.sign_in(an_account(organisation=event.organisation))
    uid = the_request(session).uid

    assert client.get(f"/lv/organise/e/{other.slug}/requests/{uid}/accept").status_code == 404
