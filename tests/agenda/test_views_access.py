import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.accounts.models import StaffRole
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.web import access
from tests.agenda.pages import agenda, typed
from tests.client import CheckingClient
from tests.factories import (
    an_account,
    an_event,
    an_item,
    an_organisation,
)

PAGES = ("", "add", "{uid}/", "{uid}/place", "{uid}/remove")
ACTIONS = ("{uid}/move", "{uid}/duplicate")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", StaffRole)
def test_each_role_reaches_what_it_may(
    client: CheckingClient, event: Event, role: StaffRole, page: str
) -> None:
    client.sign_in(an_account(organisation=event.organisation, role=role))
    address = agenda() + page.format(uid=an_item(event=event).uid)
    welcome = access.EDITORS if page else access.READERS

    assert client.get(address).status_code == (200 if role in welcome else 403)


def test_a_reader_is_offered_no_change(client: CheckingClient, event: Event) -> None:
    an_item(event=event, title="Sesija")
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    page = client.get(agenda())

    assert "Sesija" in page.words
    assert [text for text in page.links if text.startswith(("Labot", "Pievienot"))] == []


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_sign_in(client: CheckingClient, event: Event, page: str) -> None:
    address = agenda() + page.format(uid=an_item(event=event).uid)
    answer = client.get(address)

    assert answer.status_code == 303
    assert answer.location.startswith("/lv/sign-in?")


@pytest.mark.parametrize("page", PAGES)
def test_an_event_of_another_organisation_does_not_exist(
    client: CheckingClient, event: Event, page: str
) -> None:
    client.sign_in(an_account(organisation=an_organisation(), role=StaffRole.OWNER))
    address = agenda() + page.format(uid=an_item(event=event).uid)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", PAGES[2:])
def test_an_item_of_another_event_does_not_exist(
    editor: CheckingClient, event: Event, page: str
) -> None:
    foreign = an_item(event=an_event(organisation=event.organisation))

    assert editor.get(agenda() + page.format(uid=foreign.uid)).status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_an_item_of_another_event_cannot_be_changed(
    editor: CheckingClient, event: Event, session: Session, action: str
) -> None:
    an_item(event=event)
    foreign = an_item(event=an_event(organisation=event.organisation))
    page = editor.get(agenda() + "add")
    answer = editor.post(
        agenda() + action.format(uid=foreign.uid),
        data={"csrf_token": typed(page, "csrf_token"), "direction": "up"},
    )

    assert answer.status_code == 404
    assert session.scalars(select(LogEntry)).all() == []


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", [StaffRole.READER, StaffRole.DESK])
def test_who_may_not_edit_cannot_send_either(
    client: CheckingClient, event: Event, session: Session, role: StaffRole, action: str
) -> None:
    editor = an_account(organisation=event.organisation, role=StaffRole.EDITOR)
    client.sign_in(editor)
    token = typed(client.get(agenda() + "add"), "csrf_token")
    editor.memberships[0].role = role
    answer = client.post(
        agenda() + action.format(uid=an_item(event=event).uid),
        data={"csrf_token": token, "direction": "up"},
    )

    assert answer.status_code == 403
    assert session.scalars(select(LogEntry)).all() == []
