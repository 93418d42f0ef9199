from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event as sql_events
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda import errors
from eventreg.agenda.days import Direction, Speaker
from eventreg.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.rules import ItemFacts
from eventreg.agenda.service import (
    add_item,
    agenda_of,
    count_outside,
    duplicate_item,
    edit_item,
    facts_of,
    item_of,
    move_item,
    move_to_day,
    remove_item,
    wholes_of,
)
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from tests.conftest import NOON
from tests.factories import a_host, a_speaker, a_visit, an_event, an_item

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)
ORGANISER = Actor(ActorKind.STAFF, 7)
LATER = NOON + timedelta(minutes=5)

JANIS = Speaker(
    role=SpeakerRole.SPEAKER,
    name="Jānis Kalniņš",
    job=LocalText(lv="direktors"),
    institution=LocalText(lv="Pamatskola"),
)
ILZE = replace(JANIS, name="Ilze Ozola", role=SpeakerRole.MODERATOR)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(starts_on=TUESDAY, ends_on=WEDNESDAY)


def at(start: str | None = None, end: str | None = None, day: date | None = TUESDAY) -> Occasion:
    return Occasion(
        day=day,
        starts_at=time.fromisoformat(start) if start else None,
        ends_at=time.fromisoformat(end) if end else None,
    )


def facts(title: str = "Sesija", occasion: Occasion | None = None, **values: Any) -> ItemFacts:
    given: dict[str, Any] = {"kind": ItemKind.SESSION} | values
    return ItemFacts(title=LocalText(lv=title), occasion=occasion or at(), **given)


def added(event: Event, title: str, occasion: Occasion | None = None, **values: Any) -> AgendaItem:
    after = values.pop("after", None)
    return add_item(
        event=event, facts=facts(title, occasion, **values), after=after, actor=ORGANISER, now=NOON
    )


def titles(event: Event) -> list[list[str]]:
    return [[item.title.in_("lv") for item in day.items] for day in agenda_of(event).days]


def log(session: Session, action: str) -> LogEntry:
    return session.scalars(select(LogEntry).where(LogEntry.action == action)).one()


# --- adding


def test_an_added_item_comes_last_on_its_day(event: Event) -> None:
    added(event, "Atklāšana")
    added(event, "Diskusija")

    assert titles(event) == [["Atklāšana", "Diskusija"]]


def test_an_item_can_be_added_behind_another(event: Event) -> None:
    opening = added(event, "Atklāšana")
    added(event, "Noslēgums")
    added(event, "Pauze", after=opening)

    assert titles(event) == [["Atklāšana", "Pauze", "Noslēgums"]]


def test_an_added_item_with_a_known_time_stands_in_the_order_of_times(event: Event) -> None:
    added(event, "Diskusija", at("11:00"))
    added(event, "Atklāšana", at("09:00"))

    assert titles(event) == [["Atklāšana", "Diskusija"]]


def test_an_item_may_have_neither_day_nor_time(event: Event) -> None:
    added(event, "Tikšanās ar jauniešiem", at(day=None))

    assert titles(event) == [["Tikšanās ar jauniešiem"]]  # R14


def test_an_item_needs_a_title(event: Event) -> None:
    with pytest.raises(errors.ItemUntitled) as refused:
        added(event, " ")

    assert refused.value.field == "title"


def test_an_item_of_a_site_visit_is_called_like_its_institution(event: Event) -> None:
    host = a_host(organisation=event.organisation, name="Lādezera pamatskola")
    item = added(event, "", visit=a_visit(event=event, host=host))

    assert item.title == LocalText(lv="Lādezera pamatskola")


@pytest.mark.parametrize("day", [TUESDAY - timedelta(days=1), WEDNESDAY + timedelta(days=1)])
def test_an_item_takes_place_on_a_day_of_the_event(event: Event, day: date) -> None:
    with pytest.raises(errors.DayOutsideEvent):
        added(event, "Sesija", at(day=day))


def test_a_time_needs_a_day(event: Event) -> None:
    with pytest.raises(errors.TimeWithoutDay):
        added(event, "Sesija", at("10:00", day=None))


def test_an_end_needs_a_start(event: Event) -> None:
    with pytest.raises(errors.EndWithoutStart):
        added(event, "Sesija", at(None, "10:00"))


@pytest.mark.parametrize("end", ["09:59", "10:00"])
def test_an_item_ends_after_it_starts(event: Event, end: str) -> None:
    with pytest.raises(errors.EndNotAfterStart):
        added(event, "Sesija", at("10:00", end))


def test_a_refused_item_leaves_nothing_behind(event: Event) -> None:
    with pytest.raises(errors.EndNotAfterStart):
        added(event, "Sesija", at("10:00", "09:00"))

    assert titles(event) == []


def test_adding_is_in_the_log_with_all_facts(event: Event, session: Session) -> None:
    item = added(event, "Sesija", at("10:00", "11:30"), speakers=(JANIS,))  # R28

    entry = log(session, "added")
    assert (entry.subject, entry.subject_uid) == ("agenda_item", item.uid)
    assert (entry.actor_kind, entry.actor_id, entry.at) == (ActorKind.STAFF, 7, NOON)
    assert (entry.organisation_id, entry.event_id) == (event.organisation_id, event.id)
    assert entry.after["starts_at"] == "10:00"
    assert entry.after["speakers"][0]["name"] == "Jānis Kalniņš"


def test_adding_says_that_the_event_was_changed(event: Event) -> None:
    added(event, "Sesija")

    assert event.updated_at == NOON


# --- parts


def test_parts_are_shown_in_their_item_in_order(event: Event) -> None:
    whole = added(event, "Sesija", at("10:00", "12:00"))
    added(event, "Otrā", at("11:00"), parent=whole)
    added(event, "Pirmā", at("10:00"), parent=whole)

    (item,) = agenda_of(event).items
    assert [part.title.in_("lv") for part in item.parts] == ["Pirmā", "Otrā"]


def test_a_part_takes_the_day_of_its_item(event: Event) -> None:
    whole = added(event, "Sesija", at("10:00", "12:00"))

    assert added(event, "Daļa", at("11:00", day=None), parent=whole).day == TUESDAY


@pytest.mark.parametrize(
    ("occasion", "why"),
    [
        (at("09:00"), "before the start"),
        (at("12:30"), "after the end"),
        (at("11:00", "12:30"), "beyond the end"),
        (at("10:00", day=WEDNESDAY), "on another day"),
    ],
)
def test_a_part_lies_within_its_item(event: Event, occasion: Occasion, why: str) -> None:
    whole = added(event, "Sesija", at("10:00", "12:00"))

    with pytest.raises(errors.PartOutsideItem):
        added(event, "Daļa", occasion, parent=whole)


def test_a_part_of_an_item_without_times_may_have_any_time(event: Event) -> None:
    whole = added(event, "Sesija")

    assert added(event, "Daļa", at("18:00"), parent=whole).starts_at == time(18)  # R14


def test_a_part_of_an_item_without_a_day_has_no_day_either(event: Event) -> None:
    whole = added(event, "Sesija", at(day=None))

    with pytest.raises(errors.PartOutsideItem):
        added(event, "Daļa", at(), parent=whole)


def test_a_part_has_no_parts(event: Event) -> None:
    part = added(event, "Daļa", parent=added(event, "Sesija"))

    with pytest.raises(errors.PartOfAPart):
        added(event, "Daļas daļa", parent=part)


def test_an_item_with_parts_does_not_become_a_part(event: Event) -> None:
    whole, other = added(event, "Sesija"), added(event, "Cita")
    added(event, "Daļa", parent=whole)

    with pytest.raises(errors.PartOfAPart):
        edit_item(item=whole, facts=facts(parent=other), actor=ORGANISER, now=NOON)


def test_an_item_is_not_a_part_of_itself(event: Event) -> None:
    item = added(event, "Sesija")

    with pytest.raises(errors.PartOfAPart):
        edit_item(item=item, facts=facts(parent=item), actor=ORGANISER, now=NOON)


# --- editing


def edited(item: AgendaItem, **values: Any) -> None:
    edit_item(item=item, facts=replace(facts_of(item), **values), actor=ORGANISER, now=LATER)


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


def moved(item: AgendaItem, direction: Direction) -> None:
    move_item(item=item, direction=direction, actor=ORGANISER, now=LATER)


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


def test_an_item_moved_to_another_day_comes_last_there(event: Event) -> None:
    item = added(event, "A")
    added(event, "B", at(day=WEDNESDAY))
    move_to_day(item=item, day=WEDNESDAY, actor=ORGANISER, now=NOON)

    assert titles(event) == [["B", "A"]]


def test_an_item_with_a_time_cannot_lose_its_day(event: Event) -> None:
    item = added(event, "A", at("10:00"))

    with pytest.raises(errors.TimeWithoutDay):
        move_to_day(item=item, day=None, actor=ORGANISER, now=NOON)


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


# --- reading


def statements_in(reading: Callable[[], object]) -> int:
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    sql_events.listen(db.engine, "before_cursor_execute", count)
    try:
        reading()
    finally:
        sql_events.remove(db.engine, "before_cursor_execute", count)
    return len(counted)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_agenda_is_read_in_two_statements(event: Event, session: Session, rows: int) -> None:
    for number in range(rows):
        host = a_host(organisation=event.organisation, name=str(number))
        item = an_item(event=event, visit=a_visit(event=event, host=host))
        a_speaker(item=item)
        an_item(event=event, parent=item)
    session.commit()
    event.id  # noqa: B018 - read anew before the count begins

    assert statements_in(lambda: list(agenda_of(event).everything())) == 2


def test_the_agenda_of_one_event_holds_nothing_of_another(event: Event) -> None:
    added(an_event(), "Cita pasākuma sesija")

    assert titles(event) == []


def test_an_item_is_only_found_in_its_own_event(event: Event) -> None:
    item = added(an_event(), "Sesija")

    assert item_of(event, item.uid) is None
    assert item_of(item.event, item.uid) is item


def test_only_items_that_are_no_parts_may_have_parts(event: Event) -> None:
    later = added(event, "B", at(day=WEDNESDAY))
    whole = added(event, "A")
    added(event, "Daļa", parent=whole)

    assert wholes_of(event) == [whole, later]


def test_a_visited_place_is_the_institution_unless_another_is_named(event: Event) -> None:
    host = a_host(organisation=event.organisation, name="Skola", address="Skolas iela 1")
    visit = a_visit(event=event, host=host)
    added(event, "A", visit=visit)
    added(event, "B", visit=visit, place=LocalText(lv="Muzejs"), address="Cēsu iela 2")

    assert [(i.where.in_("lv"), i.where_address) for i in agenda_of(event).items] == [
        ("Skola", "Skolas iela 1"),
        ("Muzejs", "Cēsu iela 2"),
    ]


def test_it_counts_what_would_lie_outside_new_dates(event: Event) -> None:
    added(event, "A")
    added(event, "B", at(day=WEDNESDAY))
    added(event, "C", at(day=None))

    assert count_outside(event, starts_on=WEDNESDAY, ends_on=WEDNESDAY) == 1
