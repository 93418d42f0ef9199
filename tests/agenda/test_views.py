from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda.models import AgendaItem, ItemKind
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from tests.agenda.builders import TUESDAY, WEDNESDAY
from tests.agenda.pages import agenda, selected, titles, typed
from tests.client import CheckingClient
from tests.factories import (
    a_host,
    a_speaker,
    a_visit,
    an_event,
    an_item,
)

# --- the agenda by day


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_agenda_stands_by_day(editor: CheckingClient, event: Event, language: str) -> None:
    item = an_item(
        event=event,
        title=LocalText(lv="Atklāšana", en="Opening words"),
        kind=ItemKind.OPENING,
        day=TUESDAY,
        starts_at=time(10),
        ends_at=time(11, 30),
        place=LocalText(lv="Zāle", en="Hall"),
    )
    a_speaker(item=item)
    an_item(event=event, title="Daļa", parent=item, day=TUESDAY)
    an_item(event=event, title="Bez laika")

    page = editor.get(agenda(language))

    expected = {
        "lv": ["1. diena – 2026. gada 5. maijs, otrdiena", "10.00–11.30", "Diena tiks precizēta"],
        "en": ["Day 1 – Tuesday, 5 May 2026", "10:00–11:30", "Day to be announced"],
    }[language]
    assert [text for text in expected if text not in page.words] == []
    assert [name for name in ("Jānis Kalniņš", "Daļa") if name not in page.words] == []


def test_a_day_without_items_can_be_filled(editor: CheckingClient, event: Event) -> None:
    page = editor.get(agenda())

    assert page.all("h2") == [
        "1. diena – 2026. gada 5. maijs, otrdiena",
        "2. diena – 2026. gada 6. maijs, trešdiena",
    ]
    assert page.words.count("Šai dienai vēl nekas nav ieplānots.") == 2


def test_the_same_speaker_in_two_items_at_once_is_a_warning(
    editor: CheckingClient, event: Event
) -> None:
    for title in ("A", "B"):
        item = an_item(event=event, title=title, day=TUESDAY, starts_at=time(10))
        a_speaker(item=item, name="Ilze Ozola")

    assert (
        "Ilze Ozola vienā laikā uzstājas divos punktos: „A” un „B”." in editor.get(agenda()).words
    )


def test_an_agenda_without_conflicts_warns_of_nothing(editor: CheckingClient, event: Event) -> None:
    a_speaker(item=an_item(event=event, day=TUESDAY, starts_at=time(10)))

    assert "Lūdzu, pārbaudiet" not in editor.get(agenda()).words


# --- adding


def test_an_item_is_added(editor: CheckingClient, event: Event, session: Session) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "kind": "discussion",
            "title-lv": "Diskusija",
            "title-en": "Discussion",
            "text-lv": "Par izglītību",
            "day": "2026-05-06",
            "starts_at": "10:00",
            "ends_at": "11:30",
            "place-lv": "Zāle",
            "address": "Rīgas iela 16",
            "speakers-0-role": "moderator",
            "speakers-0-name": "Ilze Ozola",
            "speakers-0-job-lv": "direktore",
            "speakers-0-institution-lv": "Skola",
        },
    )

    assert (page.status_code, page.path) == (200, agenda())
    assert "Punkts ir pievienots darba kārtībai." in page.words
    item = session.scalars(select(AgendaItem)).one()
    assert (item.kind, item.day, item.starts_at) == (ItemKind.DISCUSSION, WEDNESDAY, time(10))
    assert (item.ends_at, item.title.in_("en")) == (time(11, 30), "Discussion")
    assert (item.place.in_("lv"), item.address) == ("Zāle", "Rīgas iela 16")
    (speaker,) = item.speakers
    assert (speaker.role, speaker.name) == ("moderator", "Ilze Ozola")
    assert (speaker.job, speaker.institution) == (LocalText(lv="direktore"), LocalText(lv="Skola"))


def test_an_item_may_be_added_without_day_and_time(editor: CheckingClient, event: Event) -> None:
    editor.submit(agenda() + "add", {"title-lv": "Tikšanās", "day": ""})

    assert [item.occasion.day for item in agenda_of(event).items] == [None]  # R14


def test_a_time_may_be_written_with_a_full_stop(editor: CheckingClient, event: Event) -> None:
    editor.submit(
        agenda() + "add", {"title-lv": "Tikšanās", "day": "2026-05-05", "starts_at": "9.30"}
    )

    assert [item.starts_at for item in agenda_of(event).items] == [time(9, 30)]


def test_a_time_that_is_none_is_told(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(agenda() + "add", {"title-lv": "Tikšanās", "starts_at": "rīts"})

    assert page.status_code == 422
    assert page.errors == ["Ierakstiet laiku, piemēram, 10.00."]


def test_what_a_rule_refuses_is_told_beside_the_field(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "title-lv": "Tikšanās",
            "day": "2026-05-05",
            "starts_at": "10:00",
            "ends_at": "09:00",
            "speakers-0-name": "Ilze Ozola",
        },
    )

    assert page.status_code == 422
    assert page.errors == ["Beigām jābūt vēlākām par sākumu."]
    assert typed(page, "speakers-0-name") == "Ilze Ozola"
    assert titles(event) == []


def test_an_item_without_a_title_is_refused(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(agenda() + "add", {"title-lv": " "})

    assert page.errors == ["Norādiet punkta nosaukumu latviešu vai angļu valodā."]


def test_a_speaker_with_a_position_needs_a_name(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(agenda() + "add", {"title-lv": "Sesija", "speakers-0-job-lv": "direktore"})

    assert page.errors == ["Norādiet cilvēka vārdu vai iestādes nosaukumu."]


def test_an_institution_alone_may_lead(editor: CheckingClient, event: Event) -> None:
    editor.submit(
        agenda() + "add",
        {"title-lv": "Sanāksme", "speakers-1-institution-lv": "Nodarbinātības valsts aģentūra"},
    )

    (item,) = agenda_of(event).items
    assert [speaker.institution.in_("lv") for speaker in item.speakers] == [
        "Nodarbinātības valsts aģentūra"
    ]


def test_adding_after_an_item_begins_where_it_ends(editor: CheckingClient, event: Event) -> None:
    first = an_item(event=event, title="A", day=TUESDAY, starts_at=time(9), ends_at=time(10))
    an_item(event=event, title="C", day=TUESDAY, position=1)

    page = editor.get(f"{agenda()}add?after={first.uid}")
    assert (selected(page, "day"), typed(page, "starts_at")) == ("2026-05-05", "10:00")

    editor.submit(page, {"title-lv": "B", "starts_at": ""})
    assert titles(event) == ["A", "B", "C"]


def test_adding_to_a_day_begins_with_that_day(editor: CheckingClient, event: Event) -> None:
    assert selected(editor.get(f"{agenda()}add?day=2026-05-06"), "day") == "2026-05-06"


def test_a_part_is_added_to_its_item(editor: CheckingClient, event: Event) -> None:
    whole = an_item(event=event, title="Sesija", day=TUESDAY, starts_at=time(9), ends_at=time(12))
    editor.submit(f"{agenda()}add?part_of={whole.uid}", {"title-lv": "Daļa", "starts_at": "09:30"})

    (item,) = agenda_of(event).items
    assert [part.title.in_("lv") for part in item.parts] == ["Daļa"]


def test_a_visit_is_put_into_the_agenda(editor: CheckingClient, event: Event) -> None:
    host = a_host(organisation=event.organisation, name="Lādezera pamatskola")
    visit = a_visit(event=event, host=host)
    page = editor.get(f"{agenda()}add?visit={visit.uid}")

    assert (selected(page, "kind"), selected(page, "visit")) == ("site_visit", visit.uid)
    editor.submit(page)
    assert titles(event) == ["Lādezera pamatskola"]


def test_what_the_address_names_of_another_event_is_passed_over(
    editor: CheckingClient, event: Event
) -> None:
    foreign = an_event(organisation=event.organisation)
    visit, item = a_visit(event=foreign), an_item(event=foreign)

    page = editor.get(f"{agenda()}add?visit={visit.uid}&part_of={item.uid}&after={item.uid}")

    assert (selected(page, "visit"), selected(page, "parent")) == ("", "")


@pytest.mark.parametrize("field", ["visit", "parent"])
def test_a_form_cannot_name_a_thing_of_another_event(
    editor: CheckingClient, event: Event, field: str
) -> None:
    foreign = an_event(organisation=event.organisation)
    uid = {"visit": a_visit(event=foreign).uid, "parent": an_item(event=foreign).uid}[field]
    page = editor.submit(agenda() + "add", {"title-lv": "Sesija", field: uid})

    assert page.status_code == 422
    assert titles(event) == []
