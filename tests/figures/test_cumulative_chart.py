from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventreg.figures.cumulative_chart import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    cumulative_chart,
)

FIRST = date(2026, 3, 1)


def drawn(by_day, until=FIRST, **values):
    return cumulative_chart(by_day, until=until, title="", language="lv", **values)


def test_it_climbs_from_nothing_to_all_and_goes_on_to_today():
    chart = drawn({FIRST: 2, date(2026, 3, 3): 3}, until=date(2026, 3, 4))

    assert [(step.day.day, step.more, step.total) for step in chart.steps] == [(1, 2, 2), (3, 3, 5)]
    assert chart.line == "M56 204H56V129H340V16H624"
    assert [day.text for day in chart.days] == ["01.03.2026.", "04.03.2026."]


def test_a_limit_is_drawn_where_it_does_not_press_the_steps_to_the_ground():
    assert drawn({FIRST: 30}, limit=40).limit.text == "40"
    assert drawn({FIRST: 3}, limit=40).limit is None


def test_there_is_no_chart_of_nothing():
    assert drawn({FIRST: 0}) is None


@given(
    st.dictionaries(st.integers(0, 400), st.integers(0, 20_000), max_size=30),
    st.integers(0, 500),
    st.none() | st.integers(1, 50_000),
)
def test_nothing_leaves_its_room_and_the_numbers_are_few(numbers, until, limit):
    by_day = {FIRST + timedelta(days=day): more for day, more in numbers.items()}
    chart = drawn(by_day, until=FIRST + timedelta(days=until), limit=limit)
    for tick in chart.ticks if chart else ():
        assert TOP <= tick.y <= HEIGHT - BOTTOM
    if chart:
        assert 3 <= len(chart.ticks) <= 6
        assert chart.steps[-1].total == sum(by_day.values())
        places = [int(part.partition("V")[0]) for part in chart.line.split("H")[1:]]
        assert places == sorted(places)
        assert places[0] >= LEFT
        assert places[-1] == WIDTH - RIGHT
