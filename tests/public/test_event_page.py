"""The page of an event, as everybody sees it."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from eventreg.agenda.models import ItemKind
from eventreg.documents.models import Document, DocumentKind
from eventreg.events.models import Admission, Audience, EventStatus
from eventreg.language.local_text import LocalText
from eventreg.reports.models import Report
from tests.factories import NOON, a_speaker, a_visit, an_account, an_event, an_item
from tests.page_rules import text_of
from tests.public.builders import PUBLISHED, a_past_event, a_public_event, takes_part, the_territory
from tests.public.reading import address, part
from tests.public.statements import counted_statements


def test_it_says_what_when_and_where(client, latvia):
    event = a_past_event(
        "Ekspertu tikšanās Limbažu novadā",
        host_territory=the_territory("Limbažu novads", date(2017, 11, 21)),
        place=LocalText(lv="Kultūras nams"),
        address="Jūras iela 1",
    )

    page = client.get(address(event, "lv"))

    assert page.heading == "Ekspertu tikšanās Limbažu novadā"
    assert "2017. gada 21. un 22. novembrī" in page.words  # R15
    where = ("Kultūras nams", "Jūras iela 1", "Limbažu novads")
    assert all(words in page.words for words in where)


def test_a_draft_is_not_there_for_the_public(client):
    assert client.get(address(an_event())).status_code == 404


def test_a_draft_is_shown_to_its_own_staff_as_one_and_kept_by_nobody(client):
    event = an_event()
    client.sign_in(an_account(organisation=event.organisation))

    page = client.get(address(event))

    assert "Only its organisers see this page." in page.words
    assert page.headers["Cache-Control"] == "no-store"


def test_a_draft_is_not_there_for_the_staff_of_another_organisation(client):
    event = an_event()
    client.sign_in(an_account(organisation=an_event().organisation))

    assert client.get(address(event)).status_code == 404


# --- registering


def test_an_open_event_has_a_register_button_and_tells_places_and_the_last_moment(client):
    event = a_public_event(
        capacity=10, taken=7, registration_closes_at=datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    )

    page = client.get(address(event))

    assert page.links["Register"] == f"{address(event)}register"
    assert "3 places left." in page.words
    assert "Please register until 1 April 2026, 12:00." in page.words  # R13: Riga's clocks


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": EventStatus.CANCELLED}, "The event has been cancelled."),
        ({"status": EventStatus.CLOSED}, "Registration is closed."),
        ({"capacity": 2, "taken": 2}, "All places at this event are taken."),
        ({"admission": Admission.INVITATION}, "Places at this event are given by invitation."),
        ({"registration_opens_at": NOON + timedelta(hours=1)}, "Registration opens"),
        ({"registration_closes_at": NOON}, "Registration closed"),
    ],
)
def test_an_event_one_cannot_register_for_says_why(client, values, reason):
    page = client.get(address(a_public_event(**values)))

    assert "Register" not in page.links
    assert reason in page.words


def test_a_past_event_neither_offers_nor_refuses_a_place(client):
    page = client.get(address(a_past_event()))

    assert "Register" not in page.links
    assert "Registration" not in page.words


# --- agenda and visits


def test_the_agenda_stands_in_order_with_days_tracks_parts_and_speakers(client):
    event = a_public_event()
    day = event.starts_on
    late = an_item(event=event, title="Vēlāk", day=day, starts_at=time(11), ends_at=time(12))
    an_item(event=event, title="Daļa", day=day, parent=late)
    opening = an_item(event=event, title="Atklāšana", day=day, starts_at=time(10))
    a_speaker(item=opening, name="Jānis Kalniņš")
    for track in "AB":
        an_item(
            event=event, title=f"Grupa {track}", track=LocalText(lv=track), day=day,
            starts_at=time(13), ends_at=time(14),
        )  # fmt: skip

    agenda = part(client.get(address(event, "lv")), "agenda")

    expected = ["1. diena – 2026. gada 5. maijs, otrdiena", "10.00", "Atklāšana", "Jānis Kalniņš"]
    expected += ["11.00–12.00", "Vēlāk", "Daļa", "13.00–14.00", "Grupa A", "Grupa B"]
    places = [agenda.index(text) for text in expected]
    assert places == sorted(places)


def test_what_has_no_time_yet_is_to_be_announced(client):
    event = a_public_event()
    an_item(event=event, title="Atklāšana", day=event.starts_on, starts_at=time(10))
    an_item(event=event, title="Diskusija", day=event.starts_on)
    an_item(event=event, title="Ekskursija")

    agenda = part(client.get(address(event)), "agenda")

    assert agenda.count("Time to be announced") == 2
    assert "Day to be announced" in agenda


def test_what_had_no_time_recorded_is_said_once_a_day_in_a_past_event(client):
    event = a_past_event()
    for title in ("Pirmais", "Otrais"):
        an_item(event=event, title=title, kind=ItemKind.MEETING)

    agenda = part(client.get(address(event)), "agenda")

    assert (agenda.count("Time not recorded"), agenda.count("Day not recorded")) == (1, 1)


def test_an_event_without_an_agenda_says_so(client):
    assert "The agenda will be published here." in client.get(address(a_public_event())).words


def test_a_visit_shows_its_free_seats(client):
    event = a_public_event()
    a_visit(event=event, capacity=20, taken=19)

    assert "1 place left of 20 seats" in part(client.get(address(event)), "visits")


def test_a_full_visit_says_so(client):
    event = a_public_event()
    a_visit(event=event, capacity=2, taken=2)

    assert "No places left" in part(client.get(address(event)), "visits")


# --- documents


def kept(event, **values):
    given = {
        "kind": DocumentKind.AGENDA, "language": "en", "audience": Audience.PUBLIC, "version": 1,
        "fingerprint": "f" * 64, "storage_key": "key", "size_bytes": 81_234, "pages": 2,
        "made_at": PUBLISHED,
    }  # fmt: skip
    return Document(event=event, **given | values)


def test_a_document_shows_type_size_pages_version_and_date(client, session):
    event = a_past_event()
    session.add_all([kept(event), kept(event, version=2, size_bytes=1_234_567, pages=3)])

    page = client.get(address(event))

    assert page.links["Agenda"] == "#agenda"
    documents = part(page, "documents")
    assert "Agenda PDF, 1.2 MB 3 pages version 2 3 Feb 2026" in documents


def test_a_document_nobody_asked_for_yet_is_offered_too(client):
    event = a_past_event()

    page = client.get(address(event))

    assert page.links["List of participants"] == f"{address(event)}participants.pdf"
    assert "PDF, made when you open it" in part(page, "documents")


def test_the_report_is_offered_once_it_is_out(client, session):
    event = a_past_event()
    assert "Final report" not in client.get(address(event)).links

    session.add(Report(event=event, published_at=PUBLISHED))

    assert client.get(address(event)).links["Final report"] == f"{address(event)}report.pdf"


def test_a_list_that_is_not_public_is_not_offered(client):
    event = a_past_event(list_audience=Audience.PARTICIPANTS)

    assert "List of participants" not in client.get(address(event)).links


# --- texts


def test_the_summary_is_there_after_the_event(client):
    event = a_past_event(summary=LocalText(en="Three schools were visited.\n\nTwo proposals."))

    summary = part(client.get(address(event)), "summary")

    assert "Three schools were visited. Two proposals." in summary


def test_a_text_that_exists_in_the_other_language_only_is_marked(client):
    event = a_public_event(aim=LocalText(lv="Kopā domāt."))

    page = client.get(address(event))

    assert "(in Latvian only)" in part(page, "about")
    marked = [text_of(one) for one in page.document.iter("div") if one.get("lang") == "lv"]
    assert "Kopā domāt." in marked


def test_text_of_an_organiser_is_shown_as_text(client):
    event = a_public_event("<script>alert(1)</script>", aim=LocalText(lv="</script><b>x</b>"))

    page = client.get(address(event))

    assert page.heading.startswith("<script>alert(1)</script>")
    assert list(page.document.iter("b")) == []


def test_it_tells_when_it_was_published_and_updated(client):  # A09
    event = a_public_event(updated_at=datetime(2026, 2, 20, 23, 30, tzinfo=UTC))

    page = client.get(address(event, "lv"))

    assert "Publicēts: 03.02.2026." in page.words
    assert "Atjaunināts: 21.02.2026." in page.words  # after midnight in Riga


# --- for machines


def test_it_names_itself_in_every_language(client):
    event = a_public_event()

    links = {
        one.get("hreflang"): one.get("href")
        for one in client.get(address(event)).document.iter("link")
        if one.get("hreflang")
    }

    assert {language: link.partition("/e/")[0][-3:] for language, link in links.items()} == {
        "lv": "/lv",
        "en": "/en",
    }


def test_search_engines_read_it_as_an_event(client):
    event = a_public_event("Tikšanās </script>")

    page = client.get(address(event, "lv"))
    block = next(
        one for one in page.document.iter("script") if one.get("type") == "application/ld+json"
    )
    data = json.loads(block.text)

    assert (data["@type"], data["name"], data["startDate"], data["endDate"]) == (
        "Event",
        "Tikšanās </script>",
        "2026-05-05",
        "2026-05-06",
    )


def test_the_number_of_statements_does_not_grow_with_the_event(client, latvia):
    def grow(event, names):
        for number, name in enumerate(names):
            takes_part(event, the_territory(name, event.starts_on))
            visit = a_visit(event=event, position=number, capacity=3)
            item = an_item(event=event, visit=visit, title=name)
            a_speaker(item=item)
            an_item(event=event, title="Daļa", parent=item)

    small, large = a_past_event(), a_past_event()
    grow(small, ["Jelgava"])
    grow(large, ["Jelgava", "Rīga", "Ventspils", "Kandavas novads"])
    addresses = [address(small), address(large)]
    with counted_statements() as few:
        client.get(addresses[0])
    with counted_statements() as many:
        client.get(addresses[1])

    assert len(many) == len(few)
