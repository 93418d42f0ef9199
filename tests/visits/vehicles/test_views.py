"""The pages of vehicles: who may, in both languages, and what the buttons do."""

from datetime import UTC, datetime

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.language.local_text import LocalText
from eventreg.visits.vehicles.service import vehicles_of
from eventreg.web import access
from tests.factories import a_visit, an_account, an_organisation
from tests.visits.vehicles.builders import a_vehicle, a_visitor, placed, vehicle_of

PAGES = ("", "add", "{vehicle}/", "{vehicle}/remove")


def address(visit, page="", language="lv", **names):
    place = f"/{language}/organise/e/limbazi/visits/{visit.uid}/vehicles/"
    return place + page.format(**names)


@pytest.fixture
def editor(client, visit):
    """An editor's browser."""
    organisation = visit.event.organisation
    client.sign_in(an_account(organisation=organisation, role=StaffRole.EDITOR))
    return client


def token_of(page):
    """The secret of a form in the page."""
    return next(
        one.get("value") for one in page.document.iter("input") if one.get("name") == "csrf_token"
    )


def move(client, visit, vehicle, *people):
    """Tick the people, choose the vehicle and press the button."""
    token = token_of(client.get(address(visit)))
    data = {"csrf_token": token, "people": [each.uid for each in people]}
    data["vehicle"] = vehicle.uid if vehicle else ""
    return client.post(address(visit, "place"), data=data, follow_redirects=True)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", StaffRole)
def test_each_role_reaches_the_vehicles_it_may(client, visit, role, page):
    client.sign_in(an_account(organisation=visit.event.organisation, role=role))
    welcome = access.EDITORS if page else access.READERS
    answer = client.get(address(visit, page, vehicle=a_vehicle(visit).uid))

    assert answer.status_code == (200 if role in welcome else 403)


@pytest.mark.parametrize("page", ["place", "assign", "{vehicle}/move"])
def test_who_only_reads_moves_nobody(client, visit, page):
    client.sign_in(an_account(organisation=visit.event.organisation, role=StaffRole.READER))
    shown, target = client.get(address(visit)), address(visit, page, vehicle=a_vehicle(visit).uid)

    assert client.post(target, data={"csrf_token": token_of(shown)}).status_code == 403
    assert shown.document.findall(".//main//form") == []


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_sign_in(client, visit, page):
    answer = client.get(address(visit, page, vehicle=a_vehicle(visit).uid))

    assert answer.status_code == 303
    assert answer.location.startswith("/lv/sign-in?")


@pytest.mark.parametrize("page", PAGES)
def test_vehicles_of_another_organisation_do_not_exist(client, visit, page):
    client.sign_in(an_account(organisation=an_organisation(), role=StaffRole.OWNER))

    assert client.get(address(visit, page, vehicle=a_vehicle(visit).uid)).status_code == 404


def test_a_vehicle_of_another_visit_does_not_exist(editor, visit):
    other = a_visit(event=visit.event)

    page = address(visit, "{vehicle}/", vehicle=a_vehicle(other).uid)
    assert editor.get(page).status_code == 404


@pytest.mark.parametrize("language", ["lv", "en"])
def test_vehicles_stand_with_seats_and_people(editor, visit, language):
    bus = a_vehicle(
        visit,
        capacity=2,
        meeting_point=LocalText(lv="Pie stacijas", en="At the station"),
        departs_at=datetime(2026, 5, 5, 6, 30, tzinfo=UTC),
        accompanying="Ilze Ozola",
    )
    placed(visit, bus, a_visitor(visit, last_name="Liepa"), a_visitor(visit, last_name="Kalns"))

    words = editor.get(address(visit, language=language)).words

    expected = {
        "lv": ["Aizņemtas 2 no 2", "Pie stacijas", "plkst. 9.30", "Vietu nav", "ierādīts ar roku"],
        "en": ["2 of 2 seats taken", "At the station", "09:30", "Full", "placed by hand"],
    }[language]
    wanted = [*expected, "Autobuss 1", "Ilze Ozola", "Liepa", "Kalns"]
    assert [text for text in wanted if text not in words] == []  # R13


def test_a_vehicle_is_added(editor, visit):
    form = {"name": "Autobuss 1", "capacity": "40", "meeting_point-lv": "Pie domes"}
    page = editor.submit(address(visit, "add"), form)

    [vehicle] = vehicles_of(visit)
    assert page.path == address(visit)
    assert (vehicle.name, vehicle.capacity) == ("Autobuss 1", 40)
    assert vehicle.meeting_point == {"lv": "Pie domes"}


def test_a_vehicle_without_a_name_or_seats_is_not_added(editor, visit):
    page = editor.submit(address(visit, "add"), {"name": "", "capacity": "0"})

    assert page.status_code == 422
    assert len(page.errors) == 2
    assert vehicles_of(visit) == []


def test_a_vehicle_cannot_be_made_smaller_than_those_in_it(editor, visit):  # R6
    bus = a_vehicle(visit)
    placed(visit, bus, a_visitor(visit), a_visitor(visit))

    page = editor.submit(address(visit, "{vehicle}/", vehicle=bus.uid), {"capacity": "1"})

    assert page.status_code == 422
    assert len(page.errors) == 1


def test_a_vehicle_is_removed_after_a_question(editor, visit):
    bus, anna = a_vehicle(visit), a_visitor(visit)
    placed(visit, bus, anna)

    editor.submit(address(visit, "{vehicle}/remove", vehicle=bus.uid))

    assert vehicles_of(visit) == []
    assert visit.taken == 1


def test_people_ticked_are_moved(editor, visit, session):
    bus, anna = a_vehicle(visit), a_visitor(visit)

    move(editor, visit, bus, anna)

    session.expire_all()
    assert (vehicle_of(anna), anna.visit_choices[0].placed_by_hand) == (bus, True)


def test_who_finds_no_seat_stays_ticked(editor, visit, session):  # R6
    car, people = a_vehicle(visit, capacity=1), [a_visitor(visit), a_visitor(visit)]

    page = move(editor, visit, car, *people)

    ticked = [
        one.get("value")
        for one in page.document.iter("input")
        if one.get("name") == "people" and one.get("checked") is not None
    ]
    assert page.status_code == 422
    assert len(page.errors) == 1
    assert sorted(ticked) == sorted(each.uid for each in people)
    session.expire_all()
    assert car.taken == 0


def test_everybody_is_given_a_vehicle_by_one_button(editor, visit, session):
    bus, people = a_vehicle(visit), [a_visitor(visit), a_visitor(visit)]
    page = editor.get(address(visit))

    done = editor.submit(page, action=address(visit, "assign"))

    session.expire_all()
    assert [vehicle_of(each) for each in people] == [bus, bus]
    assert done.status_code == 200


def test_a_visit_without_vehicles_says_so(editor, visit):
    words = editor.get(address(visit)).words

    assert "Šim apmeklējumam transportlīdzeklis vēl nav paredzēts." in words
