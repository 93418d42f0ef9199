"""Who takes part in an event, in numbers: totals, map and table."""

from datetime import date

from eventreg.registration.models import (
    Affiliation,
    ParticipantRole,
    RegistrationState,
)
from tests.page_rules import text_of
from tests.public.builders import a_past_event, takes_part, the_territory
from tests.public.reading import address, part, rows


def test_participants_are_counted_by_municipality_in_latvian_order(client, latvia):  # R2, R3, R5
    event = a_past_event(host_territory=the_territory("Limbažu novads", date(2017, 11, 21)))
    for name in ("Ķekavas novads", "Jēkabpils", "Kandavas novads", "Jelgava", "Jelgava"):
        takes_part(event, the_territory(name, event.starts_on))
    takes_part(event, event.host_territory, role=ParticipantRole.HOST)
    takes_part(event)

    page = client.get(address(event, "lv"))

    assert rows(page) == [
        ["Pašvaldība", "Dalībnieki"],
        ["Jelgava", "2"],
        ["Jēkabpils (tagad Jēkabpils novads)", "1"],
        ["Kandavas novads (tagad Tukuma novads)", "1"],
        ["Ķekavas novads", "1"],
        ["Uzņemošā pašvaldība", "1"],
        ["Valsts iestādes", "1"],
        ["Kopā", "7"],
    ]
    assert "pārstāvētas pašvaldības 4" in part(page, "participants")


def test_a_map_stands_beside_the_table_and_says_what_it_shows(client, latvia):  # A06
    event = a_past_event()
    takes_part(event, the_territory("Jelgava", event.starts_on))

    page = client.get(address(event, "lv"))
    drawing = next(
        one for one in page.document.iter() if one.tag.endswith("svg") and one.get("role") == "img"
    )

    assert "Jelgava" in text_of(drawing)


def test_there_is_no_map_while_nobody_comes_from_a_municipality(client):
    event = a_past_event()
    takes_part(event)

    page = client.get(address(event))

    assert not [one for one in page.document.iter() if one.get("role") == "img"]


def test_a_host_of_any_municipality_counts_with_the_hosts(client, latvia):
    event = a_past_event()
    takes_part(event, the_territory("Jelgava", event.starts_on), role=ParticipantRole.HOST)

    assert rows(client.get(address(event)))[1:] == [["Host municipality", "1"], ["In all", "1"]]


def test_only_confirmed_people_of_this_event_count(client, latvia):
    event = a_past_event()
    takes_part(event, affiliation=Affiliation.ORGANISATION)
    takes_part(event, state=RegistrationState.CANCELLED)
    takes_part(event, state=RegistrationState.WAITING)
    takes_part(a_past_event())

    assert rows(client.get(address(event)))[-1] == ["In all", "1"]


def test_no_name_and_no_address_of_a_participant_is_on_the_page(client):  # R18
    event = a_past_event()
    person = takes_part(event, first_name="Rasma", last_name="Neredzamā")

    html = client.get(address(event)).get_data(as_text=True)

    assert not [word for word in ("Rasma", "Neredzamā", person.email) if word in html]


def test_made_up_people_are_marked_as_samples(client):
    event = a_past_event()
    takes_part(event, sample=True)

    assert "Sample data" in client.get(address(event)).words


def test_real_people_are_not_marked_as_samples(client):
    event = a_past_event()
    takes_part(event)

    assert "Sample data" not in client.get(address(event)).words
