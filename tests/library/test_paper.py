"""A practice on paper."""

import pytest

from eventreg.contributions.models import Naming
from eventreg.contributions.naming.service import change_naming
from eventreg.documents.press import Press
from tests.documents.conftest import words_of
from tests.factories import COMMAND, NOON, a_contribution, a_registration
from tests.public.builders import a_past_event

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture(scope="module")
def press():
    """One warm renderer."""
    press = Press(processes=1)
    yield press
    press.close()


@pytest.fixture
def one_press(app, press):
    """The application under test prints with it."""
    app.extensions["eventreg.press"] = press


def test_a_paper_names_the_author_until_that_is_withdrawn(
    client, one_press, latvia, tmp_path
):  # R21
    event = a_past_event()
    anna = a_registration(event=event, first_name="Anna", last_name="Lapsa")
    one = a_contribution(event=event, registration=anna, naming=Naming.NAME)
    address = f"/lv/practices/{one.uid}/practice.pdf"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    change_naming(one, naming=Naming.NOT_NAMED, actor=COMMAND, now=NOON)
    later = client.get(address)

    assert "Anna Lapsa" in words_of(first.data, tmp_path)
    assert (again.status_code, again.data) == (304, b"")
    assert "Lapsa" not in words_of(later.data, tmp_path)


def test_the_same_practice_gives_the_same_bytes(client, one_press, latvia):  # R17
    one = a_contribution(event=a_past_event())
    address = f"/en/practices/{one.uid}/practice.pdf"
    first = client.get(address).data
    client.application.extensions["eventreg.parts"].clear()

    assert client.get(address).data == first
