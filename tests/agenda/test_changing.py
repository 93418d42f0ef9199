import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda import errors
from eventreg.agenda.days import Direction
from eventreg.agenda.models import AgendaItem
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.service import (
    agenda_of,
    duplicate_item,
    remove_item,
)
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from tests.agenda.builders import (
    ILZE,
    JANIS,
    LATER,
    ORGANISER,
    WEDNESDAY,
    added,
    at,
    edited,
    log,
    moved,
    titles,
)
from tests.conftest import NOON


def test_an_edited_item_keeps_its_place(event: Event) -> None:
    opening = added(event, "Atklāšana")
    added(event, "Noslēgums")
    edited(opening, title=LocalText(lv="Ievadvārdi"))

    assert titles(event) == [["Ievadvārdi", "Noslēgums"]]


def test_editing_logs_only_what_changed(event: Event, session: Session) -> None:
    item = added(event, "Sesija")
    edited(item, title=LocalText(lv="Diskusija"))

    entry = log(session, "changed")
    assert entry.before == {"title": {"lv": "Sesija"}}
    assert entry.after == {"title": {"lv": "Diskusija"}}
    assert event.updated_at == LATER


def test_saving_without_a_change_is_not_logged(event: Event, session: Session) -> None:
    item = added(event, "Sesija", at("10:00"), speakers=(JANIS,))
    edited(item)

    assert session.scalars(select(LogEntry.action)).all() == ["added"]
    assert event.updated_at == NOON


def test_an_item_that_gets_another_day_takes_its_parts_along(event: Event) -> None:
    whole = added(event, "Sesija", at("10:00", "12:00"))
    part = added(event, "Daļa", at("11:00"), parent=whole)
    edited(whole, occasion=at("10:00", "12:00", WEDNESDAY))

    assert part.day == WEDNESDAY


@pytest.mark.parametrize("occasion", [at("11:30", "13:00"), at(day=None)])
def test_no_part_is_left_outside_its_item(event: Event, occasion: Occasion) -> None:
    whole = added(event, "Sesija", at("10:00", "12:00"))
    added(event, "Daļa", at("11:00"), parent=whole)

    with pytest.raises(errors.PartsLeftOutside):
        edited(whole, occasion=occasion)


# --- speakers


def speakers(event: Event) -> list[str]:
    (item,) = agenda_of(event).items
    return [speaker.name for speaker in item.speakers]


def test_speakers_are_shown_in_their_order(event: Event) -> None:
    added(event, "Sesija", speakers=(JANIS, ILZE))

    assert speakers(event) == ["Jānis Kalniņš", "Ilze Ozola"]


def test_speakers_can_change_places(event: Event) -> None:
    item = added(event, "Sesija", speakers=(JANIS, ILZE))
    edited(item, speakers=(ILZE, JANIS))

    assert speakers(event) == ["Ilze Ozola", "Jānis Kalniņš"]


def test_a_speaker_can_be_left_out(event: Event) -> None:
    item = added(event, "Sesija", speakers=(JANIS, ILZE))
    edited(item, speakers=(ILZE,))

    assert speakers(event) == ["Ilze Ozola"]


def test_changed_speakers_are_in_the_log(event: Event, session: Session) -> None:
    item = added(event, "Sesija", speakers=(JANIS,))
    edited(item, speakers=(ILZE,))

    assert log(session, "changed").after["speakers"][0]["name"] == "Ilze Ozola"


# --- moving


@pytest.mark.parametrize(
    ("which", "direction", "order"),
    [
        (1, Direction.UP, ["B", "A", "C"]),
        (1, Direction.DOWN, ["A", "C", "B"]),
        (0, Direction.UP, ["A", "B", "C"]),
        (2, Direction.DOWN, ["A", "B", "C"]),
    ],
)
def test_an_item_moves_among_those_of_its_day(
    event: Event, which: int, direction: Direction, order: list[str]
) -> None:
    items = [added(event, title) for title in "ABC"]
    moved(items[which], direction)

    assert titles(event) == [order]


def test_an_item_without_a_time_moves_past_one_with_a_time(event: Event) -> None:
    added(event, "Atklāšana", at("09:00"))
    walk = added(event, "Pastaiga")
    moved(walk, Direction.UP)

    assert titles(event) == [["Pastaiga", "Atklāšana"]]  # R14


def test_parallel_items_change_places(event: Event) -> None:
    added(event, "A", at("09:00"))
    other = added(event, "B", at("09:00"))
    moved(other, Direction.UP)

    assert titles(event) == [["B", "A"]]


def test_items_with_different_times_stay_in_their_order(event: Event) -> None:
    added(event, "Atklāšana", at("09:00"))
    talk = added(event, "Diskusija", at("10:00"))

    with pytest.raises(errors.OrderFollowsTimes):
        moved(talk, Direction.UP)


def test_moving_is_in_the_log(event: Event, session: Session) -> None:
    added(event, "A")
    moved(added(event, "B"), Direction.UP)

    assert log(session, "moved").after == {"direction": "up"}
    assert event.updated_at == LATER


def test_a_part_moves_among_the_parts_of_its_item(event: Event) -> None:
    whole = added(event, "Sesija")
    added(event, "A", parent=whole)
    moved(added(event, "B", parent=whole), Direction.UP)

    (item,) = agenda_of(event).items
    assert [part.title.in_("lv") for part in item.parts] == ["B", "A"]


# --- copying and removing


def test_a_copy_comes_behind_the_item(event: Event) -> None:
    item = added(event, "A")
    added(event, "B")
    duplicate_item(item=item, actor=ORGANISER, now=NOON)

    assert titles(event) == [["A", "A", "B"]]


def test_a_copy_has_the_same_speakers_and_parts(event: Event) -> None:
    item = added(event, "Sesija", speakers=(JANIS,))
    added(event, "Daļa", parent=item, speakers=(ILZE,))
    duplicate_item(item=item, actor=ORGANISER, now=NOON)

    _, copy = agenda_of(event).items
    assert (copy.speakers, copy.parts[0].speakers) == ((JANIS,), (ILZE,))
    assert copy.parts[0].title == LocalText(lv="Daļa")


def test_a_removed_item_is_gone_with_its_parts(event: Event, session: Session) -> None:
    item = added(event, "Sesija")
    added(event, "Daļa", parent=item)
    added(event, "Cita")
    remove_item(item=item, actor=ORGANISER, now=LATER)

    assert titles(event) == [["Cita"]]
    assert session.scalars(select(AgendaItem.title)).all() == [LocalText(lv="Cita")]


def test_each_removed_item_is_in_the_log(event: Event, session: Session) -> None:
    item = added(event, "Sesija")
    added(event, "Daļa", parent=item)
    remove_item(item=item, actor=ORGANISER, now=LATER)

    removed = session.scalars(
        select(LogEntry).where(LogEntry.action == "removed").order_by(LogEntry.id)
    )
    assert [entry.before["title"] for entry in removed] == [{"lv": "Daļa"}, {"lv": "Sesija"}]
    assert event.updated_at == LATER


def test_a_part_can_be_removed_alone(event: Event) -> None:
    item = added(event, "Sesija")
    remove_item(item=added(event, "Daļa", parent=item), actor=ORGANISER, now=NOON)

    assert [whole.parts for whole in agenda_of(event).items] == [()]
