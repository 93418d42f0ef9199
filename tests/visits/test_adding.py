from datetime import date

import pytest
from sqlalchemy.orm import Session

from eventreg.agenda.errors import DayOutsideEvent
from eventreg.agenda.models import ItemKind
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.visits.hosts import HostFacts, hosts_of
from eventreg.visits.models import HostInstitution, InstitutionKind
from eventreg.visits.service import (
    visits_of,
)
from tests.conftest import NOON
from tests.factories import a_host
from tests.visits.builders import MORNING, UNKNOWN, added, log


def test_a_new_visit_stands_in_the_agenda_at_once(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, MORNING)

    (item,) = agenda_of(event).items
    assert (item.kind, item.occasion) == (ItemKind.SITE_VISIT, MORNING)
    assert item.title == LocalText(lv="Lādezera pamatskola")
    assert item.visit is not None
    assert item.visit.visit_uid == visit.uid


def test_a_visit_whose_time_is_unknown_stands_in_the_agenda_too(
    event: Event, host: HostInstitution
) -> None:
    added(event, host)

    assert [item.occasion for item in agenda_of(event).items] == [UNKNOWN]  # R14


def test_a_visit_can_be_added_without_the_agenda(event: Event, host: HostInstitution) -> None:
    added(event, host, None)

    assert agenda_of(event).days == ()


def test_a_visit_on_a_day_that_is_not_the_event_s_is_refused(
    event: Event, host: HostInstitution
) -> None:
    with pytest.raises(DayOutsideEvent):
        added(event, host, Occasion(day=date(2026, 5, 7)))


def test_a_new_visit_comes_behind_the_others(event: Event, host: HostInstitution) -> None:
    other = a_host(organisation=event.organisation, name="Jauniešu centrs")
    added(event, host)
    added(event, other)

    assert [visit.host.name.in_("lv") for visit in visits_of(event)] == [
        "Lādezera pamatskola",
        "Jauniešu centrs",
    ]


def test_a_new_institution_is_added_to_the_organisation_s_list(event: Event) -> None:
    facts = HostFacts(name=LocalText(lv="Bibliotēka"), kind=InstitutionKind.LIBRARY)
    visit = added(event, facts)

    (kept,) = hosts_of(event.organisation, language="lv")
    assert (kept.host, kept.visits) == (visit.host_institution, 1)


def test_adding_a_visit_is_in_the_log(
    event: Event, host: HostInstitution, session: Session
) -> None:
    visit = added(event, host, capacity=12)

    entry = log(session, "added")  # R28
    assert (entry.subject_uid, entry.after["capacity"]) == (visit.uid, 12)
    assert (entry.actor_id, entry.event_id) == (7, event.id)
    assert event.updated_at == NOON
