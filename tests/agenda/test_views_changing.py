from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda.models import AgendaItem
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from tests.agenda.builders import TUESDAY, WEDNESDAY
from tests.agenda.pages import agenda, page_of, selected, titles, typed
from tests.client import CheckingClient, Page
from tests.factories import (
    a_speaker,
    a_visit,
    an_item,
)

# --- the rows of speakers


def names(page: Page) -> list[str]:
    return [
        one.get("value", "")
        for one in page.document.iter("input")
        if (one.get("name") or "").startswith("speakers-")
        and (one.get("name") or "").endswith("-name")
    ]


def test_another_row_keeps_all_that_was_typed(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "title-lv": "Sesija",
            "starts_at": "9.30",
            "speakers-0-name": "Ilze Ozola",
            "speakers-1-name": "Jānis Kalniņš",
            "speakers-1-job-lv": "direktors",
        },
        button="add",
    )

    assert page.status_code == 200
    assert names(page) == ["Ilze Ozola", "Jānis Kalniņš", ""]
    assert (typed(page, "speakers-1-job-lv"), typed(page, "title-lv")) == ("direktors", "Sesija")
    assert typed(page, "starts_at") == "09:30"
    assert (page.errors, titles(event)) == ([], [])


def test_a_row_moves_up_with_all_that_is_in_it(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {
            "speakers-0-name": "Ilze Ozola",
            "speakers-1-name": "Jānis Kalniņš",
            "speakers-1-role": "host",
        },
        button="up-1",
    )

    assert names(page) == ["Jānis Kalniņš", "Ilze Ozola"]
    assert selected(page, "speakers-0-role") == "host"


def test_a_row_is_removed(editor: CheckingClient, event: Event) -> None:
    page = editor.submit(
        agenda() + "add",
        {"speakers-0-name": "Ilze Ozola", "speakers-1-name": "Jānis Kalniņš"},
        button="remove-0",
    )

    assert names(page) == ["Jānis Kalniņš"]


def test_the_key_enter_saves(editor: CheckingClient, event: Event) -> None:
    form = editor.get(agenda() + "add").form()
    first = next(one for one in form.iter("button"))

    assert (first.get("type"), first.get("name")) == ("submit", None)


# --- editing


def test_an_item_is_changed(editor: CheckingClient, event: Event, session: Session) -> None:
    item = an_item(event=event, title="Sesija", day=TUESDAY, starts_at=time(10))
    a_speaker(item=item)
    page = editor.submit(page_of(item), {"title-lv": "Diskusija", "speakers-0-name": "Ilze Ozola"})

    assert page.path == agenda()
    assert titles(event) == ["Diskusija"]
    assert [speaker.name for speaker in item.speakers] == ["Ilze Ozola"]


def test_a_form_sent_untouched_changes_nothing(
    editor: CheckingClient, event: Event, session: Session
) -> None:
    visit = a_visit(event=event)
    item = an_item(
        event=event,
        title=LocalText(lv="Vizīte", en="Visit"),
        visit=visit,
        day=TUESDAY,
        starts_at=time(10),
        ends_at=time(12),
        text=LocalText(lv="Pirmā rinda\n\nOtrā"),
        track=LocalText(lv="1. grupa"),
    )
    a_speaker(item=item)
    editor.submit(page_of(item))

    assert session.scalars(select(LogEntry)).all() == []


def test_an_item_cannot_become_a_part_of_itself(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event)
    page = editor.submit(page_of(item), {"parent": item.uid})

    assert page.status_code == 422


def test_a_day_outside_the_event_is_shown_and_has_to_be_mended(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, day=date(2026, 5, 9))
    page = editor.submit(page_of(item))

    assert selected(page, "day") == "2026-05-09"
    assert page.errors == ["Izvēlieties kādu no pasākuma dienām."]


# --- moving, copying, removing


def test_an_item_moves_up(editor: CheckingClient, event: Event) -> None:
    an_item(event=event, title="A", day=TUESDAY)
    item = an_item(event=event, title="B", day=TUESDAY, position=1)
    page = editor.submit(agenda(), action=page_of(item, "move"))

    assert page.path == agenda()
    assert titles(event) == ["B", "A"]


def test_only_moves_that_can_be_are_offered(editor: CheckingClient, event: Event) -> None:
    an_item(event=event, title="A", day=TUESDAY, starts_at=time(9))
    an_item(event=event, title="B", day=TUESDAY, starts_at=time(10), position=1)

    buttons = editor.get(agenda()).all("button")
    assert [text for text in buttons if "Pārvietot" in text] == []


def test_a_move_nowhere_is_a_bad_request(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event)
    page = editor.get(agenda())
    token = next(
        one.get("value", "")
        for one in page.document.iter("input")
        if one.get("name") == "csrf_token"
    )
    answer = editor.post(page_of(item, "move"), data={"csrf_token": token, "direction": "sideways"})

    assert answer.status_code == 400


def test_an_item_moves_to_another_day(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event, day=TUESDAY)
    editor.submit(page_of(item, "place"), {"how": "time", "day": "2026-05-06"})

    assert item.day == WEDNESDAY


def test_an_item_with_a_time_is_not_moved_to_an_unknown_day(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, day=TUESDAY, starts_at=time(10))
    page = editor.submit(page_of(item, "place"), {"how": "time", "day": ""})

    assert page.errors == ["Norādiet arī dienu: ar laiku vien nav skaidrs, kad tas notiek."]


def test_a_copy_is_opened_to_be_changed(
    editor: CheckingClient, event: Event, session: Session
) -> None:
    item = an_item(event=event, title="Sesija")
    page = editor.submit(agenda(), action=page_of(item, "duplicate"))

    copy = session.scalars(select(AgendaItem).where(AgendaItem.uid != item.uid)).one()
    assert page.path == page_of(copy)
    assert titles(event) == ["Sesija", "Sesija"]


def test_before_removing_the_page_says_what_goes_with_the_item(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, title="Sesija", visit=a_visit(event=event))
    an_item(event=event, title="Prezentācija par labo praksi", parent=item)
    page = editor.get(page_of(item, "remove"))

    assert "Prezentācija par labo praksi" in page.words
    assert "šis tā laiks zudīs" in page.words
    assert titles(event) == ["Sesija"]


def test_an_item_is_removed(editor: CheckingClient, event: Event) -> None:
    item = an_item(event=event, title="Sesija")
    page = editor.submit(page_of(item, "remove"))

    assert "Punkts ir noņemts no darba kārtības." in page.words
    assert titles(event) == []


def test_looking_changes_nothing(editor: CheckingClient, event: Event, session: Session) -> None:
    item = an_item(event=event)
    for address in (agenda(), agenda() + "add", page_of(item), page_of(item, "place")):
        assert editor.get(address).status_code == 200

    assert session.scalars(select(LogEntry)).all() == []
