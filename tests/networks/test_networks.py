"""Networks of an organisation: their members are kept, pasted, corrected, forgotten."""

import pytest
from sqlalchemy import select

from eventreg.events.models import Network, NetworkMember
from eventreg.history.models import LogEntry
from tests.factories import (
    a_municipality,
    a_network,
    a_network_member,
    an_account,
    an_event,
    an_organisation,
)


@pytest.fixture
def ministry(app):
    return an_organisation()


@pytest.fixture
def organiser(client, ministry):
    client.sign_in(an_account(organisation=ministry))


def page_of(ministry, page=""):
    return f"/lv/organise/networks/{ministry.slug}/{page}"


def members(session):
    return session.scalars(select(NetworkMember).order_by(NetworkMember.id)).all()


def test_an_organiser_makes_a_network_and_adds_a_member(client, ministry, organiser, session):
    limbazi = a_municipality()
    page = client.submit(page_of(ministry, "add"), {"name-lv": "Ekspertu tīkls"})
    address = page.links["Pievienot tīkla dalībnieku"]
    done = client.submit(
        address,
        {
            "first_name": "Anna",
            "last_name": "Āboliņa",
            "email": "anna@example.org",
            "is_coordinator": "y",
        },
    )

    assert "Anna Āboliņa" in done.words
    (anna,) = members(session)
    assert (anna.territory, anna.is_coordinator) == (limbazi, True)
    assert session.scalars(select(LogEntry.action)).all() == ["added", "added"]


def test_an_address_stands_once_in_a_network(client, ministry, organiser, session):
    network = a_network(organisation=ministry)
    a_network_member(network=network, email="anna@example.org")
    answer = client.submit(
        page_of(ministry, f"{network.uid}/add"),
        {"first_name": "Cita", "last_name": "Cita", "email": "ANNA@example.org"},
    )

    assert answer.status_code == 422
    assert len(members(session)) == 1


def test_a_list_is_pasted_whole(client, ministry, organiser, session):
    network = a_network(organisation=ministry)
    a_municipality(), a_municipality("Talsu novads")
    lines = "limbazu novads; Anna Maija Bērziņa; anna@example.org\nTalsi;"
    lines = lines.replace("Talsi;", "Talsu novads; Zane Ozola; zane@example.org")
    client.submit(page_of(ministry, f"{network.uid}/paste"), {"lines": lines})

    assert [(each.first_name, each.last_name) for each in members(session)] == [
        ("Anna Maija", "Bērziņa"),
        ("Zane", "Ozola"),
    ]


def test_a_list_with_a_fault_is_not_taken_and_every_fault_is_named(
    client, ministry, organiser, session
):
    network = a_network(organisation=ministry)
    a_municipality()
    good = "Limbažu novads; Anna Bērziņa; anna@example.org"
    lines = f"{good}\nTālava; X Y; x@example.org\nLimbažu novads; Z"
    answer = client.submit(page_of(ministry, f"{network.uid}/paste"), {"lines": lines})

    assert answer.status_code == 422
    assert all(line in answer.errors[0] for line in ("Tālava; X Y", "Limbažu novads; Z"))
    assert "Anna Bērziņa" in answer.text
    assert members(session) == []


def test_a_member_is_corrected_and_removed(client, ministry, organiser, session):
    network = a_network(organisation=ministry)
    member = a_network_member(network=network)
    page = page_of(ministry, f"{network.uid}/{member.uid}/")
    client.submit(page, {"position": "vadītāja"})
    position = member.position
    client.submit(f"{page}remove")

    assert position == "vadītāja"
    assert members(session) == []


def test_members_stand_by_municipality_in_their_region(client, ministry, organiser):  # R5
    network = a_network(organisation=ministry)
    for name in ("Ogres novads", "Ādažu novads", "Cēsu novads"):
        a_network_member(network=network, territory=a_municipality(name))
    rows = client.get(page_of(ministry, f"{network.uid}/")).all("tr")[1:]

    assert [row.split()[0] for row in rows] == ["Vidzemes", "Ādažu", "Cēsu", "Ogres"]


def test_a_network_of_an_event_stays(client, ministry, organiser, session):
    network = a_network(organisation=ministry)
    an_event(organisation=ministry, network=network)
    answer = client.submit(page_of(ministry, f"{network.uid}/remove"))

    assert answer.status_code == 422
    assert len(session.scalars(select(Network)).all()) == 1


def test_a_network_goes_with_its_members(client, ministry, organiser, session):
    network = a_network(organisation=ministry)
    a_network_member(network=network)
    client.submit(page_of(ministry, f"{network.uid}/remove"))

    assert (session.scalars(select(Network)).all(), members(session)) == ([], [])


@pytest.mark.parametrize("page", ["", "{network}/", "{network}/add", "{network}/{member}/"])
def test_nothing_of_it_is_for_staff_of_another_organisation(client, ministry, page):
    network = a_network(organisation=ministry)
    member = a_network_member(network=network)
    client.sign_in(an_account(organisation=an_organisation()))

    address = page_of(ministry, page.format(network=network.uid, member=member.uid))
    assert client.get(address).status_code == 404


def test_a_network_of_another_organisation_is_not_found(client, ministry, organiser):
    other = a_network(organisation=an_organisation())

    assert client.get(page_of(ministry, f"{other.uid}/")).status_code == 404
