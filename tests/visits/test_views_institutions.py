from datetime import date

import pytest
from sqlalchemy.orm import Session

from eventreg.accounts.models import Membership, StaffRole
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.territories.service import territory_named
from eventreg.visits.hosts import hosts_of
from eventreg.visits.models import HostInstitution, InstitutionKind
from tests.client import CheckingClient
from tests.factories import a_host, a_visit, an_account, an_organisation
from tests.visits.pages import institutions


def test_institutions_stand_by_name_with_their_visits(
    editor: CheckingClient, event: Event, host: HostInstitution
) -> None:
    a_visit(event=event, host=host)
    a_host(
        organisation=event.organisation,
        name="Ādažu filiāle",
        kind=InstitutionKind.LIBRARY,
        contact_email="info@example.org",
    )
    page = editor.get(institutions(event))

    assert page.all("th")[-2:] == ["Ādažu filiāle Bibliotēka", "Lādezera pamatskola Skola"]  # R5
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
