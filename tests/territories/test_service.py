from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, func, select

from eventreg.database import db
from eventreg.history.service import COMMAND
from eventreg.paths import DATA
from eventreg.territories import service
from eventreg.territories.errors import TerritoryFileFaulty
from eventreg.territories.loading import ensure_latvia, load_file
from eventreg.territories.models import Succession, Territory
from tests.conftest import NOON

FIRST_EVENT = date(2017, 11, 21)
TODAY = date(2026, 3, 2)

pytestmark = pytest.mark.usefixtures("latvia")


def unit(code: str) -> Territory:
    found = service.territory_by_code(code)
    assert found is not None
    return found


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (FIRST_EVENT, 119),
        (date(2021, 6, 30), 119),
        (date(2021, 7, 1), 43),
        (date(2025, 6, 30), 43),
        (date(2025, 7, 1), 42),
        (TODAY, 42),
    ],
)
def test_a_day_has_the_territories_that_stood_then(app, day, count):  # R1
    assert len(service.territories_on(day)) == count


def test_a_city_and_the_municipality_of_its_name_are_two(app):  # R2
    names = [one.name.in_("lv") for one in service.territories_on(FIRST_EVENT)]

    assert [name for name in names if name.startswith("Jelgava")] == ["Jelgava", "Jelgavas novads"]


def test_they_stand_in_the_order_of_the_latvian_alphabet(app):  # R5
    municipalities = [
        one
        for one in service.territories_on(date(2021, 7, 1))
        if one.name.in_("lv").endswith("novads")
    ]

    assert len(municipalities) == 36
    assert [one.code for one in municipalities] == sorted(one.code for one in municipalities)


def test_jekabpils_is_the_city(app):  # R2
    found = service.territory_named("Jēkabpils", day=FIRST_EVENT)

    assert (found and found.code) == "0110000"


@pytest.mark.parametrize("text", ["kandavas novads", "Kandavas Novada", "0901201", "LV-043"])
def test_a_territory_is_found_however_it_is_written(app, text):
    assert service.territory_named(text, day=FIRST_EVENT) is unit("0901201")


def test_a_territory_of_another_day_is_not_found(app):  # R1
    assert service.territory_named("Kandavas novads", day=TODAY) is None


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("0901201", "lv", "Kandavas novads (tagad Tukuma novads)"),
        ("0901201", "en", "Kandava Municipality (now Tukums Municipality)"),
        ("0660200", "lv", "Limbažu novads"),
        ("0110000", "lv", "Jēkabpils (tagad Jēkabpils novads)"),
    ],
)
def test_an_old_name_says_what_it_is_called_today(app, code, language, name):
    written = service.name_with_today(unit(code), day=TODAY, language=language)

    assert written.casefold() == name.casefold()


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("0604300", ["Krāslavas novads", "Preiļu novads"]),
        ("0801800", ["Ropažu novads", "Siguldas novads"]),
        ("0901201", []),
    ],
)
def test_a_territory_that_was_split_asks_for_a_choice(app, code, options):
    found = service.choice_needed(unit(code), day=TODAY)

    assert [one.name.in_("lv") for one in found] == options


def test_varaklani_goes_on_in_madona(app):
    old = service.territory_named("Varakļānu novads", day=FIRST_EVENT)
    assert old is not None

    assert [one.name.in_("lv") for one in service.successors(old, day=TODAY)] == ["Madonas novads"]
    assert [one.name.in_("lv") for one in service.successors(old, day=date(2022, 1, 1))] == [
        "Varakļānu novads"
    ]


def test_counts_of_old_territories_are_told_by_those_of_today(app):  # R4
    counts = {unit("0901201").id: 2, unit("0900200").id: 3, unit("0660200").id: 1}
    mapped = service.map_to(TODAY, counts)

    assert [(one.name.in_("lv"), people) for one, people in mapped.counted] == [
        ("Limbažu novads", 1),
        ("Tukuma novads", 5),
    ]
    assert mapped.is_whole


def test_the_first_event_had_twelve_municipalities_then_and_eleven_by_todays_map(app):  # R3, R4
    names = [
        *("Jelgava", "Ventspils", "Jēkabpils", "Jūrmala", "Dobeles novads", "Kandavas novads"),
        *("Krāslavas novads", "Madonas novads", "Rēzeknes novads", "Preiļu novads"),
        *("Rūjienas novads", "Tukuma novads"),
    ]
    found = [service.territory_named(name, day=FIRST_EVENT) for name in names]
    counts = {one.id: 1 for one in found if one}

    assert len(counts) == 12
    assert len(service.map_to(TODAY, counts).counted) == 11


def test_a_split_territory_is_shown_apart_until_somebody_chooses(app):  # R4
    aglona = unit("0604300")
    mapped = service.map_to(TODAY, {aglona.id: 4})
    preili = service.choice_needed(aglona, day=TODAY)[1]
    chosen = service.map_to(TODAY, {aglona.id: 4}, chosen={aglona.id: preili.id})

    assert [(one.id, people) for one, people in mapped.undecided] == [(aglona.id, 4)]
    assert [(one.id, people) for one, people in chosen.counted] == [(preili.id, 4)]


def test_names_of_many_take_a_fixed_number_of_statements(app):
    few, many = service.territories_on(FIRST_EVENT)[:2], service.territories_on(FIRST_EVENT)
    with counted_statements() as for_few:
        service.names_with_today(few, day=TODAY, language="lv")
    with counted_statements() as for_many:
        service.names_with_today(many, day=TODAY, language="lv")

    assert len(for_few) == len(for_many)


def test_loading_latvia_again_changes_nothing(app):
    assert not ensure_latvia(now=NOON).anything


def test_another_country_loads_from_the_same_form_of_file(app):
    text = (DATA / "territories" / "lau2020_EE.csv").read_text(encoding="utf-8")
    loaded = load_file(text=text, name="lau2020_EE.csv", actor=COMMAND, now=NOON)

    assert loaded.added == 79
    assert len(service.territories_on(TODAY, country="EE")) == 79
    assert len(service.territories_on(TODAY)) == 42


def test_a_file_with_one_wrong_line_loads_nothing(app):
    text = (DATA / "territories" / "lau2020_EE.csv").read_text(encoding="utf-8")
    broken = text + "EE_9999,EE,EE00,EE001,,,many,1,2020\n"
    before = db.session.scalar(select(func.count()).select_from(Territory))

    with pytest.raises(TerritoryFileFaulty) as refused:
        load_file(text=broken, name="broken.csv", actor=COMMAND, now=NOON)

    assert {fault.line for fault in refused.value.faults} == {81}
    assert db.session.scalar(select(func.count()).select_from(Territory)) == before


def test_only_aglona_and_incukalns_were_split(app):
    split = db.session.scalars(
        select(Territory.code)
        .join(Succession, Succession.old_id == Territory.id)
        .group_by(Territory.code)
        .having(func.count() > 1)
        .order_by(Territory.code)
    ).all()

    assert list(split) == ["0604300", "0801800"]
