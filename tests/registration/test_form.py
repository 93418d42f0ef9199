"""The form everybody fills in, step by step, without JavaScript."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from eventreg.events.models import Admission, Audience
from eventreg.registration.models import Registration, RegistrationState
from eventreg.territories.service import territory_named
from tests.factories import NOON, a_host, a_registration, a_visit, an_item, an_open_event

ANSWERS = {
    "first_name": "Anna",
    "last_name": "Bērziņa",
    "email": "anna.berzina@example.org",
    "affiliation": "state",
    "institution": "Labklājības ministrija",
    "position": "eksperte",
}


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis")


def fill_in(client, **answers):
    """Fill in the form and come to check your answers."""
    return client.submit("/lv/e/cesis/register", ANSWERS | answers)


def register(client, **answers):
    """Fill in the form, check it, send it."""
    return client.submit(fill_in(client, **answers), button="send")


def registrations(session):
    return session.scalars(select(Registration).order_by(Registration.id)).all()


def test_it_registers_whoever_fills_in_checks_and_sends(client, event, session):
    done = register(client)

    (registration,) = registrations(session)
    assert done.path == "/lv/e/cesis/register/done"
    assert registration.reference in done.words
    assert registration.state is RegistrationState.CONFIRMED
    assert registration.full_name == "Anna Bērziņa"


def test_it_shows_the_answers_before_they_are_sent(client, event, session):
    page = fill_in(client, phone="+371 20000000")

    assert page.heading == "Pārbaudiet atbildes"
    for answer in ("Anna Bērziņa", "anna.berzina@example.org", "+371 20000000", "eksperte"):
        assert answer in page.words
    assert registrations(session) == []


def test_it_goes_back_to_the_form_with_all_that_was_typed(client, event):
    page = client.submit(fill_in(client, diet="bez glutēna"), button="edit")

    assert page.status_code == 200
    again = client.submit(page)
    assert "Anna Bērziņa" in again.words
    assert "bez glutēna" in again.words


def test_it_keeps_what_was_typed_when_something_is_wrong(client, event):
    page = fill_in(client, last_name="", email="nav adrese")

    assert page.status_code == 422
    assert len(page.errors) == 2
    assert 'value="Anna"' in page.text
    assert 'value="nav adrese"' in page.text


@pytest.mark.parametrize("typed", ["An\0na", " Anna ", "Anna\0"])
def test_it_takes_what_no_database_keeps_out_of_what_was_typed(client, event, session, typed):
    register(client, first_name=typed)

    assert registrations(session)[0].first_name == "Anna"


def test_it_makes_one_registration_of_a_form_sent_twice(client, event, session):  # R9
    check = fill_in(client)
    first = client.submit(check, button="send")
    second = client.submit(check, button="send")

    assert first.words == second.words
    assert len(registrations(session)) == 1


def test_it_does_not_take_other_answers_with_the_key_of_a_form_that_was_sent(
    client, event, session
):
    check = fill_in(client)
    client.submit(check, button="send")
    page = client.submit(check, {"first_name": "Ilze"}, button="send")

    assert page.status_code == 422
    assert len(page.errors) == 1
    assert [each.first_name for each in registrations(session)] == ["Anna"]


def test_it_looks_the_same_to_a_stranger_whether_the_address_is_registered(client, event, session):
    a_registration(event=event, email="Anna.Berzina@example.org", first_name="Īstā")  # R11
    taken = register(client)
    free = register(client, email="cita@example.org")

    def without(page, *words):
        return page.words.replace(page.words.split("numurs: ")[1][:9], "…").replace(words[0], "…")

    assert without(taken, "anna.berzina@example.org") == without(free, "cita@example.org")
    assert "Īstā" not in taken.words
    assert [each.first_name for each in registrations(session)] == ["Īstā", "Anna"]


def test_it_shows_the_done_page_only_to_the_browser_that_sent_the_form(client, app, event):
    register(client)
    stranger = app.test_client()

    assert stranger.get("/lv/e/cesis/register/done").status_code == 303


def test_it_forgets_the_done_page_after_two_hours(client, event, time_stands):
    register(client)
    time_stands(NOON + timedelta(hours=2, minutes=1))

    assert client.get("/lv/e/cesis/register/done").status_code == 303


def test_it_offers_the_municipalities_of_the_events_first_day(latvia, client):  # R1
    an_open_event(slug="cesis", starts_on=date(2026, 5, 5))
    options = client.get("/lv/e/cesis/register").all("option")

    assert "Limbažu novads" in options
    assert "Rūjienas novads" not in options


def test_it_sets_the_municipalities_in_latvian_order_within_their_kind(latvia, client):  # R5
    an_open_event(slug="cesis")
    page = client.get("/lv/e/cesis/register")
    groups = [each.get("label") for each in page.document.iter("optgroup")]
    (_cities, rural) = page.document.iter("optgroup")
    names = ["".join(option.itertext()) for option in rural.iter("option")]

    assert groups == ["Valstspilsētas", "Novadi"]
    assert names.index("Kuldīgas novads") < names.index("Ķekavas novads")
    assert names.index("Ķekavas novads") < names.index("Limbažu novads")


def test_it_asks_those_who_come_for_a_municipality_which_one(latvia, client, event):
    page = fill_in(client, affiliation="municipality")

    assert page.errors == ["Izvēlieties pašvaldību, ko pārstāvat."]


def test_it_keeps_the_municipality_of_those_who_come_for_one(latvia, client, event, session):
    limbazi = territory_named("Limbažu novads", day=event.starts_on)
    register(client, affiliation="municipality", territory=str(limbazi.id))

    assert registrations(session)[0].territory is limbazi


def test_it_shows_free_seats_and_closes_full_visits(client, event):  # R6
    full = a_visit(event=event, host=a_host(organisation=event.organisation, name="Skola"))
    full.capacity = full.taken = 2
    event.waiting_list = False
    a_visit(event=event, capacity=5, position=1)
    page = client.get("/lv/e/cesis/register")

    boxes = [each for each in page.document.iter("input") if each.get("name") == "visits"]
    assert [each.get("disabled") is not None for each in boxes] == [True, False]
    assert "Brīvu vietu nav" in page.words


def test_it_says_which_visit_filled_up_meanwhile_and_keeps_the_rest(client, event, session):
    visit = a_visit(event=event, capacity=1, host=a_host(organisation=event.organisation))
    check = fill_in(client, visits=[visit.uid])
    a_registration(event=event, visits=[visit])
    page = client.submit(check, button="send")

    assert page.status_code == 422
    assert len(page.errors) == 1
    assert "Pamatskola" in page.errors[0]
    assert 'value="Anna"' in page.text
    assert len(registrations(session)) == 1


def test_it_refuses_two_visits_at_the_same_time(client, event):  # R10
    visits = [a_visit(event=event, position=number) for number in (0, 1)]
    for visit in visits:
        an_item(event=event, day=event.starts_on, starts_at=time(10), visit=visit)
    page = fill_in(client, visits=[visit.uid for visit in visits])

    assert page.status_code == 422
    assert len(page.errors) == 1


def test_it_tells_that_the_event_is_full(client, app):
    event = an_open_event(slug="cesis", capacity=1)
    check = fill_in(client)
    a_registration(event=event)
    page = client.submit(check, button="send")

    assert page.status_code == 422
    assert "Visas vietas šajā pasākumā ir aizņemtas." in page.errors[0]


def test_it_gives_the_last_seat_and_the_same_page_to_a_double_click(client, app, session):
    an_open_event(slug="cesis", capacity=1)
    check = fill_in(client)
    first, second = (client.submit(check, button="send") for _ in range(2))

    assert first.words == second.words
    assert len(registrations(session)) == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"registration_opens_at": NOON + timedelta(days=1)}, "Pieteikties varēs"),
        ({"registration_closes_at": NOON - timedelta(days=1)}, "Reģistrācija"),
        ({"admission": Admission.INVITATION}, "uzaicinājum"),
        ({"capacity": 0, "waiting_list": False}, "vietas"),
    ],
)
def test_it_says_why_one_cannot_register_now(client, app, values, reason):
    an_open_event(slug="cesis", **values)
    page = client.get("/lv/e/cesis/register")

    assert page.status_code == 200
    assert page.heading == "Pašlaik reģistrēties nevar"
    assert list(page.document.iter("input")) == []


def test_it_refuses_a_form_that_comes_after_the_end(client, app, time_stands, session):
    an_open_event(slug="cesis", registration_closes_at=NOON + timedelta(hours=1))
    check = fill_in(client)
    time_stands(NOON + timedelta(hours=2))
    page = client.submit(check, button="send")

    assert page.status_code == 422
    assert registrations(session) == []


def test_it_leaves_every_consent_unticked(client, event):  # R21
    page = client.get("/lv/e/cesis/register")
    boxes = [one for one in page.document.iter("input") if one.get("type") == "checkbox"]

    assert [one.get("name") for one in boxes] == [
        "consent_list_public",
        "consent_list_participants",
        "consent_photographs",
    ]
    assert not any(one.get("checked") for one in boxes)


def test_it_asks_no_consent_for_a_list_that_only_organisers_see(client, app):
    an_open_event(slug="cesis", list_audience=Audience.ORGANISERS)
    page = client.get("/lv/e/cesis/register")
    names = {one.get("name") for one in page.document.iter("input")}

    assert {name for name in names if name and name.startswith("consent_")} == {
        "consent_photographs"
    }


def test_it_shows_the_privacy_notice_before_sending_and_keeps_its_version(client, event, session):
    event.organisation.privacy_notice_version = 4
    check = fill_in(client)
    client.submit(check, button="send")

    assert "Kultūras ministrija" in check.words
    assert "4. versija" in check.words
    assert registrations(session)[0].notice_version == 4


def test_it_shows_a_privacy_notice_that_changed_meanwhile_before_it_registers(
    client, event, session
):
    check = fill_in(client)
    event.organisation.privacy_notice_version += 1
    page = client.submit(check, button="send")

    assert page.status_code == 422
    assert registrations(session) == []
    assert client.submit(client.submit(page), button="send").path.endswith("/done")


def test_it_puts_an_applicant_on_hold_where_organisers_decide(client, app, session):
    event = an_open_event(slug="cesis", admission=Admission.APPROVAL, capacity=3)
    done = register(client)

    assert registrations(session)[0].state is RegistrationState.PENDING
    assert session.scalar(select(func.sum(type(event).taken))) == 0
    assert "izskata katru pieteikumu" in done.words
