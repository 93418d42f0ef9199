"""Who reaches which room of the organisers: each address by each role, and by those who have none.

`roles.csv` says it page by page. A new page is entered there by hand, so that somebody has thought
of who may use it.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.delegations import links
from eventreg.registration.links import token_of
from eventreg.web import access
from tests.factories import (
    a_delegation,
    a_registration,
    an_account,
    an_event,
    an_organisation,
)

pytestmark = [pytest.mark.database("sqlite"), pytest.mark.slow]

ROLES = {
    row.pop("page"): {StaffRole(role) for role, word in row.items() if word == "may"}
    for row in csv.DictReader((Path(__file__).parent / "roles.csv").read_text("utf-8").splitlines())
}
METHODS = ("GET", "POST")
SET_UP = "/lv/organise/account/second-factor"
OWN = {"staff", "own account"}  # about no event or organisation that the address names


@pytest.fixture
def event(app):
    found = an_event(organisation=an_organisation(slug="km"), slug="cesis-2026")
    db.session.commit()
    return found


@pytest.fixture
def addresses(app, event):
    """Method, endpoint and path of each room; what stands below the event is made up."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "/organise" not in rule.rule:
                continue
            known = {"lang": "lv", "slug": event.slug, "organisation_slug": "km"}
            made_up = {
                name: known.get(name, 1 if "Integer" in type(converter).__name__ else "x")
                for name, converter in rule._converters.items()
            }
            _, path = rule.build(made_up)
            found += [(method, rule.endpoint, path) for method in METHODS if method in rule.methods]
    return found


def answers(client, addresses, start="/lv/sign-in"):
    """Endpoints by what was answered; a form is sent empty, from a page of the same browser."""
    page = client.get(start)
    token = next(box for box in page.document.iter("input") if box.get("name") == "csrf_token")
    data = {"csrf_token": token.get("value")}
    found = defaultdict(set)
    for method, endpoint, path in addresses:
        answer = client.get(path) if method == "GET" else client.post(path, data=data)
        found[led_to(answer)].add((method, endpoint))
    return found


def led_to(answer):
    if answer.status_code == 303 and answer.location.startswith("/lv/sign-in"):
        return "sign in"
    if answer.status_code == 303 and answer.location.startswith(SET_UP):
        return "second factor"
    return answer.status_code


def test_each_room_is_in_the_table_of_roles(app):
    rooms = {rule.endpoint for rule in app.url_map.iter_rules() if "/organise" in rule.rule}

    assert rooms == set(ROLES)


@pytest.mark.parametrize("role", StaffRole)
def test_a_role_reaches_its_rooms_and_no_other(client, addresses, event, role):
    client.sign_in(an_account(organisation=event.organisation, role=role))
    found = answers(client, addresses, "/lv/organise/")

    assert {endpoint for _, endpoint in found[403]} == {
        endpoint for endpoint, welcome in ROLES.items() if role not in welcome
    }
    assert not found["sign in"]
    # Neither an empty form nor a part that does not exist is a fault of the house.
    assert [status for status in found if isinstance(status, int) and status >= 500] == []


def test_the_owner_of_another_organisation_finds_nothing(client, addresses, event):
    client.sign_in(an_account(organisation=an_organisation(), role=StaffRole.OWNER))
    found = answers(client, addresses, "/lv/organise/")
    own = {endpoint for endpoint in ROLES if access.rule_of(endpoint).name in OWN}

    assert found[404] >= {each for each in _asked(addresses) if each[1] not in own}
    assert not found[403] | found["sign in"]


def test_who_lacks_a_second_factor_that_is_required_finds_everything_closed(
    client, addresses, event
):
    event.organisation.second_factor_required = True
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.OWNER))
    found = answers(client, addresses, "/lv/organise/account/")
    about_oneself = {one for one in ROLES if access.rule_of(one).name == "own account"}

    assert found["second factor"] >= {
        each for each in _asked(addresses) if each[1] not in about_oneself
    }


def _nobody(event: Event) -> str:
    return "/lv/sign-in"


def _expert(event: Event) -> str:
    return f"/lv/r/{token_of(a_registration(event=event))}/"


def _coordinator(event: Event) -> str:
    return f"/lv/d/{links.token_of(a_delegation(event=event))}/"


@pytest.mark.parametrize("start", [_nobody, _expert, _coordinator])
def test_who_is_no_staff_is_sent_to_sign_in_everywhere(client, addresses, event, start):
    assert client.get(start(event)).status_code == 200
    found = answers(client, addresses)

    assert found["sign in"] == set(_asked(addresses))


def _asked(addresses):
    return [(method, endpoint) for method, endpoint, _ in addresses]
