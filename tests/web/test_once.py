"""Two clicks make one thing, also when both come at the same moment (R9)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, local

import pytest
from sqlalchemy import func, select

from eventreg.agenda.models import AgendaItem
from eventreg.database import has_one_writer
from eventreg.registration import service
from eventreg.registration.models import Registration
from eventreg.web import once
from tests.client import CheckingClient
from tests.factories import (
    a_network,
    a_visit,
    an_account,
    an_item,
    an_open_event,
)
from tests.web.test_guards import PERSON

BY_HAND = PERSON | {"email": "anna@example.org", "role": "expert", "language": "lv"}


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis", capacity=5)


@pytest.fixture
def organiser(client, event):
    client.sign_in(an_account(organisation=event.organisation))
    return client


@pytest.fixture
def at_once(app, client, session, monkeypatch):
    """Sends a form twice at the same moment; where two can write, both have looked before."""

    def send(page, fields, button=None):
        barrier, looked = Barrier(2), local()

        def looking_together(look):
            def looks(*args, **kwargs):
                found = look(*args, **kwargs)
                if not has_one_writer() and not getattr(looked, "once", False):
                    looked.once = True
                    barrier.wait(timeout=30)
                return found

            return looks

        looking = service._wished_if_possible
        monkeypatch.setattr(once, "_answered", looking_together(once._answered))
        monkeypatch.setattr(service, "_wished_if_possible", looking_together(looking))

        def click(clicker):
            return clicker.submit(page, fields, button=button)

        session.commit()
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(click, [twin_of(client), twin_of(client)]))

    return send


def twin_of(client: CheckingClient) -> CheckingClient:
    """Another connection of the same browser."""
    twin = client.application.test_client()
    for cookie in client._cookies.values():
        twin.set_cookie(cookie.key, cookie.decoded_value, domain=cookie.domain, path=cookie.path)
    return twin


def number_of(session, model):
    return session.scalar(select(func.count(model.id)))


def test_two_clicks_at_the_same_moment_register_once(client, event, session, at_once):  # R9
    check = client.submit("/lv/e/cesis/register", PERSON | {"email": "anna@example.org"})
    first, second = at_once(check, {}, button="send")

    assert number_of(session, Registration) == 1
    assert (first.status_code, first.path) == (200, "/lv/e/cesis/register/done")
    assert first.text == second.text
    session.refresh(event)
    assert event.taken == 1


def test_two_clicks_at_the_same_moment_add_one_item_to_the_agenda(organiser, session, at_once):
    form = organiser.get("/lv/organise/e/cesis/agenda/add")
    first, second = at_once(form, {"title-lv": "Atklāšana"})

    assert number_of(session, AgendaItem) == 1
    assert first.heading == second.heading
    assert (first.path, second.path) == ("/lv/organise/e/cesis/agenda/",) * 2


def test_two_clicks_at_the_same_moment_enter_a_person_once_and_complain_of_nothing(
    organiser, session, at_once
):
    first, second = at_once(organiser.get("/lv/organise/e/cesis/people/add"), BY_HAND)

    assert number_of(session, Registration) == 1
    assert first.path == second.path
    assert (first.status_code, second.status_code) == (200, 200)


def test_pressing_a_button_twice_copies_once(organiser, event, session):
    item = an_item(event=event)
    page = organiser.get("/lv/organise/e/cesis/agenda/")
    copying = f"/lv/organise/e/cesis/agenda/{item.uid}/duplicate"
    first, second = (organiser.submit(page, action=copying) for _ in range(2))

    assert number_of(session, AgendaItem) == 2
    assert first.path == second.path


@pytest.mark.database("sqlite")
def test_every_form_that_makes_something_makes_it_once(organiser, event, session):
    visit, network = a_visit(event=event), a_network(organisation=event.organisation)
    organisation, room = event.organisation.slug, "/lv/organise/e/cesis"
    session.commit()
    pages = (
        f"/lv/organise/o/{organisation}/new",
        f"{room}/agenda/add",
        f"{room}/visits/add",
        f"{room}/visits/{visit.uid}/vehicles/add",
        f"{room}/questions/add?kind=yes_no",
        f"{room}/people/add",
        f"{room}/invitations/add",
        f"/lv/organise/o/{organisation}/members/new",
        f"/lv/organise/networks/{organisation}/add",
        f"/lv/organise/networks/{organisation}/{network.uid}/add",
        f"/lv/organise/networks/{organisation}/{network.uid}/paste",
        f"/lv/organise/institutions/{organisation}/add",
    )

    assert [path for path in pages if 'name="once_key"' not in organiser.get(path).text] == []
