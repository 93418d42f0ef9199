import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.accounts.models import StaffRole
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.visits.models import HostInstitution
from eventreg.web import access
from tests.client import CheckingClient
from tests.factories import a_host, a_visit, an_account, an_event, an_organisation
from tests.visits.pages import institutions, page_of, typed, visits

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
