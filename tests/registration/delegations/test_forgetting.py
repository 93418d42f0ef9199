"""Coordinators, invited persons and members of networks are forgotten (R22)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from eventreg.events.models import NetworkMember
from eventreg.history.service import COMMAND
from eventreg.messages import delivery
from eventreg.messages.models import Message
from eventreg.networks import service as networks
from eventreg.privacy.retention import forget_due
from eventreg.privacy.service import erase_person, forget_files
from eventreg.privacy.traces import find_traces
from eventreg.registration.delegations import inviting, links, service
from eventreg.registration.delegations.inviting import Invited
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.delegations.offers import Offer
from eventreg.registration.delegations.service import DelegationFacts, Terms
from eventreg.registration.models import Delegation
from tests.factories import (
    NOON,
    a_delegation,
    a_municipality,
    a_network,
    a_personal_invitation,
    an_open_event,
)

EMAIL = "Agnese.Zemgaliete@example.org"
WORDS = (EMAIL, "Agnese Žemgaliete", "Žemgaliete")


def everywhere(event):
    """Agnese as coordinator, as invited person and as member of a network; logged and mailed."""
    limbazi = a_municipality()
    offer = Offer(territory=limbazi, coordinator="Agnese Žemgaliete", email=EMAIL)
    service.invite(event=event, offers=[offer], terms=Terms(), actor=COMMAND, now=NOON)
    person = Invited(email=EMAIL, first_name="Agnese", last_name="Žemgaliete")
    inviting.invite(event=event, people=[person], answer_until=None, actor=COMMAND, now=NOON)
    facts = networks.MemberFacts(
        territory=limbazi, first_name="Agnese", last_name="Žemgaliete", email=EMAIL
    )
    network = a_network(organisation=event.organisation)
    networks.add_members(network=network, members=[facts], actor=COMMAND, now=NOON)


def erase(session):
    erased = erase_person(email=EMAIL.lower(), actor=COMMAND, now=NOON)
    session.commit()
    forget_files(email=EMAIL.lower())
    return erased


def test_no_table_holds_the_person_any_more(session):
    everywhere(an_open_event())
    session.commit()
    delivery.deliver_due()
    assert find_traces(WORDS)

    assert erase(session).traces == []
    assert find_traces(WORDS) == []


def test_the_invitation_of_the_municipality_stays_and_its_link_is_dead(session):  # R11
    everywhere(an_open_event())
    delegation = session.scalars(select(Delegation)).one()
    token = links.token_of(delegation)
    erase(session)

    assert delegation.coordinator_email == ""
    assert links.delegation_of(token) is None


def test_a_coordinator_of_before_is_forgotten_in_the_log_too(session):
    everywhere(an_open_event())
    delegation = session.scalars(select(Delegation)).one()
    facts = DelegationFacts(
        places=None, coordinator="Cita", email="cita@example.org", language="lv", terms=Terms()
    )
    service.change_delegation(delegation, facts=facts, actor=COMMAND, now=NOON)
    erase(session)

    assert find_traces(WORDS) == []
    assert delegation.coordinator_email == "cita@example.org"


def test_somebody_else_stays(session):
    event = an_open_event()
    a_personal_invitation(event=event, email="ilze@example.org")
    a_delegation(event=event, coordinator_email="kristine@example.org")
    everywhere(an_open_event())
    erase(session)

    assert session.scalars(select(PersonalInvitation.email)).all() == ["ilze@example.org"]
    assert "kristine@example.org" in session.scalars(select(Delegation.coordinator_email)).all()


@pytest.mark.parametrize(("days", "kept"), [(0, True), (1, False)])
def test_invitations_are_forgotten_with_the_contacts_of_the_event(session, days, kept):
    event = an_open_event()
    everywhere(event)
    ended = NOON.date() - timedelta(days=event.organisation.retention_days + days - 1)
    event.starts_on = event.ends_on = ended
    session.commit()
    forget_due(actor=COMMAND, now=NOON)
    session.commit()

    left = [
        *session.scalars(select(PersonalInvitation.email)),
        *session.scalars(select(Delegation.coordinator_email).where(Delegation.id > 0)),
        *session.scalars(select(Message.recipient)),
    ]
    assert left == ([EMAIL] * 4 if kept else [""])


def test_the_network_outlives_the_event(session):
    event = an_open_event(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 1))
    network = a_network(organisation=event.organisation)
    facts = networks.MemberFacts(
        territory=a_municipality(), first_name="Agnese", last_name="Ž", email=EMAIL
    )
    networks.add_members(network=network, members=[facts], actor=COMMAND, now=NOON)
    session.commit()
    forget_due(actor=COMMAND, now=NOON)

    assert session.scalars(select(NetworkMember.email)).all() == [EMAIL]
