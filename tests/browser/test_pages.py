"""Every page, as axe sees it: in both languages, light and dark, on a phone and on a desktop."""

import pytest

from tests.browser.accessibility import violations
from tests.world import a_world, walk

pytestmark = [pytest.mark.database("sqlite"), pytest.mark.timeout(600)]


@pytest.fixture
def world(latvia):
    return a_world()


@pytest.fixture
def signed_in(app, world):
    """The cookie of the organiser's session."""
    client = app.test_client()
    client.sign_in(world.organiser)
    return client


def paths(found):
    return [path for endpoint in sorted(found) for path in found[endpoint]]


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_public_pages_are_accessible(app, world, visitor, language):
    pages = paths(walk(app, app.test_client(), *world.starts(language), most=2))
    page = visitor(language=language)

    assert [one for path in pages for one in violations(page, path)] == []


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_organisers_pages_are_accessible(app, world, signed_in, visitor, language, server):
    pages = paths(walk(app, signed_in, *world.starts_of_staff(language), most=1))
    page = visitor(language=language)
    cookie = signed_in.get_cookie("eventreg").value
    page.context.add_cookies([{"name": "eventreg", "value": cookie, "url": server}])

    assert [one for path in pages for one in violations(page, path)] == []
