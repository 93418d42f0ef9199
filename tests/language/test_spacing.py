"""Where a line must not end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventreg.language.spacing import NBSP, tied


@pytest.mark.parametrize(
    "words",
    [
        "Nr._5",
        "plkst._10.00",
        "2017._gada_21._novembrī",
        "Rīgas 45._vidusskola",
        "A._Bērziņš un J._K._Liepa",
        "prof._Anna Liepa",
        "12_km, 30_m², 15_%, 40_min, 1_200_EUR",
        "21_November 2017",
        "tālr._+371_67000000",
        "No._7",
        "Nr._p._k.",
        "u._c. iestādes, t._i., skolas",
        "darbs_– maize",
        "§_9 un 8. §",
    ],
)
def test_what_belongs_together_stays_on_one_line(words):
    assert tied(words.replace("_", " ")) == words.replace("_", NBSP)


@pytest.mark.parametrize(
    "words",
    [
        "21. un pēc tam",
        "Beidzas 2017. Pēc tam",
        "A un B",
        "Anna Bērziņa",
        "3 mēneši un 5 mācību",
        "darba grupa",
        "12 minimums",
        "There is no 7",
    ],
)
def test_other_spaces_break_as_ever(words):
    assert tied(words) == words


@given(st.text("Nr. plkstgadā059AB–%+km\n\u00a0", max_size=60))
def test_nothing_but_spaces_is_changed_and_twice_is_as_once(text):
    assert tied(text).replace(NBSP, " ") == text.replace(NBSP, " ")
    assert tied(tied(text)) == tied(text)
