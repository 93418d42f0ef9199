import pytest
from sqlalchemy.orm import Session

from eventreg.accounts.models import StaffRole
from eventreg.events.models import Event
from eventreg.visits.models import HostInstitution
from tests.client import CheckingClient
from tests.factories import a_host, an_account, an_event
from tests.visits.builders import TUESDAY, WEDNESDAY


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
