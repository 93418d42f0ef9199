"""The desk's pages, by forms alone, and who may use them."""

from datetime import date

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.attendance.service import attended
from eventreg.events.models import Event
from eventreg.registration import tickets
from eventreg.registration.models import Registration
from tests.client import CheckingClient, local
from tests.factories import a_registration, an_account, an_open_event, an_organisation

DAY = "2026-05-05"
DESK = f"/lv/organise/e/tiksanas/desk/{DAY}/"


@pytest.fixture
def event(latvia) -> Event:
    return an_open_event(starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 6), slug="tiksanas")


@pytest.fixture
def person(event) -> Registration:
    return a_registration(event=event, first_name="Zane", last_name="Āboliņa")


@pytest.fixture
def desk(client: CheckingClient, event: Event) -> CheckingClient:
    """Somebody at a desk."""
    client.sign_in(
        an_account(organisation=event.organisation, role=StaffRole.DESK, name="Jānis Ozols")
    )
    return client


def token_of(client: CheckingClient) -> str:
    """The token against forged requests, out of a page that everybody gets."""
    page = client.get("/lv/organise/", follow_redirects=True)
    fields = {one.get("name"): one.get("value", "") for one in page.document.iter("input")}
    return fields["csrf_token"]


def notes(desk: CheckingClient, *given: dict[str, object]):
    token = {"X-CSRFToken": token_of(desk)}
    return desk.post(f"{DESK}notes.json", json={"notes": list(given)}, headers=token)


def test_it_checks_in_and_undoes_without_a_script(desk, event, person):
    page = desk.get(f"{DESK}?q=abolina")
    done = desk.submit(page, action=f"{DESK}note")

    assert "✓ Ierašanās atzīmēta Zane Āboliņa" in done.words
    assert "(Jānis Ozols)." in done.words
    assert attended(event) == {person.id: {DAY}}

    again = desk.get(f"{DESK}?q={tickets.code_of(person)}")
    assert "Ierašanās atzīmēta plkst. 12.00 (Jānis Ozols)." in again.words

    assert "Atzīme ir atcelta" in desk.submit(again, action=f"{DESK}note").words
    assert attended(event) == {}


def test_a_device_sends_its_notes_and_hears_what_became_of_them(desk, event, person):
    given = {
        "uid": "a-note-of-a-phone",
        "person": person.uid,
        "present": True,
        "at": "2026-03-02T09:12:00Z",
    }

    answers = [notes(desk, given).json for _ in range(2)]

    assert (
        answers
        == [
            {
                "outcomes": [
                    {
                        "uid": "a-note-of-a-phone",
                        "kept": True,
                        "counts": True,
                        "standing": "present",
                        "by": "Jānis Ozols",
                        "since": "2026-03-02T09:12:00+00:00",
                    }
                ]
            }
        ]
        * 2
    )
    assert notes(desk, given | {"at": "9:12"}).status_code == 400
    assert notes(desk, given | {"more": 1}).status_code == 400


def test_a_list_that_has_not_changed_is_not_sent_again(desk, person):
    first = desk.get(f"{DESK}list.json")
    again = desk.get(f"{DESK}list.json", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.json["expected"], again.status_code) == (1, 304)


def test_the_camera_is_for_the_desk_alone(desk, person):
    assert desk.get(DESK).headers["Permissions-Policy"].startswith("camera=(self),")
    assert desk.get("/lv/").headers["Permissions-Policy"].startswith("camera=(),")


WALK_IN = {
    "first_name": "Māra",
    "last_name": "Kļava",
    "email": "mara@example.org",
    "affiliation": "state",
    "institution": "Izglītības ministrija",
}


def test_who_comes_unannounced_is_entered_once(desk, event):
    page = desk.get(f"{DESK}walk-in")
    answers = [desk.submit(page, WALK_IN) for _ in range(2)]

    assert ["Māra Kļava" in answer.words for answer in answers] == [True, True]
    assert len(attended(event)) == 1


def test_only_editors_are_asked_why_a_limit_is_exceeded(client, event):
    event.capacity = 0
    asked = {}
    for role in (StaffRole.DESK, StaffRole.EDITOR):
        client.sign_in(an_account(organisation=event.organisation, role=role))
        page = client.get(f"{DESK}walk-in")
        asked[role] = [one.get("name") for one in page.document.iter("input")].count("beyond")
        refused = client.submit(page, WALK_IN)
        assert refused.status_code == 422

    assert asked == {StaffRole.DESK: 0, StaffRole.EDITOR: 1}
    assert "Māra Kļava" in client.submit(page, WALK_IN | {"beyond": "Runātājas vietā"}).words


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_days_are_offered_in_both_languages(desk, person, language):
    page = desk.get(f"/{language}/organise/e/tiksanas/desk/")

    assert page.heading == {"lv": "Dalībnieku reģistrācija", "en": "Registration desk"}[language]
    assert desk.get(local(page.links["2026. gada 5. maijs" if language == "lv" else "5 May 2026"]))


@pytest.mark.parametrize("role", [*StaffRole, "stranger", "nobody"])
def test_each_address_is_for_those_who_work_at_a_desk(client, event, person, role):
    if role == "stranger":
        client.sign_in(an_account(organisation=an_organisation()))
    elif role != "nobody":
        client.sign_in(an_account(organisation=event.organisation, role=role))
    may = role in {StaffRole.OWNER, StaffRole.EDITOR, StaffRole.DESK}
    refused = {StaffRole.READER: 403, "stranger": 404, "nobody": 303}.get(role)

    reads = [
        client.get(path).status_code
        for path in (DESK.replace(f"{DAY}/", ""), DESK, f"{DESK}list.json", f"{DESK}walk-in")
    ]
    token = {"X-CSRFToken": token_of(client)}
    writes = [
        client.post(f"{DESK}note", headers=token).status_code,
        notes(client).status_code,
        client.post(f"{DESK}walk-in", headers=token).status_code,
    ]
    badge = client.get("/lv/organise/e/tiksanas/sheets/badge/card/nobody-of-that-name.pdf")

    assert reads == [200] * 4 if may else [refused] * 4
    assert writes == [303, 200, 422] if may else [refused] * 3
    assert badge.status_code == (404 if may else refused)
