"""Ticket, calendar, handing over, my data, erasing: what else the own link opens (R11, R22)."""

import json
from datetime import timedelta
from email import message_from_bytes, policy
from io import BytesIO

import pikepdf
import pytest
import vobject
from sqlalchemy import func, select

from eventreg.agenda.models import ItemKind
from eventreg.messages import delivery
from eventreg.messages.models import Message
from eventreg.privacy import stored
from eventreg.privacy.traces import find_traces
from eventreg.registration import links, tickets
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.requests.models import ChangeRequest
from tests.factories import NOON, a_registration, a_visit, an_item, an_open_event

COLLEAGUE = {
    "first_name": "Berta",
    "last_name": "Liepa",
    "email": "berta@example.org",
    "position": "eksperte",
}


@pytest.fixture
def event(app):
    return an_open_event(capacity=10)


@pytest.fixture
def anna(event):
    return a_registration(
        event=event, email="anna@example.org", first_name="Anna", consents=["list_public"]
    )


def mine(registration, page="", language="lv"):
    return f"/{language}/r/{links.token_of(registration)}/{page}"


def feed(registration):
    return f"/lv/calendar/{links.calendar_token_of(registration)}.ics"


def hand_over(client, registration, **values):
    check = client.submit(mine(registration, "hand-over"), COLLEAGUE | values, button="check")
    return client.submit(check, button="send")


# --- the ticket


def test_the_ticket_says_who_what_when(client, anna):
    page = client.get(mine(anna, "ticket"))

    assert "Anna Ķirse" in page.words
    assert anna.reference in page.words
    assert "<svg" in page.text


def test_the_code_of_a_ticket_is_checked_with_the_key_of_the_event_alone(anna, event):
    assert tickets.read_code(event, tickets.code_of(anna)) == (anna.uid, anna.link_version)


@pytest.mark.parametrize("change", [("EVR1", "EVR2"), (".1.", ".2."), ("", "x"), (".", "")])
def test_a_code_that_was_tampered_with_is_no_ticket(anna, event, change):
    code = tickets.code_of(anna)

    assert tickets.read_code(event, code.replace(*change, 1)) is None


def test_a_ticket_is_none_of_another_event(anna, app):
    assert tickets.read_code(an_open_event(), tickets.code_of(anna)) is None


def test_the_code_of_a_ticket_opens_nothing(client, anna):  # R11
    code = tickets.code_of(anna)

    for token in (code, code.split(".")[1], code.rpartition(".")[2]):
        assert client.get(f"/lv/r/{token}/").status_code == 404
    assert links.token_of(anna) not in code


def test_there_is_no_ticket_without_a_place(client, anna):
    client.submit(mine(anna, "cancel"))

    assert client.get(mine(anna, "ticket")).status_code == 404
    assert client.get(mine(anna, "ticket.pdf")).status_code == 404


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_ticket_is_a_tagged_paper_of_one_page(client, anna, language):  # R19
    answer = client.get(mine(anna, "ticket.pdf", language))

    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang).startswith(language)
        assert bool(pdf.Root.MarkInfo.Marked)
    assert links.token_of(anna).encode() not in answer.data


# --- the calendar


def test_a_calendar_subscribes_and_learns_of_changes(client, anna, event):  # R13
    an_item(event=event, kind=ItemKind.SESSION, day=event.starts_on)
    calendar = vobject.readOne(client.get(feed(anna)).text)

    assert calendar.vevent.summary.value == "Ekspertu tikšanās"
    assert calendar.vevent.status.value == "CONFIRMED"
    client.submit(mine(anna, "cancel"))
    after = vobject.readOne(client.get(feed(anna)).text)
    assert after.vevent.status.value == "CANCELLED"


def test_a_shared_calendar_gives_away_neither_name_nor_link(client, anna):  # R11
    text = client.get(feed(anna)).text.replace("\r\n ", "")

    for secret in ("Anna", "anna@example.org", links.token_of(anna), "/r/"):
        assert secret not in text
    assert (
        client.get(mine(anna).replace(links.token_of(anna), feed(anna)[13:-4])).status_code == 404
    )


def test_a_calendar_that_has_it_already_is_not_sent_it_again(client, anna):
    first = client.get(feed(anna))
    again = client.get(feed(anna), headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Last-Modified"]
    assert again.status_code == 304


def test_the_own_link_is_no_address_of_a_calendar(client, anna):
    assert client.get(f"/lv/calendar/{links.token_of(anna)}.ics").status_code == 404


# --- handing over


def test_it_asks_before_it_hands_over(client, anna):
    page = client.submit(mine(anna, "hand-over"), COLLEAGUE, button="check")

    assert page.heading == "Vai nodot savu vietu?"
    assert "Berta Liepa" in page.words
    assert anna.first_name == "Anna"


def test_it_hands_the_place_over_and_every_earlier_address_is_dead(client, anna, session):  # R11
    old, calendar, code = mine(anna), feed(anna), tickets.code_of(anna)
    page = hand_over(client, anna)

    assert page.heading == "Jūsu vieta ir nodota"
    assert (anna.full_name, anna.email) == ("Berta Liepa", "berta@example.org")
    assert [client.get(old + each).status_code for each in ("", "ticket", "change")] == [404] * 3
    assert client.get(calendar).status_code == 404
    assert tickets.read_code(anna.event, code) != (anna.uid, anna.link_version)
    recipients = session.scalars(select(Message.recipient).order_by(Message.id)).all()
    assert recipients == ["anna@example.org", "berta@example.org"]


def test_it_does_not_tell_whether_the_colleague_is_registered(client, anna, event):  # R11
    a_registration(event=event, email="berta@example.org")
    page = hand_over(client, anna)

    assert page.status_code == 422
    assert "reģistrēt" not in page.errors[0]


def test_it_offers_no_handing_over_after_the_freeze_date(client, anna, event):
    event.changes_freeze_at = NOON
    page = client.get(mine(anna))

    assert "Nodot vietu kolēģim" not in page.links


# --- my data, erasing


def test_my_data_hold_everything_as_one_file(client, anna, event):  # R23
    client.submit(mine(anna, "change"), {"diet": "bez riekstiem", "phone": "+371 20000000"})
    held = json.loads(client.get(mine(anna, "my-data.json")).data)

    assert held["format"] == "eventreg.my-data/1"
    assert held["registration"]["email"] == "anna@example.org"
    assert held["registration"]["phone"] == "+371 20000000"
    assert held["needs"]["diet"] == "bez riekstiem"
    assert held["consents"][0]["wording"].startswith("Piekrītu")
    assert [each["what"] for each in held["log"]] == ["Laboti dati", "Reģistrēta"]
    assert len(held["mails"]) == 1


def test_my_data_never_hold_the_secret_link(client, anna):
    client.submit(mine(anna, "change"), {"phone": "+371 20000000"})
    delivery.deliver_due()

    assert links.token_of(anna) not in client.get(mine(anna, "my-data.json")).text


def test_my_data_are_a_paper_too(client, anna):  # R23
    answer = client.get(mine(anna, "my-data.pdf"))

    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)


def test_it_says_what_goes_and_what_stays_before_it_erases(client, anna):
    page = client.get(mine(anna, "erase"))

    assert "Kas tiek dzēsts" in page.words
    assert "Kas paliek" in page.words
    assert anna.first_name == "Anna"


def test_it_erases_at_once_frees_the_places_and_every_address_is_dead(
    client, event, session
):  # R22
    visit = a_visit(event=event, capacity=1)
    anna = a_registration(
        event=event, email="anna@example.org", first_name="Zenobija", visits=[visit]
    )
    pages = ("", "ticket", "my-data.json", "request")
    addresses = [*(mine(anna, each) for each in pages), feed(anna)]
    page = client.submit(mine(anna, "erase"))

    assert page.heading == "Jūsu dati ir dzēsti"
    session.expire_all()
    assert (event.taken, visit.taken) == (0, 0)
    assert [client.get(each).status_code for each in addresses] == [404] * 5
    assert find_traces(["Zenobija"]) == []


def test_it_tells_by_a_last_mail_and_then_forgets_the_address(
    client, anna, app, monkeypatch
):  # R22
    monkeypatch.setattr(stored, "delete_mails_to", lambda _address: 0)  # the mail is looked at here
    client.submit(mine(anna, "erase"))

    (file,) = (app.extensions["eventreg.settings"].home / "mail").glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"] == "Jūsu dati ir dzēsti"
    assert links.token_of(anna) not in mail.get_body(("plain",)).get_content()
    assert find_traces(["anna@example.org"]) == []


def test_it_erases_a_request_that_waits(client, anna, event, session):  # R22
    event.changes_freeze_at = NOON - timedelta(hours=1)
    check = client.submit(mine(anna, "request"), {"words": "Zenobija zina."}, button="check")
    client.submit(check, button="send")
    client.submit(mine(anna, "erase"))

    assert session.scalar(select(func.count(ChangeRequest.id))) == 0
    assert find_traces(["Zenobija"]) == []


def test_it_gives_the_place_of_somebody_erased_to_the_next(client, session):  # R8
    event = an_open_event(capacity=1, waiting_list=True)
    first = a_registration(event=event)
    waiting = a_registration(event=event, waits=True)
    client.submit(mine(first, "erase"))

    session.expire_all()
    assert waiting.state is RegistrationState.OFFERED


def test_it_erases_nobody_else(client, anna, event, session):
    other = a_registration(event=event, first_name="Ilze", email="ilze@example.org")
    client.submit(mine(anna, "erase"))

    assert session.scalars(
        select(Registration.first_name).where(Registration.email != "")
    ).all() == [other.first_name]


@pytest.mark.parametrize("page", ["", "ticket", "my-data", "erase", "hand-over"])
def test_every_page_of_mine_is_kept_out_of_search_engines(client, anna, page):
    assert 'content="noindex"' in client.get(mine(anna, page)).text
