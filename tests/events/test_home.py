"""What an organiser sees first: my events by stage, how long it is, what waits."""

from datetime import date

import pytest

from eventreg.accounts.models import Membership, StaffRole
from eventreg.contributions.models import ContributionState
from eventreg.language.local_text import LocalText
from eventreg.messages.models import Message, MessageState
from eventreg.registration.models import RegistrationState
from eventreg.registration.requests.models import ChangeRequest
from tests.factories import (
    NOON,
    a_contribution,
    a_registration,
    an_account,
    an_event,
    an_open_event,
    an_organisation,
)

HOME = "/lv/organise/"


@pytest.fixture
def organisation(session):
    return an_organisation(slug="ministrija", email="km@example.org")


@pytest.fixture
def editor(client, organisation):
    account = an_account(organisation=organisation, role=StaffRole.EDITOR)
    client.sign_in(account)
    return account


def test_my_events_are_those_of_my_organisations_by_stage(client, editor, organisation):
    an_event(organisation=organisation, title=LocalText(lv="Melnraksts"))
    an_open_event(organisation=organisation, title=LocalText(lv="Gaidāmā"), capacity=30)
    an_open_event(
        organisation=organisation,
        title=LocalText(lv="Bijusī"),
        starts_on=date(2026, 2, 3),
        ends_on=date(2026, 2, 4),
    )
    an_event(organisation=organisation, title=LocalText(lv="Atceltā"), status="cancelled")
    an_event(title=LocalText(lv="Svešā"))
    page = client.get(HOME)

    assert page.all("h2") == [
        "Sagatavošanā",
        "Publicēti, vēl gaidāmi",
        "Beigušies, jāraksta ziņojums",
        "Arhivētie un atceltie",
    ]
    assert page.all("h3") == ["Melnraksts", "Gaidāmā", "Bijusī", "Atceltā"]
    assert "Aizņemtas 0 vietas no 30" in page.words


def test_who_works_for_two_looks_at_both_or_at_one(client, session, editor, organisation):
    second = an_organisation(slug="pasvaldiba", name=LocalText(lv="Pašvaldība"))
    session.add(Membership(account=editor, organisation=second, role=StaffRole.READER))
    an_event(organisation=organisation, title=LocalText(lv="Ministrijas"))
    an_event(organisation=second, title=LocalText(lv="Pašvaldības"))

    assert set(client.get(HOME).all("h3")) == {"Ministrijas", "Pašvaldības"}
    assert client.get(HOME + "?organisation=pasvaldiba").all("h3") == ["Pašvaldības"]


def test_home_says_how_long_it_is_and_what_waits_with_the_way_there(
    client, session, organisation, editor
):
    event = an_open_event(organisation=organisation, starts_on=date(2026, 3, 9))
    an_event(organisation=organisation, slug="melnraksts", contact_email="ilze@example.org")
    a_registration(event=event).state = RegistrationState.PENDING
    person = a_registration(event=event)
    session.add(ChangeRequest(registration=person, wanted={}, made_at=NOON))
    mail = {"template": "my_link", "language": "lv", "recipient": "anna@example.org"}
    when = {"created_at": NOON, "due_at": NOON}
    session.add(Message(event=event, state=MessageState.FAILED, **mail, **when))
    a_contribution(event=event, state=ContributionState.SUBMITTED)
    page, room = client.get(HOME), f"/lv/organise/e/{event.slug}"

    assert page.links["1 cilvēks gaida apstiprinājumu"] == f"{room}/people/?state=pending"
    assert page.links["Jāatbild uz 1 lūgumu"] == f"{room}/requests/"
    assert page.links["1 e-pasta vēstule nav piegādāta"] == f"{room}/messages/?state=failed"
    assert page.links["Jāizlasa 1 teksts ziņojumam"] == f"{room}/contributions/"
    assert page.links["Pirms publicēšanas trūkst 1 lietas"] == "/lv/organise/e/melnraksts/"
    assert "Pēc 7 dienām" in page.words


def test_a_reader_is_not_sent_where_no_reader_may_go(client, organisation):
    event = an_open_event(organisation=organisation)
    a_registration(event=event).state = RegistrationState.PENDING
    client.sign_in(an_account(organisation=organisation, role=StaffRole.DESK))

    assert all(not address.endswith("state=pending") for address in client.get(HOME).links.values())


def test_an_empty_workplace_shows_the_way_to_a_first_event(client, editor):
    page = client.get(HOME)

    assert page.links["Jauns pasākums"] == "/lv/organise/new"
    assert client.get("/lv/organise/new").location == "/lv/organise/o/ministrija/begin"
