"""The file form of territories: every fault by its line, nothing of a broken file."""

from datetime import date

import pytest

from eventreg.paths import DATA
from eventreg.territories.models import Relation, TerritoryKind
from eventreg.territories.territory_file import Contents, read

SHIPPED = DATA / "territories"


def shipped(name: str) -> Contents:
    return read((SHIPPED / name).read_text(encoding="utf-8"))


def faults_of(text: str) -> list[str]:
    return [str(fault) for fault in read(text).faults]


@pytest.mark.parametrize(
    ("name", "units", "steps"),
    [
        ("lv_territories_2009_2021.csv", 119, 0),
        ("lv_territories_2021.csv", 43, 0),
        ("lv_succession.csv", 0, 123),
        ("lau2020_EE.csv", 79, 0),
        ("lau2020_LT.csv", 60, 0),
    ],
)
def test_every_shipped_file_reads_whole(name: str, units: int, steps: int) -> None:
    contents = shipped(name)

    assert (len(contents.units), len(contents.steps), contents.faults) == (units, steps, [])


def test_it_reads_all_that_a_line_says() -> None:
    unit = next(one for one in shipped("lv_territories_2021.csv").units if one.code == "0052000")

    assert (unit.country, unit.iso, unit.kind) == ("LV", "LV-099", TerritoryKind.MUNICIPALITY)
    assert (unit.name_lv, unit.name_en) == ("Tukuma novads", "Tukums municipality")
    assert (unit.genitive_lv, unit.locative_lv) == ("Tukuma novada", "Tukuma novadā")
    assert (unit.nuts3_2021, unit.nuts3_2024) == ("LV007", "LV00B")
    assert (unit.valid_from, unit.valid_to) == (date(2021, 7, 1), None)


def test_a_statistical_year_vouches_for_a_territory_from_its_first_day() -> None:
    unit = shipped("lau2020_LT.csv").units[0]

    assert (unit.name_lv, unit.valid_from) == ("Alytaus miesto savivaldybė", date(2020, 1, 1))
    assert unit.kind is TerritoryKind.CITY


def test_a_table_saved_by_a_spreadsheet_reads_the_same() -> None:
    text = "\ufeffcountry;code;name_lv;valid_from\r\nEE;0001;Vald;2020-01-01\r\n;;;\r\n"

    assert [one.name_lv for one in read(text).units] == ["Vald"]


def test_a_succession_says_how_and_when() -> None:
    step = next(one for one in shipped("lv_succession.csv").steps if one.old_code == "0901201")

    assert (step.new_code, step.relation) == ("0052000", Relation.MERGED)
    assert step.effective_on == date(2021, 7, 1)


def test_it_names_each_wrong_cell_by_line_and_column() -> None:
    text = (
        "country,code,name_lv,kind,population,longitude,valid_from,valid_to\n"
        "LV,1,,novads,10,24,2021-07-01,\n"
        "Latvia,2,B,novads,10,24,2021-07-01,\n"
        "LV,3,C,pagasts,-1,200,01.07.2021,\n"
        "LV,4,D,novads,10,24,2021-07-01,2020-01-01\n"
        "LV,5,E,novads,10,24,2021-07-01,\n"
        "LV,5,F,novads,10,24,2021-07-01,\n"
    )

    assert [fault.rsplit(":", 1)[0] for fault in faults_of(text)] == [
        "2, name_lv",
        "3, country",
        "4, valid_from",
        "4, population",
        "4, longitude",
        "4, kind: This must be one of",
        "5, valid_to",
        "7, code",
    ]


@pytest.mark.parametrize("text", ["", "code\n1\n", "something,else\n1,2\n"])
def test_a_table_without_the_needed_columns_is_refused(text: str) -> None:
    assert any(fault.startswith("1, name_lv") for fault in faults_of(text))


def test_a_succession_with_a_wrong_share_or_relation_is_refused() -> None:
    text = (
        "old_iso,old_code,new_code,relation,effective,share\n"
        "LV-001,1,2,married,2021-07-01,0.5\n"
        "LV-001,1,3,part,2021-07-01,1.5\n"
    )

    assert [fault.split(":")[0] for fault in faults_of(text)] == ["2, relation", "3, share"]
