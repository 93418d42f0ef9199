from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.visits.models import HostInstitution, InstitutionKind
from eventreg.visits.service import visits_of
from tests.client import CheckingClient
from tests.factories import a_host, a_visit, an_account, an_event, an_item, an_organisation
from tests.visits.builders import TUESDAY
from tests.visits.pages import names, page_of, typed, visits

# --- the list


@pytest.mark.parametrize("language", ["lv", "en"])
def test_visits_stand_with_seats_and_times(
    editor: CheckingClient, event: Event, host: HostInstitution, language: str
) -> None:
    visit = a_visit(
        event=event,
        host=host,
        capacity=20,
        taken=20,
        departs_at=datetime(2026, 5, 5, 6, 30, tzinfo=UTC),
        meeting_point=LocalText(lv="Pie domes", en="At the council"),
        accompanying="Ilze Ozola",
    )
    an_item(event=event, visit=visit, day=TUESDAY, starts_at=time(10), ends_at=time(12))

    page = editor.get(visits(language))

    expected = {
        "lv": [
            "2026. gada 5. maijs, 10.00–12.00",
            "Aizņemts: 20 no 20",
            "05.05.2026. plkst. 9.30",
            "Pie domes",
        ],
        "en": ["5 May 2026, 10:00–12:00", "20 of 20 taken", "5 May 2026, 09:30", "At the council"],
    }[language]
    assert [text for text in expected if text not in page.words] == []  # R13


def test_visits_at_the_same_time_are_named(editor: CheckingClient, event: Event) -> None:
    for name in ("Skola", "Muzejs"):
        visit = a_visit(event=event, host=a_host(organisation=event.organisation, name=name))
        an_item(event=event, visit=visit, day=TUESDAY, starts_at=time(10), ends_at=time(12))

    assert "Skola un Muzejs" in editor.get(visits()).words  # R10


def test_an_event_without_visits_says_so(editor: CheckingClient, event: Event) -> None:
    page = editor.get(visits())

    assert "Vēl neviens iestādes apmeklējums nav ieplānots." in page.words


# --- adding


def test_a_visit_is_added_and_stands_in_the_agenda(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    page = editor.submit(
        visits() + "add",
        {
            "host": host.uid,
            "day": "2026-05-05",
            "starts_at": "10:00",
            "ends_at": "12:00",
            "capacity": "20",
            "meeting_point-lv": "Pie domes",
            "departs_at": "2026-05-05T09:30",
            "transport-lv": "autobuss",
            "accompanying": "Ilze Ozola",
            "good_to_know-lv": "Maiņas apavi",
        },
    )

    assert (page.status_code, page.path) == (200, visits())
    assert "Iestādes apmeklējums ir pievienots un ierakstīts darba kārtībā." in page.words
    (visit,) = visits_of(event)
    assert (visit.host.uid, visit.capacity, visit.choosable) == (host.uid, 20, True)
    assert visit.departs_at == datetime(2026, 5, 5, 6, 30, tzinfo=UTC)  # R13
    assert (visit.accompanying, visit.good_to_know) == (
        "Ilze Ozola",
        LocalText(lv="Maiņas apavi"),
    )
    assert [item.title.in_("lv") for item in agenda_of(event).items] == ["Lādezera pamatskola"]


def test_a_visit_is_added_to_a_new_institution(editor: CheckingClient, event: Event) -> None:
    editor.submit(
        visits() + "add",
        {"new_name-lv": "Jauniešu centrs", "new_kind": "youth_centre", "new_address": "Parka 2"},
    )

    (visit,) = visits_of(event)
    assert (visit.host.name.in_("lv"), visit.host.kind, visit.host.address) == (
        "Jauniešu centrs",
        InstitutionKind.YOUTH_CENTRE,
        "Parka 2",
    )


def test_a_visit_needs_an_institution(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(visits() + "add", {"capacity": "5"})

    assert page.status_code == 422
    assert page.errors == ["Izvēlieties iestādi vai norādiet jaunas iestādes nosaukumu."]


def test_a_refused_visit_leaves_no_institution_behind(
    editor: CheckingClient, event: Event, session: Session
) -> None:
    page = editor.submit(
        visits() + "add",
        {"new_name-lv": "Muzejs", "day": "2026-05-05", "starts_at": "10:00", "ends_at": "09:00"},
    )

    assert page.errors == ["Beigām jābūt vēlākām par sākumu."]
    assert session.scalars(select(HostInstitution)).all() == []
    assert session.scalars(select(LogEntry)).all() == []


def test_everybody_may_take_part_without_choosing(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    editor.submit(visits() + "add", {"host": host.uid, "choosable": None})

    assert [visit.choosable for visit in visits_of(event)] == [False]


@pytest.mark.parametrize("seats", ["0", "-1", "100001"])
def test_seats_are_counted_from_one(
    editor: CheckingClient, event: Event, host: HostInstitution, seats: str
) -> None:
    page = editor.submit(visits() + "add", {"host": host.uid, "capacity": seats})

    assert page.status_code == 422
    assert names(event) == []


def test_a_departure_in_the_hour_that_the_clocks_skip_is_refused(client: CheckingClient) -> None:
    event = an_event(starts_on=date(2026, 3, 29), ends_on=date(2026, 3, 29))
    host = a_host(organisation=event.organisation)
    client.sign_in(an_account(organisation=event.organisation))
    page = client.submit(
        f"/lv/organise/e/{event.slug}/visits/add",
        {"host": host.uid, "departs_at": "2026-03-29T03:30"},
    )

    assert page.errors == ["Šajā laikā pulksteņus pagriež uz priekšu: šāda laika nav."]  # R13


def test_an_institution_of_another_organisation_cannot_be_named(
    editor: CheckingClient, event: Event
) -> None:
    foreign = a_host(organisation=an_organisation(), name="Cita skola")
    page = editor.submit(visits() + "add", {"host": foreign.uid})

    assert page.status_code == 422
    assert "Cita skola" not in page.words


# --- editing, moving, removing


def test_a_visit_is_changed(editor: CheckingClient, event: Event, host: HostInstitution) -> None:
    visit = a_visit(event=event, host=host, capacity=5)
    page = editor.submit(page_of(visit), {"capacity": "7", "accompanying": "Ilze Ozola"})

    assert page.path == visits()
    assert [(each.capacity, each.accompanying) for each in visits_of(event)] == [(7, "Ilze Ozola")]


def test_a_visit_s_form_sent_untouched_changes_nothing(
    editor: CheckingClient, event: Event, host: HostInstitution, session: Session
) -> None:
    visit = a_visit(
        event=event,
        host=host,
        capacity=5,
        choosable=False,
        departs_at=datetime(2026, 5, 5, 6, 30, tzinfo=UTC),
        good_to_know=LocalText(lv="Pirmā rinda\n\nOtrā", en="First"),
    )
    editor.submit(page_of(visit))

    assert session.scalars(select(LogEntry)).all() == []


def test_fewer_seats_than_taken_are_refused_beside_the_field(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    visit = a_visit(event=event, host=host, capacity=5, taken=3)
    page = editor.submit(page_of(visit), {"capacity": "2"})

    assert page.status_code == 422
    assert page.errors == ["Jau aizņemtas 3 vietas; mazāk to nevar būt."]  # R6
    assert typed(page, "capacity") == "2"


def test_the_form_leads_to_the_agenda_items_of_the_visit(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    visit = a_visit(event=event, host=host)
    item = an_item(event=event, visit=visit, day=TUESDAY, starts_at=time(10))
    links = editor.get(page_of(visit)).links

    assert links["2026. gada 5. maijs, 10.00"] == f"/lv/organise/e/limbazi/agenda/{item.uid}/"
    assert links["Pievienot laiku darba kārtībā"].endswith(f"/agenda/add?visit={visit.uid}")


def test_a_visit_moves_up(editor: CheckingClient, event: Event, host: HostInstitution) -> None:
    a_visit(event=event, host=host)
    other = a_host(organisation=event.organisation, name="Muzejs")
    visit = a_visit(event=event, host=other, position=1)
    editor.submit(visits(), action=page_of(visit, "move"))

    assert names(event) == ["Muzejs", "Lādezera pamatskola"]


def test_before_removing_the_page_names_what_leaves_the_agenda(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    visit = a_visit(event=event, host=host)
    an_item(event=event, visit=visit, title="Stundu vērošana", day=TUESDAY)
    page = editor.get(page_of(visit, "remove"))

    assert "05.05.2026. Stundu vērošana" in page.words


def test_a_visit_is_removed_with_its_agenda_items(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    visit = a_visit(event=event, host=host)
    an_item(event=event, visit=visit)
    page = editor.submit(page_of(visit, "remove"))

    assert "Iestādes apmeklējums ir noņemts." in page.words
    assert (names(event), agenda_of(event).items) == ([], ())
