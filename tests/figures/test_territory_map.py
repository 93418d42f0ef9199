import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventreg.figures.outlines import outlines_on
from eventreg.figures.territory_map import FILLS, Place, territory_map
from eventreg.language import locale

FIRST_EVENT = date(2017, 11, 21)
JEKABPILS_CITY = Place("0110000", "Jēkabpils", 1, 25.87, 56.50)
KANDAVA = Place("0901201", "Kandavas novads", 3, 22.78, 57.03)
LIMBAZI = "0660200"


def drawn(app, *places, day=FIRST_EVENT, host=LIMBAZI, language="lv"):
    with app.test_request_context(), locale.using(language):
        return territory_map(
            day=day, country="LV", places=places, host_code=host, language=language
        )


@pytest.mark.parametrize(
    ("day", "territories"),
    [(FIRST_EVENT, 119), (date(2021, 7, 1), 43), (date(2025, 6, 30), 43), (date(2025, 7, 1), 42)],
)
def test_it_draws_the_territories_of_the_day(day, territories):  # R1
    assert len(outlines_on(day).paths) == territories


@pytest.mark.parametrize("day", [FIRST_EVENT, date(2021, 7, 1), date(2025, 7, 1)])
def test_it_keeps_the_map_light_enough_for_paper(day):
    assert outlines_on(day).points < 5000


@pytest.mark.database("sqlite")
def test_it_shades_where_people_come_from_and_leaves_the_rest_pale(app):
    areas = drawn(app, JEKABPILS_CITY, KANDAVA).areas

    assert sorted(area.fill for area in areas if area.shade) == sorted([FILLS[1], FILLS[3]])
    assert len(areas) == 119


@pytest.mark.database("sqlite")
def test_it_writes_the_number_beside_the_shade_so_that_colour_is_not_the_only_sign(app):
    marks = drawn(app, JEKABPILS_CITY, KANDAVA).marks

    assert [mark.people for mark in marks] == [1, 3]


@pytest.mark.database("sqlite")
def test_it_outlines_the_host_last_so_that_no_neighbour_covers_the_line(app):
    areas = drawn(app, KANDAVA).areas

    assert [area.is_host for area in areas] == [False] * 118 + [True]


@pytest.mark.database("sqlite")
def test_it_says_in_words_what_it_shows(app):
    assert drawn(app, JEKABPILS_CITY, KANDAVA).title == (
        "Latvijas karte: dalībnieku pašvaldības – Jēkabpils un Kandavas novads."
    )


@pytest.mark.database("sqlite")
def test_it_sends_the_reader_of_many_names_to_the_table(app):
    places = [Place(code, code, 1, None, None) for code in sorted(outlines_on(FIRST_EVENT).paths)]

    assert drawn(app, *places[:12], language="en").title == (
        "Map of Latvia: participants come from 12 municipalities; the table names them."
    )


@pytest.mark.database("sqlite")
def test_it_explains_only_the_shades_that_stand_on_the_map(app):
    legend = drawn(app, JEKABPILS_CITY, KANDAVA).legend

    assert [(each.shade, each.text) for each in legend] == [(1, "1"), (3, "3–4")]


@pytest.mark.database("sqlite")
def test_it_draws_nothing_where_nobody_comes_from(app):
    assert drawn(app) is None


@pytest.mark.database("sqlite")
def test_it_draws_no_map_of_a_country_whose_outlines_it_does_not_have(app):
    with app.test_request_context():
        found = territory_map(
            day=FIRST_EVENT, country="EE", places=[KANDAVA], host_code=None, language="lv"
        )

    assert found is None


@pytest.mark.database("sqlite")
def test_a_guest_from_another_country_is_left_to_the_table(app):
    guest = Place("0141", "Anija vald", 2, 25.4, 59.3)

    found = drawn(app, guest, KANDAVA)

    assert [mark.people for mark in found.marks] == [3]
    assert found.title == "Latvijas karte: dalībnieku pašvaldības – Kandavas novads."


@pytest.mark.database("sqlite")
def test_the_numbers_of_a_city_and_its_municipality_stand_apart(app):  # R2
    city = Place("0090000", "Jelgava", 6, 23.7157, 56.6418)
    municipality = Place("0540200", "Jelgavas novads", 1, 23.8963, 56.61)

    one, other = drawn(app, city, municipality).marks

    assert math.dist((one.x, one.y), (other.x, other.y)) >= 34


@given(st.floats(20.9, 28.3), st.floats(55.7, 58.1))
def test_every_place_in_latvia_lies_on_the_map(longitude, latitude):
    outlines = outlines_on(FIRST_EVENT)
    x, y = outlines.place(longitude, latitude)

    assert -60 <= x <= outlines.width + 60
    assert -60 <= y <= outlines.height + 60
