from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.accounts.models import Membership, StaffRole
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.territories.service import territory_named
from eventreg.visits.hosts import hosts_of
from eventreg.visits.models import HostInstitution, InstitutionKind, SiteVisit
from eventreg.visits.service import visits_of
from eventreg.web import access
from tests.client import CheckingClient, Page
from tests.factories import a_host, a_visit, an_account, an_event, an_item, an_organisation

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(slug="limbazi", starts_on=TUESDAY, ends_on=WEDNESDAY)


@pytest.fixture
def host(event: Event) -> HostInstitution:
    return a_host(organisation=event.organisation, name="Lādezera pamatskola")


@pytest.fixture
def editor(client: CheckingClient, event: Event) -> CheckingClient:
    """An editor's browser."""
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def visits(language: str = "lv") -> str:
    return f"/{language}/organise/e/limbazi/visits/"


def page_of(visit: SiteVisit, what: str = "") -> str:
    return f"{visits()}{visit.uid}/{what}"


def names(event: Event) -> list[str]:
    return [visit.host.name.in_("lv") for visit in visits_of(event)]


def typed(page: Page, name: str) -> str:
    box = next(one for one in page.document.iter("input") if one.get("name") == name)
    return box.get("value", "")


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

    assert page.errors == ["Šajā dienā pulksteņi tiek pagriezti uz priekšu: šāda laika nav."]  # R13


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


# --- institutions


def institutions(event: Event) -> str:
    return f"/lv/organise/institutions/{event.organisation.slug}/"


def test_institutions_stand_by_name_with_their_visits(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    a_visit(event=event, host=host)
    a_host(
        organisation=event.organisation,
        name="Bibliotēka",
        kind=InstitutionKind.LIBRARY,
        contact_email="info@example.org",
    )
    page = editor.get(institutions(event))

    assert page.all("th")[-2:] == ["Bibliotēka", "Lādezera pamatskola"]  # R5
    assert "info@example.org" in page.words


def test_an_institution_is_added(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        institutions(event) + "add",
        {"name-lv": "Muzejs", "kind": "other", "latitude": "57,514", "longitude": "24.713"},
    )

    assert "Iestāde ir pievienota." in page.words
    kept = a_row(event)
    assert (kept.name.in_("lv"), kept.latitude, kept.longitude) == ("Muzejs", 57.514, 24.713)


def a_row(event: Event) -> HostInstitution:
    (kept,) = hosts_of(event.organisation, language="lv")
    return kept.host


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name-lv": " "}, "Norādiet nosaukumu latviešu vai angļu valodā."),
        ({"latitude": "91", "longitude": "24"}, "Platums ir no −90 līdz 90 grādiem."),
        ({"latitude": "ziemeļi"}, "Ierakstiet grādus kā skaitli, piemēram, 57,514."),
        ({"latitude": "57"}, "Norādiet abas koordinātas vai atstājiet abas tukšas."),
    ],
)
def test_what_is_not_well_said_about_an_institution_is_told(
    editor: CheckingClient, event: Event, fields: dict[str, str], error: str
) -> None:
    page = editor.submit(institutions(event) + "add", {"name-lv": "Muzejs", **fields})

    assert page.errors == [error]


@pytest.mark.usefixtures("latvia")
def test_an_institution_keeps_a_municipality_that_a_reform_has_ended(
    editor: CheckingClient, event: Event, session: Session
) -> None:
    kandava = territory_named("Kandavas novads", day=date(2017, 11, 21))
    host = a_host(organisation=event.organisation, territory=kandava)
    editor.submit(f"{institutions(event)}{host.uid}/", {"address": "Skolas iela 1"})

    assert (host.territory, host.address) == (kandava, "Skolas iela 1")  # R1


def test_an_institution_is_removed(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    page = editor.submit(f"{institutions(event)}{host.uid}/remove")

    assert "Saraksts ir tukšs." in page.words


def test_an_institution_that_is_visited_is_not_removed(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    a_visit(event=event, host=host)
    page = editor.submit(f"{institutions(event)}{host.uid}/remove")

    assert page.errors == ["Šī iestāde ir kāda apmeklējuma mērķis, tāpēc to nevar noņemt."]


def test_who_works_for_one_organisation_comes_straight_to_its_list(
    editor: CheckingClient, event: Event
) -> None:
    answer = editor.get("/lv/organise/institutions/")

    assert answer.location == institutions(event)


def test_who_works_for_several_organisations_is_asked_which(
    client: CheckingClient, event: Event, session: Session
) -> None:
    account = an_account(organisation=event.organisation)
    other = an_organisation(name=LocalText(lv="Limbažu novada pašvaldība"))
    account.memberships.append(Membership(organisation=other, role=StaffRole.READER))
    client.sign_in(account)

    links = client.get("/lv/organise/institutions/").links
    assert links["Limbažu novada pašvaldība"] == f"/lv/organise/institutions/{other.slug}/"


# --- who may


VISIT_PAGES = ("", "add", "{visit}/", "{visit}/remove")
HOST_PAGES = ("", "add", "{host}/", "{host}/remove")


@pytest.mark.parametrize("page", VISIT_PAGES)
@pytest.mark.parametrize("role", StaffRole)
def test_each_role_reaches_the_visits_it_may(
    client: CheckingClient, event: Event, role: StaffRole, page: str
) -> None:
    client.sign_in(an_account(organisation=event.organisation, role=role))
    address = visits() + page.format(visit=a_visit(event=event).uid)
    welcome = access.EDITORS if page else access.READERS

    assert client.get(address).status_code == (200 if role in welcome else 403)


@pytest.mark.parametrize("page", HOST_PAGES)
@pytest.mark.parametrize("role", StaffRole)
def test_each_role_reaches_the_institutions_it_may(
    client: CheckingClient, event: Event, role: StaffRole, page: str
) -> None:
    client.sign_in(an_account(organisation=event.organisation, role=role))
    address = institutions(event) + page.format(host=a_host(organisation=event.organisation).uid)
    welcome = access.EDITORS if page else access.READERS

    assert client.get(address).status_code == (200 if role in welcome else 403)


def test_a_reader_is_offered_no_change(client: CheckingClient, event: Event) -> None:
    a_visit(event=event)
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    words = [*client.get(visits()).links, *client.get(institutions(event)).links]

    assert [text for text in words if text.startswith(("Labot", "Noņemt", "Pievienot"))] == []


@pytest.mark.parametrize("page", VISIT_PAGES)
def test_nobody_is_sent_to_sign_in(client: CheckingClient, event: Event, page: str) -> None:
    answer = client.get(visits() + page.format(visit=a_visit(event=event).uid))

    assert answer.status_code == 303
    assert answer.location.startswith("/lv/sign-in?")


@pytest.mark.parametrize("page", VISIT_PAGES)
def test_visits_of_another_organisation_do_not_exist(
    client: CheckingClient, event: Event, page: str
) -> None:
    client.sign_in(an_account(organisation=an_organisation(), role=StaffRole.OWNER))

    answer = client.get(visits() + page.format(visit=a_visit(event=event).uid))
    assert answer.status_code == 404


@pytest.mark.parametrize("page", HOST_PAGES)
def test_institutions_of_another_organisation_do_not_exist(
    client: CheckingClient, event: Event, host: HostInstitution, page: str
) -> None:
    client.sign_in(an_account(organisation=an_organisation(), role=StaffRole.OWNER))

    assert client.get(institutions(event) + page.format(host=host.uid)).status_code == 404


@pytest.mark.parametrize("page", HOST_PAGES[2:])
def test_an_institution_is_only_reached_through_its_own_organisation(
    editor: CheckingClient, event: Event, page: str
) -> None:
    foreign = a_host(organisation=an_organisation())

    assert editor.get(institutions(event) + page.format(host=foreign.uid)).status_code == 404


@pytest.mark.parametrize("page", VISIT_PAGES[2:])
def test_a_visit_of_another_event_does_not_exist(
    editor: CheckingClient, event: Event, page: str
) -> None:
    foreign = a_visit(event=an_event(organisation=event.organisation))

    assert editor.get(visits() + page.format(visit=foreign.uid)).status_code == 404


def test_a_visit_of_another_event_cannot_be_moved(
    editor: CheckingClient, event: Event, session: Session
) -> None:
    foreign = a_visit(event=an_event(organisation=event.organisation))
    token = typed(editor.get(visits() + "add"), "csrf_token")
    answer = editor.post(page_of(foreign, "move"), data={"csrf_token": token, "direction": "up"})

    assert answer.status_code == 404
    assert session.scalars(select(LogEntry)).all() == []
