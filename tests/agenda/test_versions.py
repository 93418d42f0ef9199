"""Published states of an agenda: what changed, in words, and who is told (R26, R27)."""

from datetime import time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda.models import AgendaItem
from eventreg.agenda.service import remove_item, wholes_of
from eventreg.agenda.versions.errors import NothingChanged, VersionOutdated
from eventreg.agenda.versions.models import AgendaVersion
from eventreg.agenda.versions.service import draft_of, publish_version, versions_of
from eventreg.agenda.versions.wording import sentences
from eventreg.events.lifecycle import publish_event
from eventreg.events.models import Event, EventStatus
from eventreg.language.local_text import LocalText
from eventreg.messages.models import Message
from eventreg.registration.letters import calendar
from eventreg.registration.service import cancel_registration
from tests.agenda.builders import (
    ILZE,
    JANIS,
    LATER,
    ORGANISER,
    WEDNESDAY,
    added,
    at,
    edited,
)
from tests.client import CheckingClient
from tests.conftest import NOON
from tests.factories import a_registration, a_visit, an_open_event


@pytest.fixture
def item(event: Event) -> AgendaItem:
    hall = LocalText(lv="Zāle", en="Hall")
    kept = added(event, "Saruna", at("10:00", "11:00"), place=hall, speakers=(JANIS,))
    kept.title = LocalText(lv="Saruna", en="Talk")
    return kept


def published(event: Event, *, is_told: bool = False) -> AgendaVersion:
    mark = draft_of(event, now=NOON).mark
    return publish_version(event=event, mark=mark, is_told=is_told, actor=ORGANISER, now=LATER)


def said(event: Event, language: str = "lv") -> list[str]:
    return list(sentences(draft_of(event, now=NOON).changes, language))


@pytest.mark.parametrize(
    ("change", "latvian", "english"),
    [
        (
            {"occasion": at("09:00", "10:00", WEDNESDAY)},
            "Mainīts laiks: „Saruna” – 06.05.2026., 9.00–10.00 (bija: 05.05.2026., 10.00–11.00).",
            "“Talk” has moved from 5 May 2026, 10:00–11:00 to 6 May 2026, 09:00–10:00.",
        ),
        (
            {"title": LocalText(lv="Diskusija", en="Debate")},
            "„Saruna” tagad saucas „Diskusija”.",
            "“Talk” is now called “Debate”.",
        ),
        (
            {"place": LocalText(lv="Bibliotēka", en="Library")},
            "Mainīta „Saruna” norises vieta: Bibliotēka (bija: Zāle).",
            "The place of “Talk” has changed: Library (it was: Hall).",
        ),
        (
            {"track": LocalText(lv="1. grupa", en="Group 1")},
            "„Saruna” tagad ir paralēlajā norisē „1. grupa”.",
            "“Talk” is now in the parallel track “Group 1”.",
        ),
        (
            {"speakers": (ILZE,)},
            "„Saruna” tagad piedalās: Ilze Ozola (vairs nepiedalās: Jānis Kalniņš).",
            "In “Talk” now: Ilze Ozola (no longer: Jānis Kalniņš).",
        ),
    ],
)
def test_a_change_is_said_in_both_languages(
    event: Event, item: AgendaItem, change: dict[str, Any], latvian: str, english: str
) -> None:
    published(event)
    edited(item, **change)

    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in said(event, "en")] == [english]
    assert said(event) == [latvian]


def test_what_is_new_and_what_is_left_out_is_said(event: Event, item: AgendaItem) -> None:
    published(event)
    added(event, "Pusdienas", at("12:00", "13:00"))
    remove_item(item=item, actor=ORGANISER, now=LATER)

    assert said(event) == [
        "Jauns: „Pusdienas”, 05.05.2026., 12.00–13.00.",
        "Svītrots: „Saruna”, 05.05.2026., 10.00–11.00.",
    ]


def test_a_version_keeps_what_it_changed(event: Event, item: AgendaItem) -> None:
    published(event)
    edited(item, title=LocalText(lv="Pirmā"))
    published(event)
    edited(item, title=LocalText(lv="Otrā"))

    assert [
        (version.number, list(sentences(version.changes, "lv"))) for version in versions_of(event)
    ] == [(2, ["„Saruna” tagad saucas „Pirmā”."]), (1, [])]


def test_publishing_the_event_keeps_the_first_version(session: Session) -> None:
    event = an_open_event(contact_email="info@example.org", place=LocalText(lv="Limbaži"))
    event.status, event.published_at = EventStatus.DRAFT, None
    added(event, "Saruna", at(day=event.starts_on))
    publish_event(event=event, actor=ORGANISER, now=NOON)

    assert [version.number for version in versions_of(event)] == [1]


def test_without_a_change_there_is_nothing_to_publish(event: Event, item: AgendaItem) -> None:
    published(event)

    with pytest.raises(NothingChanged):
        published(event)


def test_nobody_publishes_other_changes_than_the_page_showed(
    event: Event, item: AgendaItem
) -> None:
    mark = draft_of(event, now=NOON).mark
    edited(item, title=LocalText(lv="No cita"))

    with pytest.raises(VersionOutdated):
        publish_version(event=event, mark=mark, is_told=False, actor=ORGANISER, now=LATER)


# --- who is told


def told(session: Session) -> dict[str, list[str]]:
    mails = session.scalars(select(Message).where(Message.template == "agenda_changed")).all()
    return {mail.recipient: mail.facts["changes"] for mail in mails}


@pytest.fixture
def meeting(session: Session) -> Event:
    event = an_open_event()
    added(event, "Saruna", at("10:00", "11:00", event.starts_on))
    visit = a_visit(event=event, choosable=True, capacity=5)
    added(event, "Skola", at("12:00", "14:00", event.starts_on), visit=visit)
    a_registration(event=event, email="talk@example.org")
    guest = a_registration(event=event, email="visit@example.org", visits=[visit])
    guest.language = "en"
    gone = a_registration(event=event, email="gone@example.org")
    cancel_registration(gone, actor=ORGANISER, now=NOON)
    session.flush()
    published(event)
    return event


def named(event: Event, title: str) -> AgendaItem:
    return next(item for item in wholes_of(event) if item.title.in_("lv") == title)


def test_a_change_of_a_visit_is_told_to_those_with_a_seat(meeting: Event, session: Session) -> None:
    edited(named(meeting, "Skola"), place=LocalText(lv="Pie vārtiem", en="At the gate"))
    published(meeting, is_told=True)

    (changes,) = told(session).values()
    assert list(told(session)) == ["visit@example.org"]
    assert "At the gate" in changes[0]


def test_any_other_change_is_told_to_all_who_hold_a_place(meeting: Event, session: Session) -> None:
    edited(named(meeting, "Saruna"), title=LocalText(lv="Diskusija"))

    assert published(meeting, is_told=True).told == 2
    assert sorted(told(session)) == ["talk@example.org", "visit@example.org"]


def test_without_the_choice_nobody_is_told(meeting: Event, session: Session) -> None:
    edited(named(meeting, "Saruna"), title=LocalText(lv="Diskusija"))
    published(meeting)

    assert told(session) == {}


def test_the_mail_brings_a_newer_calendar_file(meeting: Event, session: Session) -> None:  # R27
    item = named(meeting, "Saruna")
    for hour in (9, 8):
        edited(item, occasion=at(f"{hour:02}:00", "11:00", meeting.starts_on))
        published(meeting, is_told=True)

    mails = session.scalars(
        select(Message)
        .where(Message.template == "agenda_changed", Message.recipient == "talk@example.org")
        .order_by(Message.id)
    ).all()
    sequences = [
        line
        for mail in mails
        if (file := calendar(mail))
        for line in file.text.splitlines()
        if line.startswith("SEQUENCE")
    ]
    assert sequences == ["SEQUENCE:1", "SEQUENCE:2"]


# --- the pages


def test_a_version_is_published_with_one_press_and_stands_on_the_public_page(
    editor: CheckingClient, event: Event, item: AgendaItem
) -> None:
    event.published_at, event.status = NOON, EventStatus.PUBLISHED
    published(event)
    edited(item, occasion=at("09:00", "10:00"))
    page = editor.submit("/lv/organise/e/limbazi/agenda/versions/", {})

    assert "Darba kārtības 2. versija ir publicēta." in page.words
    for language, sentence in (("lv", "Mainīts laiks: „Saruna”"), ("en", "“Talk” has moved")):
        assert sentence in editor.get(f"/{language}/e/limbazi/").words


def test_the_agenda_says_how_much_has_changed_since_the_latest_version(
    editor: CheckingClient, event: Event, item: AgendaItem
) -> None:
    published(event)
    item.starts_at = time(9)

    assert "Kopš 1. versijas ir 1 izmaiņa." in editor.get("/lv/organise/e/limbazi/agenda/").words
