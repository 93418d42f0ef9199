from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from eventreg.agenda import errors
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.service import (
    agenda_of,
    edit_item,
)
from eventreg.events.models import Event
from eventreg.history.models import ActorKind
from eventreg.language.local_text import LocalText
from tests.agenda.builders import (
    JANIS,
    ORGANISER,
    TUESDAY,
    WEDNESDAY,
    added,
    at,
    facts,
    log,
    titles,
)
from tests.conftest import NOON
from tests.factories import a_host, a_visit


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
