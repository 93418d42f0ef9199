"""The list of events: what is in it, in which order, and how it is searched."""

from datetime import date, timedelta

import pytest

from eventreg.events.models import EventStatus
from tests.factories import NOON, an_event
from tests.public.builders import (
    a_past_event,
    a_public_event,
    a_topic,
    takes_part,
    the_territory,
)
from tests.public.statements import counted_statements


def titles(page):
    return page.all("h3")


@pytest.mark.parametrize(
    ("asked", "given"), [("lv", "lv"), ("en-GB,en;q=0.8", "en"), ("de", "lv"), ("", "lv")]
)
def test_the_first_address_leads_to_the_language_the_browser_asks_for(client, asked, given):
    answer = client.get("/", headers={"Accept-Language": asked})

    assert (answer.status_code, answer.location) == (302, f"/{given}/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_empty_list_says_so(client):
    page = client.get("/en/")

    assert "No event is planned just now." in page.words
    assert "No event is past yet." in page.words


def test_coming_events_stand_nearest_first_and_past_ones_latest_first(client):
    a_public_event("Vēlākā", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 1))
    a_public_event("Tuvākā", starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 1))
    a_past_event("Senākā", starts_on=date(2015, 1, 1), ends_on=date(2015, 1, 1))
    a_past_event("Nesenā")

    assert titles(client.get("/lv/")) == ["Tuvākā", "Vēlākā", "Nesenā", "Senākā"]


def test_an_event_is_coming_until_its_last_day_is_over(client, time_stands):
    a_public_event("Šodien", starts_on=date(2026, 3, 1), ends_on=NOON.date())
    past = "No event is past yet."

    assert past in client.get("/en/").words
    time_stands(NOON + timedelta(days=1))
    assert past not in client.get("/en/").words


def test_a_draft_and_an_event_taken_back_to_draft_are_not_in_the_list(client):
    an_event()
    a_public_event(status=EventStatus.DRAFT)

    assert titles(client.get("/lv/")) == []


def test_a_cancelled_event_stays_in_the_list_and_says_so(client):
    a_public_event(status=EventStatus.CANCELLED)

    assert "Atcelts" in client.get("/lv/").words


@pytest.mark.parametrize("words", ["kekava", "Ķekavā", "  EKSPERTU  kekav ", "tikšanās"])
def test_it_searches_without_diacritics_case_or_order(client, words):
    a_public_event("Ekspertu tikšanās Ķekavā")
    a_public_event("Darbnīca Ogrē", search_text="darbnica ogre")

    assert titles(client.get("/lv/", query_string={"q": words})) == ["Ekspertu tikšanās Ķekavā"]


def test_signs_that_mean_something_to_the_database_are_searched_as_they_are(client):
    a_public_event("Darbnīca Ogrē")

    assert titles(client.get("/lv/", query_string={"q": "%"})) == []


def test_what_was_searched_stays_in_the_field(client):
    page = client.get("/en/", query_string={"q": '"><b>x'})

    assert [one.get("value") for one in page.document.iter("input")] == ['"><b>x']
    assert "No coming event fits your search." in page.words


def test_it_filters_by_year(client):
    a_past_event("Sena")
    a_public_event("Jauna")

    assert titles(client.get("/lv/?year=2017")) == ["Sena"]


def test_it_filters_by_territory(client, latvia):
    limbazi = the_territory("Limbažu novads", date(2017, 11, 21))
    a_past_event("Limbažos", host_territory=limbazi)
    a_past_event("Citur")

    assert titles(client.get(f"/lv/?territory={limbazi.code}")) == ["Limbažos"]


def test_it_filters_by_topic(client):
    a_topic(a_public_event("Par skolām"), "izglītība", "education")
    a_topic(a_public_event("Par darbu"), "nodarbinātība", "employment")

    assert titles(client.get("/lv/?topic=education")) == ["Par skolām"]


def test_filters_offer_only_what_public_events_have(client):
    a_topic(a_public_event(), "veselība", "health")
    a_topic(an_event(starts_on=date(1999, 1, 1), ends_on=date(1999, 1, 2)), "slepena", "secret")

    offered = client.get("/en/").all("option")

    assert offered == ["All years", "2026", "All municipalities", "All topics", "veselība"]


@pytest.mark.parametrize("query", ["year=abc", "year=-1", "page=0", "page=x", "topic=%00", "q=%00"])
def test_an_address_that_makes_no_sense_asks_for_nothing_harmful(client, query):
    assert client.get(f"/lv/?{query}").status_code == 200


def test_past_events_come_in_pages_that_keep_the_filters(client):
    for number in range(21):
        day = date(2017, 1, 1) + timedelta(days=number)
        a_past_event(f"Nr. {number}", starts_on=day, ends_on=day)

    first = client.get("/en/?year=2017")
    last = client.get(first.links["Next"])

    assert len(titles(first)) == 20
    assert titles(last) == ["Nr. 0"]
    assert "year=2017" in first.links["Next"]


def test_a_past_event_shows_how_many_came_from_how_many_municipalities(client, latvia):
    event = a_past_event()
    for name in ("Jelgava", "Jelgavas novads"):
        takes_part(event, the_territory(name, event.starts_on))
    takes_part(event)

    words = client.get("/en/").words

    assert "3 participants" in words
    assert "2 municipalities" in words


def test_the_title_falls_back_to_latvian_and_says_which_language_it_is(client):
    a_public_event("Ekspertu tikšanās")

    link = next(one for one in client.get("/en/").document.iter("h3")).find("a/span")

    assert link is not None
    assert link.get("lang") == "lv"


def test_the_number_of_statements_does_not_grow_with_the_list(client, latvia):
    territory = the_territory("Ogres novads", date(2017, 11, 21))
    takes_part(a_past_event(host_territory=territory), territory)
    a_public_event()
    with counted_statements() as few:
        client.get("/lv/")
    for _ in range(3):
        takes_part(a_past_event(host_territory=territory), territory)
        a_public_event(host_territory=territory)
    with counted_statements() as many:
        client.get("/lv/")

    assert len(many) == len(few)
