"""Names in the order of the alphabet (R5)."""

import csv
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from eventreg.language.collation import sort_key
from eventreg.language.search import folded
from eventreg.paths import DATA

LANGUAGES = st.sampled_from(["lv", "en"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text(
    "aāAĀbcčCČeēiīyYIĪkķlļzž -–12", max_size=8
)


def in_order(names: list[str], language: str = "lv") -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language).encode("ascii"))


def test_the_municipalities_of_2021_stand_in_the_order_of_their_codes() -> None:
    with (DATA / "territories" / "lv_territories_2021.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "novads"]
    names = [row["name_lv"] for row in sorted(rows, key=lambda row: row["atvk"])]

    assert len(names) == 36
    assert in_order(names) == names


def test_each_latvian_letter_follows_the_one_without_its_mark() -> None:
    letters = "aābcčdeēfgģhiīyjkķlļmnņoōpqrŗsštuūvwxzž"

    assert in_order(list(letters)) == list(letters)


def test_a_shorter_name_stands_before_the_longer_one_that_begins_with_it() -> None:
    names = ["Jelgava", "Jelgavas novads", "Jēkabpils", "Jēkabpils novads"]

    assert in_order(names) == names


def test_numbers_stand_by_their_value() -> None:
    names = ["2. vidusskola", "10. vidusskola", "Rīgas 2. pamatskola", "Rīgas 10. pamatskola"]

    assert in_order(names) == names


def test_case_and_punctuation_decide_only_between_equal_letters() -> None:
    names = ["anna", "Anna", "Anna Marija", "Anna-Marija", "Annele"]

    assert in_order(names) == names


def test_other_scripts_stand_after_latin_in_their_own_order() -> None:
    names = ["Žanna", "Анна", "Иван", "Йордан", "Кира"]

    assert in_order(names) == names


def test_english_sorts_marked_letters_with_their_base() -> None:
    names = ["Adam", "Ādaži", "Alsunga", "Čivičs", "Cork"]

    assert in_order(names, "en") == names


@given(TEXTS, LANGUAGES)
def test_a_key_is_ascii_and_the_same_for_both_normal_forms(text: str, language: str) -> None:
    keys = {
        sort_key(unicodedata.normalize(form, unicodedata.normalize("NFC", text)), language)
        for form in ("NFC", "NFD")
    }

    assert len(keys) == 1
    assert keys.pop().isascii()


@given(TEXTS, TEXTS, LANGUAGES)
def test_different_texts_have_different_keys(one: str, other: str, language: str) -> None:
    same_text = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)

    assert (sort_key(one, language) == sort_key(other, language)) == same_text


@given(TEXTS, TEXTS, LANGUAGES)
def test_case_and_marks_never_outweigh_a_letter(one: str, other: str, language: str) -> None:
    low, high = sorted([one, other], key=lambda text: sort_key(text, language))
    letters = [sort_key(text, language).split("!")[0] for text in (low, high)]

    assert letters[0] <= letters[1]


def test_search_finds_without_diacritics() -> None:
    assert folded("  Ķekavas  Novads „Ērgļi” – Đ") == 'kekavas novads "ergli" - d'


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
