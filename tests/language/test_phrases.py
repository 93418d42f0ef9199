"""Lists and numbers in words."""

from decimal import Decimal

import pytest

from eventreg.language.lists import joined
from eventreg.language.numbers import number


@pytest.mark.parametrize(
    ("words", "lv", "en"),
    [
        ([], "", ""),
        (["Rīga"], "Rīga", "Rīga"),
        (["Rīga", "Ogre"], "Rīga un Ogre", "Rīga and Ogre"),
        (["Rīga", "Jelgava", "Ogre"], "Rīga, Jelgava un Ogre", "Rīga, Jelgava and Ogre"),
    ],
)
def test_it_joins_words_into_a_phrase(words: list[str], lv: str, en: str) -> None:
    assert (joined(words, "lv"), joined(words, "en")) == (lv, en)


@pytest.mark.parametrize(
    ("value", "places", "lv", "en"),
    [
        (1234, None, "1234", "1,234"),
        (627487, None, "627\u00a0487", "627,487"),
        (4.25, 1, "4,2", "4.2"),
        (Decimal("-1234567.5"), None, "\u22121\u00a0234\u00a0567,5", "\u22121,234,567.5"),
    ],
)
def test_it_writes_numbers_as_the_language_does(
    value: float, places: int | None, lv: str, en: str
) -> None:
    assert (number(value, "lv", places=places), number(value, "en", places=places)) == (lv, en)
