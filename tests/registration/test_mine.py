"""My registration: what the secret link opens, and for how long."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.messages.models import Message
from eventreg.registration import links, service
from eventreg.registration.application import Needs
from eventreg.registration.models import ConsentPurpose, RegistrationState
from tests.delivered import delivered_text
from tests.factories import NOON, a_registration, a_visit, an_open_event


def mine(registration, page=""):
    return f"/lv/r/{links.token_of(registration)}/{page}"


@pytest.fixture
def event(app):
    return an_open_event(capacity=10)


@pytest.fixture
def anna(event):
    return a_registration(
        event=event, email="anna@example.org", first_name="Anna", consents=["list_public"]
    )


def subjects(session):
    return session.scalars(select(Message.subject).order_by(Message.id)).all()


def actions(session, registration):
    found = session.scalars(
        select(LogEntry).where(LogEntry.subject_uid == registration.uid).order_by(LogEntry.id)
    )
    return [(entry.action, entry.actor_kind) for entry in found]


def test_it_shows_everything_that_is_held_about_me(client, anna, session):
    service.change_registration(
        anna,
        details=details_of(anna, phone="+371 20000000"),
        needs=Needs(diet="bez riekstiem"),
        actor=COMMAND,
        now=NOON,
    )
    words = client.get(mine(anna)).words

    for held in (
        *("Anna Ķirse", "anna@example.org", "+371 20000000", "bez riekstiem", anna.reference),
        *("Piekrītu, ka manu vārdu, uzvārdu, iestādi un pašvaldību", "Laboti dati"),
        *("Jūsu reģistrācija ir mainīta", "1. versija", "2026. gada 5. jūnijā"),
    ):
        assert held in words


@pytest.mark.parametrize("page", ["", "change", "visits", "consents", "cancel", "calendar.ics"])
def test_it_opens_nothing_to_a_link_that_was_made_up(client, anna, page):  # R11
    for token in ("x", links.token_of(anna)[:-1], f"{anna.uid}.1", anna.uid, anna.reference):
        assert client.get(f"/lv/r/{token}/{page}").status_code == 404


def test_it_opens_nothing_to_the_link_of_another_installation(client, app, anna, monkeypatch):
    monkeypatch.setattr(app, "secret_key", "another-key-of-another-installation-0123456789")
    token = links.token_of(anna)
    monkeypatch.undo()

    assert client.get(f"/lv/r/{token}/").status_code == 404


def test_it_opens_only_the_registration_that_the_link_is_of(client, anna, event):
    other = a_registration(event=event, first_name="Ilze", email="ilze@example.org")

    assert "Ilze" not in client.get(mine(anna)).text
    assert "Anna" not in client.get(mine(other)).text


def test_it_changes_my_details_and_tells_me(client, anna, session):  # R28
    page = client.submit(mine(anna, "change"), {"last_name": "Kalniņa", "diet": "bez gaļas"})

    assert "Anna Kalniņa" in page.words
    assert anna.search_text.startswith("anna kalnina")
    assert anna.needs.diet == "bez gaļas"
    assert actions(session, anna)[-1] == ("changed", "participant")
    assert "mainīta" in subjects(session)[-1]


def test_it_writes_no_need_into_the_log(client, anna, session):  # R20
    client.submit(mine(anna, "change"), {"diet": "bez gaļas", "access": "ratiņkrēsls"})

    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert entry.after == {"needs": "changed"}
    assert entry.before == {}


def test_it_does_nothing_when_nothing_was_changed(client, anna, session):
    client.submit(mine(anna, "change"))

    assert subjects(session) == []
    assert len(actions(session, anna)) == 1


def test_it_moves_my_seat_from_one_visit_to_another(client, event, session):
    visits = [a_visit(event=event, capacity=1, position=number) for number in (0, 1)]
    person = a_registration(event=event, visits=visits[:1])
    client.submit(mine(person, "visits"), {"visits": [visits[1].uid]})

    session.expire_all()
    assert [visit.taken for visit in visits] == [0, 1]
    assert person.calendar_sequence == 1


def test_it_keeps_my_seat_on_a_full_visit_when_i_choose_another_besides(client, event, session):
    visits = [a_visit(event=event, capacity=1, position=number) for number in (0, 1)]
    person = a_registration(event=event, visits=visits[:1])
    client.submit(mine(person, "visits"), {"visits": [visit.uid for visit in visits]})

    session.expire_all()
    assert [visit.taken for visit in visits] == [1, 1]


def test_it_keeps_my_old_seat_when_the_new_visit_is_full(client, event, session):  # R6
    visits = [a_visit(event=event, capacity=1, position=number) for number in (0, 1)]
    person = a_registration(event=event, visits=visits[:1])
    form = client.get(mine(person, "visits"))
    a_registration(event=event, visits=visits[1:])
    answer = client.post(
        mine(person, "visits"), data={"csrf_token": token_in(form), "visits": visits[1].uid}
    )

    assert answer.status_code == 422
    session.expire_all()
    assert [visit.taken for visit in visits] == [1, 1]
    assert [choice.visit for choice in person.visit_choices] == visits[:1]


def test_it_takes_no_visit_of_another_event(client, event, session):
    a_visit(event=event)
    foreign = a_visit(event=an_open_event(), capacity=5)
    person = a_registration(event=event)
    form = client.get(mine(person, "visits"))
    answer = client.post(
        mine(person, "visits"), data={"csrf_token": token_in(form), "visits": foreign.uid}
    )

    assert answer.status_code == 422
    assert foreign.taken == 0


def test_it_asks_before_it_cancels(client, anna):
    page = client.get(mine(anna, "cancel"))

    assert page.heading == "Vai atteikt dalību?"
    assert anna.state is RegistrationState.CONFIRMED


def test_it_cancels_and_frees_the_place_and_the_seats_at_once(client, event, session):
    visit = a_visit(event=event, capacity=1)
    person = a_registration(event=event, visits=[visit])
    page = client.submit(mine(person, "cancel"))

    session.expire_all()
    assert person.state is RegistrationState.CANCELLED
    assert (event.taken, visit.taken) == (0, 0)
    assert "atcelta" in page.words
    assert actions(session, person)[-1] == ("cancelled", "participant")


def test_it_lets_me_register_again_after_cancelling(client, event, session):  # R9
    first = a_registration(event=event, email="anna@example.org")
    client.submit(mine(first, "cancel"))
    second = a_registration(event=event, email="Anna@example.org")

    assert first.reference != second.reference
    assert event.taken == 1


def test_it_withdraws_a_consent_at_once_and_keeps_what_was_agreed_to(client, anna, session):  # R21
    client.submit(mine(anna, "consents"), {"purposes": None})

    (consent,) = anna.consents
    assert consent.withdrawn_at == NOON
    assert consent.wording.startswith("Piekrītu, ka manu vārdu")
    assert consent.language == "lv"


def test_it_gives_a_consent_in_the_language_that_was_read(client, event):  # R21
    person = a_registration(event=event)
    client.submit(f"/en/r/{links.token_of(person)}/consents", {"purposes": ["photographs"]})

    (consent,) = person.consents
    assert consent.purpose is ConsentPurpose.PHOTOGRAPHS
    assert consent.wording.startswith("I agree that photographs taken at the event")
    assert (consent.language, consent.given_at) == ("en", NOON)


@pytest.mark.parametrize("page", ["change", "visits", "cancel"])
def test_it_changes_nothing_after_the_freeze_date(client, event, page, session, time_stands):  # R11
    a_visit(event=event)
    person = a_registration(event=event)
    event.changes_freeze_at = NOON + timedelta(hours=1)
    form = client.get(mine(person, page))
    time_stands(NOON + timedelta(hours=1))
    values = {"first_name": "Cita"} if page == "change" else {}
    answer = client.submit(form, values)

    assert answer.status_code == 422
    assert "Izmaiņu termiņš ir beidzies" in answer.errors[0]
    session.expire_all()
    assert person.first_name == "Līga"
    assert person.is_active


def test_it_says_after_the_freeze_date_whom_to_write_to(client, event):
    event.changes_freeze_at = NOON
    event.contact_email = "ilze@example.org"
    page = client.get(mine(a_registration(event=event)))

    assert "ilze@example.org" in page.links
    assert "Atteikt dalību" not in page.links


def test_it_lets_a_consent_be_withdrawn_after_the_freeze_date(client, anna, event):  # R21
    event.changes_freeze_at = NOON
    client.submit(mine(anna, "consents"), {"purposes": None})

    assert anna.consents[0].withdrawn_at == NOON


def test_it_lets_changes_end_with_the_beginning_of_the_event_where_no_date_is_set(
    client, app, time_stands
):
    event = an_open_event(starts_on=date(2026, 3, 3))
    person = a_registration(event=event)
    before = "Atteikt dalību" in client.get(mine(person)).links
    time_stands(NOON + timedelta(hours=12))  # midnight in Riga was two hours ago

    assert before
    assert "Atteikt dalību" not in client.get(mine(person)).links


def test_it_gives_my_calendar_file_and_after_cancelling_what_takes_it_out(client, anna):  # R13
    first = Calendar.from_ical(client.get(mine(anna, "calendar.ics")).data)
    client.submit(mine(anna, "cancel"))
    second = Calendar.from_ical(client.get(mine(anna, "calendar.ics")).data)

    assert (first["METHOD"], second["METHOD"]) == ("REQUEST", "CANCEL")
    (before,), (after,) = first.events, second.events
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_it_sends_the_link_again_to_the_owner_of_the_address(client, anna, session):
    page = client.submit(f"/lv/e/{anna.event.slug}/my-link", {"email": "ANNA@example.org"})

    (mail,) = session.scalars(select(Message))
    assert mail.recipient == "anna@example.org"
    assert links.token_of(anna) in delivered_text(mail)
    assert links.token_of(anna) not in page.text + mail.text + str(mail.facts)


def test_it_answers_the_same_for_an_address_that_nobody_registered(client, anna, session):  # R11
    known = client.submit(f"/lv/e/{anna.event.slug}/my-link", {"email": "anna@example.org"})
    unknown = client.submit(f"/lv/e/{anna.event.slug}/my-link", {"email": "cits@example.org"})

    assert known.words == unknown.words
    assert len(subjects(session)) == 1


def test_it_sends_the_link_at_most_three_times_a_day(client, anna, session, time_stands):  # R12
    for _ in range(5):
        client.submit(f"/lv/e/{anna.event.slug}/my-link", {"email": "anna@example.org"})
    day_one = len(subjects(session))
    time_stands(NOON + timedelta(days=1, seconds=1))
    client.submit(f"/lv/e/{anna.event.slug}/my-link", {"email": "anna@example.org"})

    assert (day_one, len(subjects(session))) == (3, 4)


def test_it_makes_the_old_link_dead_when_the_address_is_corrected(client, anna, session):  # R11
    old = mine(anna)
    service.change_registration(
        anna,
        details=details_of(anna),
        needs=Needs(),
        email="anna.k@example.org",
        actor=COMMAND,
        now=NOON,
    )

    assert client.get(old).status_code == 404
    assert client.get(mine(anna)).status_code == 200
    assert session.scalars(select(Message.recipient)).all() == ["anna.k@example.org"]


def details_of(registration, **values):
    names = ("first_name", "last_name", "position", "institution", "affiliation", "role", "phone")
    given = {name: getattr(registration, name) for name in names}
    return (
        service.Details(**given, territory=registration.territory)
        if not values
        else (service.Details(**given | values, territory=registration.territory))
    )


def token_in(page):
    return next(
        one.get("value") for one in page.form().iter("input") if one.get("name") == "csrf_token"
    )
