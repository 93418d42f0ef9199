"""Sets words in glyphs and breaks them into lines, as Pango does for simple scripts."""

import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate, groupby, repeat
from typing import NamedTuple

from eventreg.documents.binding.typefaces import HARD, faces, fallback_of, resource_name
from eventreg.language.spacing import tied

Run = tuple[str, bytes]  # a face and the operand of TJ, without its brackets

_BREAKS_AFTER = "-\u2010\u2013"


class NeedsLayout(ValueError):
    """The text asks for more than glyphs in a row: WeasyPrint has to lay it out."""


class Shaped(NamedTuple):
    """Text in glyphs; the width in thousandths of the font size."""

    runs: tuple[Run, ...]
    width: int


@cache
def _face_of(character: str, face: str) -> str:
    if character in faces()[face].glyphs:
        return face
    other = fallback_of(face)
    if other and character in faces()[other].glyphs:
        return other
    raise NeedsLayout(f"U+{ord(character):04X} is not in {face}")


def _word(text: str, face: str) -> Shaped:
    """A word; only names and other words come again, numbers and addresses do not."""
    return _common(text, face) if text.isalpha() else _set(text, face)


def _set(text: str, face: str) -> Shaped:
    try:
        operand, width = faces()[face].run(text)
    except KeyError:
        return _mixed(text, face)
    return Shaped(((face, operand),), width)


_common = lru_cache(maxsize=20_000)(_set)


def _mixed(text: str, face: str) -> Shaped:
    """A word with letters that are not in the face."""
    if any(unicodedata.category(each) in HARD for each in text):
        raise NeedsLayout(text)
    runs: list[Run] = []
    width = 0
    for name, letters in groupby(text, lambda each: _face_of(each, face)):
        operand, wide = faces()[name].run("".join(letters))
        runs.append((name, operand))
        width += wide
    return Shaped(tuple(runs), width)


@cache
def _space(face: str) -> tuple[bytes, int]:
    return faces()[face].run(" ")


@lru_cache(maxsize=256)  # a row asks for its words again and again
def shaped(text: str, face: str) -> Shaped:
    """A line of text; raises NeedsLayout."""
    if " " not in text:
        return _word(text, face)
    space, wide = _space(face)
    runs: list[Run] = []
    width = 0
    for number, word in enumerate(text.split(" ")):
        if number:
            _join(runs, face, space)
            width += wide
        if word:
            made = _word(word, face)
            for name, operand in made.runs:
                _join(runs, name, operand)
            width += made.width
    return Shaped(tuple(runs), width)


def _join(runs: list[Run], face: str, operand: bytes) -> None:
    if runs and runs[-1][0] == face:
        runs[-1] = (face, runs[-1][1] + operand)
    else:
        runs.append((face, operand))


def broken(
    text: str,
    face: str,
    room: float,
    most: int,
    anywhere: bool = False,  # noqa: FBT001, FBT002
) -> tuple[str, ...]:
    """The text as lines no wider than `room` (thousandths); raises NeedsLayout beyond `most`.

    `anywhere` parts words that are wider than a line.
    """
    if shaped(text, face).width <= room:
        return (text,)
    lines: list[str] = []
    line = ""
    pieces = _pieces(tied(text))
    if anywhere:
        pieces = [part for piece in pieces for part in _parted(piece, face, room)]
    for piece in pieces:
        longer = line + piece
        if shaped(longer.rstrip(" "), face).width <= room:
            line = longer
            continue
        if line:
            lines.append(line.rstrip(" "))
        line = piece
        if shaped(piece.rstrip(" "), face).width > room:
            raise NeedsLayout("a word wider than its column")
    lines.append(line.rstrip(" "))
    if len(lines) > most:
        raise NeedsLayout("more lines than there is room for")
    return tuple(lines)


def _parted(piece: str, face: str, room: float) -> list[str]:
    """A piece in parts of which each fits a line."""
    if shaped(piece.rstrip(" "), face).width <= room:
        return [piece]
    parts = []
    start = 0
    widths = map(_letter_width, piece, repeat(face))
    reaches = list(accumulate(widths, initial=0))
    while start < len(piece):
        fits = bisect_right(reaches, reaches[start] + room) - 1
        end = max(fits, start + 1)
        parts.append(piece[start:end])
        start = end
    return parts


@cache
def _letter_width(character: str, face: str) -> int:
    return 0 if character == " " else _set(character, face).width


def _pieces(text: str) -> list[str]:
    """What may not be parted: words with the space after them, parts of words after a hyphen."""
    if not any(sign in text for sign in _BREAKS_AFTER):
        words = text.split(" ")
        return [f"{word} " for word in words[:-1]] + words[-1:]
    pieces = []
    start = 0
    for index, character in enumerate(text[:-1]):
        after = text[index + 1]
        if (character == " " and after != " ") or (index and _parts(text, index)):
            pieces.append(text[start : index + 1])
            start = index + 1
    pieces.append(text[start:])
    return pieces


def _parts(text: str, index: int) -> bool:
    """Whether a line may end after the dash there: not a hyphen before a figure (UAX #14)."""
    before, sign, after = text[index - 1], text[index], text[index + 1]
    if sign not in _BREAKS_AFTER or " " in (before, after):
        return False
    return sign != "-" or (before.isalpha() and after.isalpha())


def operators(made: Shaped, size: float) -> bytes:
    """The operators that show the line at the current place."""
    big = number(size)
    return b" ".join([b"/%s %s Tf[%s]TJ" % (_named(face), big, each) for face, each in made.runs])


@cache
def _named(face: str) -> bytes:
    return resource_name(face).encode()


@lru_cache(maxsize=4096)
def number(value: float) -> bytes:
    """A number as short as it may be."""
    return (b"%.4f" % value).rstrip(b"0").rstrip(b".")
