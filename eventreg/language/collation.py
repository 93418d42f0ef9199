"""Order of names by a language's alphabet, as ASCII keys that compare byte by byte (R5).

The key is made here and stored, so that SQLite, PostgreSQL, Python and the PDFs agree. It has four
levels, each decisive only where those before it are equal: letters, foreign marks, case, and the
text itself with its punctuation, so that different texts never share a key.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from eventreg.language.letters import taken_apart

# Each letter of the alphabet stands for itself; y goes by i, and q, w, x where Latin has them.
_ALPHABETS = {
    "lv": "aābcčdeēfgģhiīyjkķlļmnņoōpqrŗsštuūvwxzž",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
_WEIGHTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxy"
_LEVEL = "!"  # below every other sign of a key
_GAP = "#"  # between words: below digits and letters, so that the shorter name comes first
_NUMBER = "0"
_OTHER_SCRIPT = "z"  # above all Latin letters
_DIGITS_AT_ONCE = 99

_RANKS = {
    language: dict(zip(alphabet, _WEIGHTS, strict=False))
    for language, alphabet in _ALPHABETS.items()
}
_DASHES = frozenset("-‐‑‒–—―/")
_PIECE = re.compile(rf"[0-9]{{1,{_DIGITS_AT_ONCE}}}|.", re.DOTALL)


@lru_cache(maxsize=4096)
def sort_key(text: str, language: str) -> str:
    """The place of `text` among others in `language`: an ASCII key, lower means earlier.

    A letter outside the alphabet stands with its base letter; digits stand before letters and by
    their value; Cyrillic and other scripts stand after Latin. Unknown languages sort as English.
    """
    composed = unicodedata.normalize("NFC", text)
    ranks = _RANKS.get(language, _RANKS["en"])
    letters: list[str] = []
    marks: list[str] = []
    cases: list[str] = []
    for weight, mark, case in _weighed(composed, ranks):
        if weight == _GAP and (not letters or letters[-1] == _GAP):
            continue
        letters.append(weight)
        marks.append(mark + ".")
        cases.append(case)
    if letters and letters[-1] == _GAP:
        letters.pop()
    exact = composed.encode("unicode_escape").decode("ascii")
    return _LEVEL.join(
        ["".join(letters), "".join(marks).rstrip("."), "".join(cases).rstrip("0"), exact]
    )


def _weighed(text: str, ranks: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Weight, marks and case of each letter; punctuation weighs nothing."""
    for piece in _PIECE.findall(text):
        if piece.isascii() and piece.isdigit():
            digits = piece.lstrip("0")
            yield f"{_NUMBER}{len(digits):02}{digits}", "", "0"
        elif piece.isspace() or piece in _DASHES:
            yield _GAP, "", "0"
        elif (lower := piece.casefold()) in ranks:
            yield ranks[lower], "", _case(piece)
        else:
            yield from _foreign(piece, ranks)


def _foreign(letter: str, ranks: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    bases, marks = taken_apart(letter)
    signs = "".join(f"{ord(mark):04x}" for mark in marks)
    for base in bases:
        if base in ranks:
            yield ranks[base], signs, _case(letter)
        elif base.isalnum():
            yield f"{_OTHER_SCRIPT}{ord(base):06x}", signs, _case(letter)
        signs = ""


def _case(letter: str) -> str:
    return "0" if letter == letter.lower() else "1"
