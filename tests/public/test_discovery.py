"""What machines ask for, and how pages are kept."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.factories import NOON, an_account, an_event
from tests.public.builders import a_public_event, takes_part

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_robots_are_led_to_the_map_and_kept_from_personal_links(client):
    text = client.get("/robots.txt").text

    assert "Disallow: /lv/r/\n" in text
    assert "/sitemap.xml\n" in text


def test_the_map_of_the_site_has_public_events_in_both_languages(client):
    event = a_public_event()
    hidden = an_event()

    text = client.get("/sitemap.xml").text
    places = [one.text for one in ET.fromstring(text).iter(LOC)]

    assert len([place for place in places if event.slug in place]) == 2
    assert hidden.slug not in text


def test_whoever_finds_a_fault_in_security_learns_whom_to_tell(client):  # RFC 9116
    fields = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines()
    )
    expires = datetime.fromisoformat(fields["Expires"])

    assert fields["Contact"].startswith("mailto:")
    assert NOON < expires < NOON + timedelta(days=365)
    assert expires.tzinfo == UTC


@pytest.mark.parametrize("path", ["/lv/", "/en/privacy", "/lv/accessibility", "/sitemap.xml"])
def test_a_page_that_is_still_the_same_is_not_sent_again(client, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_page_that_changed_is_sent_again(client):
    event = a_public_event()
    address = f"/lv/e/{event.slug}/"
    first = client.get(address)
    takes_part(event)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200


def test_what_a_signed_in_person_sees_is_kept_nowhere(client):
    client.sign_in(an_account(organisation=an_event().organisation))

    page = client.get("/lv/")

    assert page.headers["Cache-Control"] == "no-store"
    assert "ETag" not in page.headers


def test_a_page_for_everybody_sets_no_cookie(client):
    event = a_public_event()

    assert client.get(f"/lv/e/{event.slug}/").headers.getlist("Set-Cookie") == []
