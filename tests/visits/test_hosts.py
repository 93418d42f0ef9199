from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.accounts.models import Organisation
from eventreg.agenda.service import agenda_of
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.visits import errors
from eventreg.visits.hosts import (
    HostFacts,
    add_host,
    edit_host,
    facts_of,
    host_of,
    hosts_of,
    remove_host,
)
from eventreg.visits.models import HostInstitution, InstitutionKind
from tests.conftest import NOON
from tests.factories import a_host, a_visit, an_event, an_item, an_organisation

ORGANISER = Actor(ActorKind.STAFF, 7)
SCHOOL = HostFacts(name=LocalText(lv="Lādezera pamatskola"), kind=InstitutionKind.SCHOOL)


@pytest.fixture
def organisation(session: Session) -> Organisation:
    return an_organisation()


def added(organisation: Organisation, facts: HostFacts = SCHOOL) -> HostInstitution:
    return add_host(organisation=organisation, facts=facts, actor=ORGANISER, now=NOON)


def names(organisation: Organisation, language: str = "lv") -> list[str]:
    return [each.host.name.in_(language) for each in hosts_of(organisation, language=language)]


def test_an_added_institution_is_in_the_list(organisation: Organisation) -> None:
    added(organisation)

    assert names(organisation) == ["Lādezera pamatskola"]


def test_the_list_is_in_the_order_of_the_language(organisation: Organisation) -> None:
    for name in ("Ķekavas skola", "Kuldīgas skola", "Cēsu skola", "Čiekuru skola"):
        a_host(organisation=organisation, name=LocalText(lv=name, en=name))

    assert names(organisation) == [
        "Cēsu skola",
        "Čiekuru skola",
        "Kuldīgas skola",
        "Ķekavas skola",
    ]  # R5


def test_the_list_of_one_organisation_holds_nothing_of_another(organisation: Organisation) -> None:
    other = a_host(organisation=an_organisation(), name="Cita skola")

    assert names(organisation) == []
    assert host_of(organisation, other.uid) is None


@pytest.mark.parametrize(
    ("given", "missing"), [("latitude", "longitude"), ("longitude", "latitude")]
)
def test_coordinates_are_given_both_or_not_at_all(
    organisation: Organisation, given: str, missing: str
) -> None:
    with pytest.raises(errors.CoordinateMissing) as refused:
        added(organisation, replace(SCHOOL, **{given: 24.7}))  # type: ignore[arg-type]

    assert refused.value.field == missing


def test_the_equator_is_a_coordinate(organisation: Organisation) -> None:
    host = added(organisation, replace(SCHOOL, latitude=0.0, longitude=0.0))

    assert (host.latitude, host.longitude) == (0.0, 0.0)


def test_a_change_is_in_the_log(organisation: Organisation, session: Session) -> None:
    host = added(organisation)
    facts = replace(facts_of(host), address="Skolas iela 3")
    edit_host(host=host, facts=facts, actor=ORGANISER, now=NOON)

    entry = session.scalars(select(LogEntry).where(LogEntry.action == "changed")).one()
    assert (entry.subject, entry.before, entry.after) == (
        "host_institution",
        {"address": ""},
        {"address": "Skolas iela 3"},
    )  # R28
    assert entry.organisation_id == organisation.id


def test_a_new_name_reaches_the_agenda_items_that_bore_the_old_one(
    organisation: Organisation,
) -> None:
    event, host = an_event(organisation=organisation), added(organisation)
    an_item(event=event, title=SCHOOL.name, visit=a_visit(event=event, host=host))
    facts = replace(facts_of(host), name=LocalText(lv="Lādezera skola"))
    edit_host(host=host, facts=facts, actor=ORGANISER, now=NOON)

    assert [item.title for item in agenda_of(event).items] == [LocalText(lv="Lādezera skola")]


def test_an_institution_that_nobody_visits_can_be_removed(organisation: Organisation) -> None:
    remove_host(host=added(organisation), actor=ORGANISER, now=NOON)

    assert names(organisation) == []


def test_an_institution_that_is_visited_stays(organisation: Organisation) -> None:
    host = added(organisation)
    a_visit(event=an_event(organisation=organisation), host=host)

    with pytest.raises(errors.HostVisited):
        remove_host(host=host, actor=ORGANISER, now=NOON)
