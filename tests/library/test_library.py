"""Everybody finds the good practices of all events, and the authors as far as they agreed."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from eventreg.contributions.models import ContributionKind, ContributionState, Naming
from eventreg.contributions.naming.service import change_naming
from eventreg.events.models import EventStatus
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.library.asked import region_key
from eventreg.registration.links import token_of
from tests.factories import COMMAND, NOON, a_contribution, a_registration, an_event
from tests.public.builders import a_past_event, a_public_event, a_topic, the_territory
from tests.public.statements import counted_statements

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def event(latvia):
    return a_past_event(host_territory=the_territory("Limbažu novads", date(2017, 11, 21)))


def titles(page):
    return [one.text for one in page.all(".practice-card h3 a")]


def test_the_library_holds_accepted_practices_of_public_events_alone(client, event):
    a_contribution(event=event, title="Mentors vakarskolā")
    a_contribution(event=event, title="Iesniegts", state=ContributionState.SUBMITTED)
    a_contribution(event=event, title="Viedoklis", kind=ContributionKind.OPINION)
    a_contribution(event=an_event(status=EventStatus.DRAFT), title="Melnraksts")

    page = client.get("/lv/practices/")

    assert "Mentors vakarskolā" in page.text
    assert not any(word in page.text for word in ("Iesniegts", "Viedoklis", "Melnraksts"))


@pytest.mark.parametrize(
    "words",
    ["kekavas skola", "SKOLENI", "night school", "limbazi municipality"],
)
def test_it_is_searched_in_both_languages_without_diacritics(client, event, words):  # R5
    title = LocalText(lv="Skolēni Ķekavas skolā", en="Pupils at night school")
    a_contribution(event=event, title=title, text=LocalText(lv="Darbs"))
    a_contribution(event=event, title="Cits", territory=the_territory("Rīga", date(2026, 1, 1)))

    page = client.get("/lv/practices/", query_string={"q": words})

    assert "Skolēni Ķekavas" in page.text
    assert "Cits" not in page.text


def test_it_is_filtered_by_topic_year_municipality_and_region_of_today(client, event):  # R4
    old = the_territory("Alojas novads", date(2017, 11, 21))
    today = the_territory("Limbažu novads", date(2026, 3, 2))
    a_contribution(event=event, title="Senais", territory=old, topic=a_topic(event, "Darbs", "a"))
    newer = a_public_event(starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 1))
    riga = the_territory("Rīga", date(2026, 1, 1))
    a_contribution(event=newer, title="Jaunais", territory=riga)

    asked = [
        {"topic": "a"},
        {"year": "2017"},
        {"territory": today.code},
        {"region": region_key(today)},
        {"event": event.slug},
    ]
    pages = [client.get("/lv/practices/", query_string=each).text for each in asked]

    assert [("Senais" in page, "Jaunais" in page) for page in pages] == [(True, False)] * 5


def test_a_page_holds_twelve_and_leads_to_the_next(client, event):
    for number in range(13):
        a_contribution(event=event, title=f"Prakse {number:02}", position=number)

    first, second = client.get("/lv/practices/"), client.get("/lv/practices/?page=2")

    assert first.text.count('class="practice-card"') == 12
    assert second.text.count('class="practice-card"') == 1


def test_the_number_of_statements_does_not_grow_with_the_library(client, event):
    a_contribution(event=event, registration=a_registration(event=event))
    with counted_statements() as few:
        client.get("/lv/practices/")
    for _ in range(4):
        a_contribution(event=event, registration=a_registration(event=event))
    with counted_statements() as many:
        client.get("/lv/practices/")

    assert len(many) == len(few)


def test_who_withdraws_the_consent_is_named_nowhere_at_once(client, event):  # R21
    anna = a_registration(event=event, first_name="Anna", last_name="Lapsa")
    one = a_contribution(
        event=event, registration=anna, naming=Naming.NAME, institution="Alojas vidusskola"
    )
    places = (f"/lv/practices/{one.uid}/", "/lv/practices/feed.xml")
    before = [client.get(place).text for place in places]

    form = client.get(f"/lv/r/{token_of(anna)}/contributions/{one.uid}/naming")
    client.submit(form, {"naming": "not_named"})
    after = [client.get(place).text for place in places]

    assert all("Anna Lapsa" in text for text in before)
    assert not any(name in text for text in after for name in ("Lapsa", "Alojas vidusskola"))


def test_a_changed_mind_about_being_named_is_in_the_log(session, event):  # R28
    one = a_contribution(event=event, naming=Naming.NAME)

    change_naming(one, naming=Naming.INSTITUTION, actor=COMMAND, now=NOON)
    entry = session.query(LogEntry).filter_by(subject_uid=one.uid).one()

    assert (entry.before, entry.after) == ({"naming": "name"}, {"naming": "institution"})


def test_nobody_changes_how_another_one_is_named(client, event):
    anna, juris = a_registration(event=event), a_registration(event=event)
    one = a_contribution(event=event, registration=anna, naming=Naming.NAME)

    answer = client.get(f"/lv/r/{token_of(juris)}/contributions/{one.uid}/naming")

    assert answer.status_code == 404


def test_a_practice_leads_to_those_that_say_much_the_same(client, event):
    one = a_contribution(event=event, title="Mentors vakarskolas skolēniem")
    a_contribution(event=event, title="Mentori vakarskolas skolēnam")
    a_contribution(event=event, title="Atkritumu šķirošana pagastā")

    page = client.get(f"/lv/practices/{one.uid}/")

    assert "Mentori vakarskolas" in page.text
    assert "Atkritumu" not in page.text


def test_the_feed_has_each_practice_with_its_stable_address(client, event):  # RFC 4287
    one = a_contribution(event=event, title="Mentors & “draugs”")

    feed = ET.fromstring(client.get("/en/practices/feed.xml").text)
    entry = feed.find(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}title") == "Mentors & “draugs”"
    assert entry.findtext(f"{ATOM}id").endswith(f"/en/practices/{one.uid}/")


def test_a_practice_that_is_still_the_same_is_not_sent_again(client, event):
    one = a_contribution(event=event)
    first = client.get(f"/lv/practices/{one.uid}/")

    again = client.get(first.request.path, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_the_map_of_the_site_and_the_event_lead_to_the_practice(client, event):
    one = a_contribution(event=event)

    assert f"/lv/practices/{one.uid}/" in client.get("/sitemap.xml").text
    assert f"/lv/practices/?event={event.slug}" in client.get(f"/lv/e/{event.slug}/").text
