"""A whole network is invited to an event in one step; nobody is written to twice."""

import pytest
from sqlalchemy import select

from eventreg.events.models import EventStatus
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.identity import new_uid
from eventreg.messages.models import Message, SuppressedAddress
from eventreg.networks.errors import NobodyToInvite
from eventreg.networks.inviting import Choice, LeftOut, Way, invite_network, plan_of
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.delegations.service import Terms
from eventreg.registration.models import Delegation
from tests.factories import (
    NOON,
    a_delegation,
    a_municipality,
    a_network,
    a_network_member,
    a_personal_invitation,
    a_registration,
    an_account,
    an_event,
    an_open_event,
    an_organisation,
)
from tests.public.statements import counted_statements


@pytest.fixture
def event(app):
    return an_open_event(capacity=10)


@pytest.fixture
def network(event):
    return a_network(organisation=event.organisation)


@pytest.fixture
def organiser(client, event):
    client.sign_in(an_account(organisation=event.organisation))


@pytest.fixture
def cesis(app):
    return a_municipality("Cēsu novads")


@pytest.fixture
def talsi(app):
    return a_municipality("Talsu novads")


def page_of(event, network, asked=""):
    return f"/lv/organise/e/{event.slug}/invite-network/{network.uid}{asked}"


def an_expert(network, territory, **values):
    return a_network_member(network=network, territory=territory, is_coordinator=False, **values)


def mail_came_back(member):
    return SuppressedAddress(uid=new_uid(), email_key=member.email_key, reason="", since=NOON)


def mails(session):
    session.flush()
    found = session.scalars(select(Message).order_by(Message.id))
    return [(mail.template, mail.recipient) for mail in found]


def plan(event, network, way=Way.COORDINATORS_FIRST):
    return plan_of(event, network, way=way, language="lv")


def names(offers):
    return [offer.name("lv") for offer in offers]


def emails(persons):
    return [person.member.email for person in persons]


def test_coordinators_and_where_there_is_none_members_get_one_mail_each(
    client, event, network, organiser, cesis, talsi, session
):
    a_network_member(network=network, territory=cesis, email="anna@example.org")
    an_expert(network, cesis, email="juris@example.org")
    an_expert(network, talsi, email="zane@example.org")
    done = client.submit(page_of(event, network, "?places=3"))

    assert mails(session) == [
        ("delegation_invited", "anna@example.org"),
        ("person_invited", "zane@example.org"),
    ]
    (delegation,) = session.scalars(select(Delegation))
    assert (delegation.territory, delegation.capacity) == (cesis, 3)
    assert "Nosūtīti 2 uzaicinājumi" in done.words


def test_each_municipality_may_get_another_number_of_places_or_be_left_out(
    client, event, network, organiser, cesis, talsi, session
):
    a_network_member(network=network, territory=cesis)
    a_network_member(network=network, territory=talsi)
    fields = {"rows-0-places": "4", "rows-1-wanted": None, "reserves": "y"}
    client.submit(page_of(event, network, "?places=2"), fields)

    (delegation,) = session.scalars(select(Delegation))
    assert (delegation.territory, delegation.capacity, event.taken) == (cesis, 4, 4)


def test_more_places_than_the_event_has_are_not_kept_and_nothing_is_sent(  # R6
    client, event, network, organiser, cesis, session
):
    a_network_member(network=network, territory=cesis)
    answer = client.submit(page_of(event, network, "?places=11"), {"reserves": "y"})

    assert answer.status_code == 422
    assert "11" in answer.errors[0]
    assert (mails(session), event.taken) == ([], 0)


def test_every_member_can_be_invited_in_person(
    client, event, network, organiser, cesis, talsi, session
):
    a_network_member(network=network, territory=cesis, email="anna@example.org")
    an_expert(network, talsi, email="zane@example.org", last_name="Ozola")
    client.submit(page_of(event, network, "?way=persons"))

    found = session.scalars(select(PersonalInvitation).order_by(PersonalInvitation.email))
    assert [(each.email, each.territory) for each in found] == [
        ("anna@example.org", cesis),
        ("zane@example.org", talsi),
    ]


def test_a_page_sent_twice_or_opened_anew_writes_to_nobody_again(
    client, event, network, organiser, cesis, session
):
    a_network_member(network=network, territory=cesis)
    page = client.get(page_of(event, network))
    first, again = client.submit(page), client.submit(page)
    anew = client.get(page_of(event, network))

    assert first.path == again.path
    assert len(mails(session)) == 1
    assert "Cēsu novads" in anew.words
    assert [
        one for one in anew.document.iter("button") if "Nosūtīt" in "".join(one.itertext())
    ] == []


def test_of_two_organisers_at_once_the_second_writes_only_to_the_rest(
    event, network, cesis, talsi, session
):
    for territory in (cesis, talsi):
        a_network_member(network=network, territory=territory)
    both = Choice(places={cesis.id: None, talsi.id: 2}, persons=())
    how = {"event": event, "network": network, "way": Way.COORDINATORS, "actor": COMMAND}
    invite_network(**how, choice=Choice(places={cesis.id: 1}, persons=()), terms=Terms(), now=NOON)
    sent = invite_network(**how, choice=both, terms=Terms(), now=NOON)

    assert (sent.municipalities, len(mails(session))) == (1, 2)
    with pytest.raises(NobodyToInvite):
        invite_network(**how, choice=both, terms=Terms(), now=NOON)


def test_who_has_an_invitation_or_a_place_or_no_address_gets_no_mail(
    event, network, cesis, talsi, session
):
    invited, registered, returned, free = (
        an_expert(network, cesis, last_name=name, email=f"{name}@example.org")
        for name in ("invited", "registered", "returned", "free")
    )
    a_personal_invitation(event=event, email=invited.email)
    a_registration(event=event, email=registered.email.upper())
    session.add(
        SuppressedAddress(uid=new_uid(), email_key=returned.email_key, reason="", since=NOON)
    )
    a_network_member(network=network, territory=talsi)
    a_delegation(event=event, territory=talsi)
    found = plan(event, network)

    assert (emails(found.persons), names(found.offers)) == ([free.email], [])
    assert found.left_out == {
        LeftOut.INVITED: ["Kristīne invited", "Talsu novads"],
        LeftOut.REGISTERED: ["Kristīne registered"],
        LeftOut.MAIL_RETURNED: ["Kristīne returned"],
    }


def test_only_coordinators_leaves_out_and_names_municipalities_without_one(
    event, network, cesis, talsi
):
    an_expert(network, cesis)
    a_network_member(network=network, territory=talsi)
    found = plan(event, network, Way.COORDINATORS)

    assert names(found.offers) == ["Talsu novads"]
    assert (found.persons, found.left_out) == ([], {LeftOut.NO_COORDINATOR: ["Cēsu novads"]})


def test_a_coordinator_whose_mail_came_back_is_passed_over(event, network, cesis, session):
    lost = a_network_member(network=network, territory=cesis, last_name="Āboliņa")
    a_network_member(network=network, territory=cesis, email="cita@example.org", last_name="Cita")
    session.add(mail_came_back(lost))

    assert [offer.email for offer in plan(event, network).offers] == ["cita@example.org"]


def test_a_municipality_that_does_not_stand_on_the_day_is_named(event, network):  # R1
    gone = a_municipality("Kandavas novads", valid_to=NOON.date().replace(year=2022))
    an_expert(network, gone)

    assert plan(event, network).left_out == {
        LeftOut.OTHER_DAY: ["Kristīne Koordinatore (Kandavas novads)"]
    }


def test_it_is_in_the_log_as_one_step(client, event, network, organiser, cesis, session):  # R28
    a_network_member(network=network, territory=cesis)
    client.submit(page_of(event, network))

    (entry,) = session.scalars(select(LogEntry).where(LogEntry.action == "network invited"))
    assert (entry.after["municipalities"], entry.after["people"]) == (1, 0)
    assert entry.after["network"]["lv"] == "Ekspertu tīkls"


def test_from_the_network_one_chooses_an_event_that_is_open(client, event, network, organiser):
    an_event(organisation=event.organisation)
    an_open_event()
    address = f"/lv/organise/networks/{event.organisation.slug}/{network.uid}/invite"
    page = client.get(address)

    assert page.all("h2") == ["Ekspertu tikšanās"]
    assert page.links["Ekspertu tikšanās"] == page_of(event, network)


def test_from_the_invitations_one_chooses_a_network(client, event, network, organiser):
    a_network(organisation=an_organisation())
    room = client.get(f"/lv/organise/e/{event.slug}/invitations/")
    page = client.get(room.links["Uzaicināt visu tīklu"])

    assert page.all("h2") == ["Ekspertu tīkls"]


def test_nobody_is_invited_to_an_event_that_is_not_published(
    client, event, network, organiser, cesis, session
):
    a_network_member(network=network, territory=cesis)
    event.status = EventStatus.DRAFT
    answer = client.submit(page_of(event, network))

    assert answer.status_code == 422
    assert mails(session) == []


def test_a_network_of_another_organisation_is_not_found(client, event, organiser):
    other = a_network(organisation=an_organisation())

    assert client.get(page_of(event, other)).status_code == 404


def test_the_plan_takes_the_same_few_statements_for_any_number_of_members(event, network, cesis):
    for _member in range(12):
        an_expert(network, cesis)
    with counted_statements() as seen:
        plan(event, network)

    assert len(seen) <= 6
