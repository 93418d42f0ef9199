from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from eventreg.figures.bar_chart import NAMES, NUMBERS, WIDTH, bar_chart

COUNTS = st.lists(st.tuples(st.text(max_size=80), st.integers(0, 100_000)), max_size=40)


def test_the_longest_bar_fills_the_room_and_the_others_keep_the_measure():
    chart = bar_chart([("Pašvaldības", 12), ("Valsts iestādes", 3)], title="", language="lv")

    assert [bar.width for bar in chart.bars] == [340, 85]


def test_a_long_name_is_cut_with_a_sign_that_it_is():
    name = "Limbažu jauniešu un pieaugušo vakara (maiņu) vidusskola"
    chart = bar_chart([(name, 1)], title="", language="lv")

    assert chart.bars[0].name == "Limbažu jauniešu un pieaugušo vak…"


def test_there_is_no_chart_of_nothing():
    assert bar_chart([("Pašvaldības", 0)], title="", language="lv") is None


@given(COUNTS)
def test_no_bar_leaves_its_room_and_none_covers_another(values):
    chart = bar_chart(values, title="", language="en")
    bars = chart.bars if chart else ()

    assert all(bar.x >= NAMES and bar.x + bar.width <= WIDTH - NUMBERS for bar in bars)
    assert all(one.y + one.height <= other.y for one, other in pairwise(bars))
