"""Moving items about: beside another, by minutes, back again, and two organisers at once."""

from datetime import time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from eventreg.agenda.editing import errors
from eventreg.agenda.editing.log import last_move
from eventreg.agenda.editing.seen import mark_of, mark_of_all
from eventreg.agenda.editing.service import (
    Placing,
    Side,
    edit_seen,
    items_of_day,
    place_item,
    shift_items,
    undo_move,
)
from eventreg.agenda.models import AgendaItem
from eventreg.agenda.rules import ItemFacts
from eventreg.agenda.service import agenda_of, as_item, facts_of
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from tests.agenda.builders import (
    LATER,
    ORGANISER,
    TUESDAY,
    WEDNESDAY,
    added,
    at,
    edited,
    facts,
    log,
)
from tests.agenda.pages import agenda, page_of
from tests.client import CheckingClient
from tests.factories import an_item


def placed(item: AgendaItem, **placing: Any) -> None:
    place_item(
        item=item,
        placing=Placing(**placing),
        seen=mark_of(as_item(item)),
        actor=ORGANISER,
        now=LATER,
    )


def shift(event: Event, minutes: int, since: AgendaItem | None = None) -> int:
    return shift_items(
        event=event,
        day=TUESDAY,
        minutes=minutes,
        since=since.uid if since else "",
        seen=mark_of_all(items_of_day(event, TUESDAY)),
        actor=ORGANISER,
        now=LATER,
    )


def undo(event: Event) -> None:
    move = last_move(event)
    assert move is not None
    undo_move(event=event, entry=move.entry, actor=ORGANISER, now=LATER)


def shown(event: Event) -> list[str]:
    """Every item with its parts, as "day time–time title"."""
    return [
        f"{item.day and item.day.day} {item.starts_at and item.starts_at.isoformat('minutes')}"
        f"–{item.ends_at and item.ends_at.isoformat('minutes')} {item.title.in_('lv')}"
        for item in agenda_of(event).everything()
    ]


@pytest.fixture
def morning(event: Event) -> list[AgendaItem]:
    """Three items of Tuesday, the last one with a part."""
    first = added(event, "A", at("09:00", "10:00"))
    second = added(event, "B", at("10:00", "10:30"))
    third = added(event, "C", at("11:00", "12:00"))
    added(event, "c", at("11:15", "11:30"), parent=third)
    return [first, second, third]


BEFORE = ["5 09:00–10:00 A", "5 10:00–10:30 B", "5 11:00–12:00 C", "5 11:15–11:30 c"]


# --- beside another


def test_an_item_put_after_another_starts_when_that_ends(
    event: Event, morning: list[AgendaItem]
) -> None:
    first, second, _third = morning
    placed(first, day=TUESDAY, neighbour=second.uid, side=Side.AFTER)

    assert shown(event)[:2] == ["5 10:00–10:30 B", "5 10:30–11:30 A"]


def test_an_item_takes_its_parts_along_to_another_day(
    event: Event, morning: list[AgendaItem]
) -> None:
    opening = added(event, "D", at("13:00", "14:00", WEDNESDAY))
    placed(morning[2], day=WEDNESDAY, neighbour=opening.uid, side=Side.AFTER)

    assert shown(event)[2:] == ["6 13:00–14:00 D", "6 14:00–15:00 C", "6 14:15–14:30 c"]


def test_an_item_goes_to_a_day_and_a_time_and_into_a_track(
    event: Event, morning: list[AgendaItem]
) -> None:
    group = LocalText(lv="1. grupa")
    placed(morning[0], day=WEDNESDAY, starts_at=time(8, 30), track=group)

    assert "6 08:30–09:30 A" in shown(event)
    assert morning[0].track == group


def test_items_without_times_come_in_the_order_wanted(event: Event) -> None:  # R14
    first, second = added(event, "A", at()), added(event, "B", at())
    placed(first, day=TUESDAY, neighbour=second.uid, side=Side.AFTER)

    assert shown(event) == ["5 None–None B", "5 None–None A"]


def test_an_item_may_run_at_the_same_time_as_another(
    event: Event, morning: list[AgendaItem]
) -> None:
    placed(morning[2], day=TUESDAY, neighbour=morning[0].uid, side=Side.WITH)

    assert "5 09:00–10:00 C" in shown(event)


def test_what_would_last_beyond_midnight_is_refused(
    event: Event, morning: list[AgendaItem]
) -> None:
    with pytest.raises(errors.TimeLeavesDay):
        placed(morning[0], day=TUESDAY, starts_at=time(23, 30))


def test_a_part_is_not_moved_away_from_its_item(event: Event, morning: list[AgendaItem]) -> None:
    with pytest.raises(errors.PartsStayWithTheirItem):
        placed(morning[2].parts[0], day=WEDNESDAY)


def test_a_move_is_in_the_log(event: Event, morning: list[AgendaItem], session: Session) -> None:
    placed(morning[0], day=WEDNESDAY)  # R28

    entry = log(session, "placed")
    assert (entry.before["day"], entry.after["day"]) == ("2026-05-05", "2026-05-06")


# --- by minutes


def test_a_whole_day_moves_by_minutes(event: Event, morning: list[AgendaItem]) -> None:
    added(event, "D", at("09:00", "10:00", WEDNESDAY))

    assert shift(event, 20) == 3
    assert shown(event) == [
        *("5 09:20–10:20 A", "5 10:20–10:50 B", "5 11:20–12:20 C", "5 11:35–11:50 c"),
        "6 09:00–10:00 D",
    ]


def test_all_from_an_item_on_moves_by_minutes(event: Event, morning: list[AgendaItem]) -> None:
    shift(event, -10, since=morning[2])

    assert shown(event) == [*BEFORE[:2], "5 10:50–11:50 C", "5 11:05–11:20 c"]


def test_a_shift_over_midnight_moves_nothing(event: Event, morning: list[AgendaItem]) -> None:
    with pytest.raises(errors.TimeLeavesDay):
        shift(event, 13 * 60)


# --- back again


def test_a_move_is_undone_and_that_undone_again(event: Event, morning: list[AgendaItem]) -> None:
    placed(morning[2], day=WEDNESDAY, starts_at=time(8))
    moved = shown(event)
    undo(event)

    assert shown(event) == BEFORE
    undo(event)
    assert shown(event) == moved


def test_a_moved_order_is_undone(event: Event) -> None:
    first, second = added(event, "A", at()), added(event, "B", at())
    placed(first, day=TUESDAY, neighbour=second.uid, side=Side.AFTER)
    undo(event)

    assert shown(event) == ["5 None–None A", "5 None–None B"]


def test_a_shifted_day_is_undone_as_a_whole(event: Event, morning: list[AgendaItem]) -> None:
    shift(event, 45)
    undo(event)

    assert shown(event) == BEFORE


def test_what_somebody_changed_since_is_not_undone(event: Event, morning: list[AgendaItem]) -> None:
    placed(morning[0], day=WEDNESDAY)
    move = last_move(event)
    assert move is not None
    edited(morning[1], title=LocalText(lv="Citādi"))

    with pytest.raises(errors.NothingToUndo):
        undo_move(event=event, entry=move.entry, actor=ORGANISER, now=LATER)


# --- two at once


def renamed(item: AgendaItem, title: str) -> ItemFacts:
    return facts(title, facts_of(item).occasion)


def test_nobody_overwrites_what_another_has_changed(
    event: Event, morning: list[AgendaItem]
) -> None:
    first = morning[0]
    seen = mark_of(as_item(first))
    edited(first, title=LocalText(lv="No cita"))

    with pytest.raises(errors.ItemChangedMeanwhile):
        edit_seen(item=first, facts=renamed(first, "Mans"), seen=seen, actor=ORGANISER, now=LATER)
    assert first.title.in_("lv") == "No cita"


def test_a_day_that_another_has_changed_is_not_shifted(
    event: Event, morning: list[AgendaItem]
) -> None:
    seen = mark_of_all(items_of_day(event, TUESDAY))
    added(event, "No cita", at("15:00"))

    with pytest.raises(errors.AgendaChangedMeanwhile):
        shift_items(
            event=event,
            day=TUESDAY,
            minutes=5,
            since="",
            seen=seen,
            actor=ORGANISER,
            now=LATER,
        )


def test_what_was_typed_is_kept_and_saved_the_second_time(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, title="Sesija", day=TUESDAY, starts_at=time(10))
    page = editor.submit(page_of(item), {"seen": "0" * 20, "title-lv": "Mans nosaukums"})

    assert page.status_code == 422
    assert "kāds cits ir mainījis šo punktu" in page.words
    form = page.form()
    values = {one.get("name", ""): one.get("value", "") for one in form.iter("input")}
    assert values["title-lv"] == "Mans nosaukums"
    assert values["seen"] == mark_of(as_item(item))


# --- the pages


def test_an_item_is_moved_by_the_form_and_back_by_one_press(
    editor: CheckingClient, event: Event
) -> None:
    item = an_item(event=event, title="Sesija", day=TUESDAY, starts_at=time(10), ends_at=time(11))
    page = editor.submit(
        page_of(item, "place"), {"how": "time", "day": "2026-05-06", "starts_at": "09:00"}
    )

    assert "10.00–11.00 → " in page.words
    assert shown(event) == ["6 09:00–10:00 Sesija"]
    editor.submit(agenda(), action=agenda() + "undo")
    assert shown(event) == ["5 10:00–11:00 Sesija"]


def test_a_day_is_shifted_by_the_form(editor: CheckingClient, event: Event) -> None:
    an_item(event=event, title="Sesija", day=TUESDAY, starts_at=time(10))
    page = editor.submit(agenda() + "shift/2026-05-05", {"direction": "earlier", "minutes": "15"})

    assert "1 punkts pārcelts par 15 min agrāk." in page.words
    assert shown(event) == ["5 09:45–None Sesija"]


def test_conflicts_stand_beside_the_items_and_in_the_list(
    editor: CheckingClient, event: Event
) -> None:
    for title in ("A", "B"):
        an_item(
            event=event,
            title=title,
            day=TUESDAY,
            starts_at=time(10),
            ends_at=time(11) if title == "A" else time(12),
        )

    sentence = "„A” un „B” ir vienlaikus. Ja tie notiek paralēli, norādiet, kurās norisēs."
    assert editor.get(agenda()).words.count(sentence) == 3
