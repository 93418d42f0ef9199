from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from eventreg.figures.bar_chart import NAMES, NARROW_WIDTH, NUMBERS, WIDTH, bar_chart

COUNTS = st.lists(st.tuples(st.text(max_size=80), st.integers(0, 100_000)), max_size=40)


def test_the_longest_bar_fills_the_room_and_the_others_keep_the_measure():
    chart = bar_chart([("Pašvaldības", 12), ("Valsts iestādes", 3)], title="", language="lv")

    assert [bar.width for bar in chart.bars] == [340, 85]


def test_a_long_name_is_cut_with_a_sign_that_it_is():
    name = "Limbažu jauniešu un pieaugušo vakara (maiņu) vidusskola"
    chart = bar_chart([(name, 1)], title="", language="lv")

    assert chart.bars[0].name == "Limbažu jauniešu un pieaugušo…"


def test_there_is_no_chart_of_nothing():
    assert bar_chart([("Pašvaldības", 0)], title="", language="lv") is None


@given(COUNTS, st.booleans())
def test_no_bar_leaves_its_room_and_none_covers_another(values, narrow):
    chart = bar_chart(values, title="", language="en", narrow=narrow)
    bars = chart.bars if chart else ()
    left, right = (0, NARROW_WIDTH) if narrow else (NAMES, WIDTH)

    assert all(bar.x >= left and bar.x + bar.width <= right - NUMBERS for bar in bars)
    assert all(one.y + one.height <= other.y for one, other in pairwise(bars))


def test_a_part_is_drawn_before_its_whole_and_both_are_said():
    chart = bar_chart(
        [("1. diena", 5), ("2. diena", 4)], title="", language="lv", wholes=[10, None]
    )
    first, second = chart.bars

    assert (first.width, first.whole, first.number) == (140, 280, "5 / 10")
    assert (second.whole, second.number, second.end) == (0, "4", NAMES + 112 + 8)


def test_a_narrow_chart_has_the_name_above_its_bar():
    bar = bar_chart([("Pašvaldības", 3)], title="", language="lv", narrow=True).bars[0]

    assert bar.x == 0
    assert bar.name_y < bar.y
