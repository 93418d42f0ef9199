"""Letters taken apart: the base a reader sees and the marks on it."""

import unicodedata

# Latin letters that Unicode does not take apart.
_BASES = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ß": "ss",
    "ə": "e",
}
# Cyrillic й is a letter of its own, not и with a mark.
_WHOLE = frozenset("йЙ")


def taken_apart(letter: str) -> tuple[str, str]:
    """The lower-case base of one NFC character, and its marks.

    >>> taken_apart("É")
    ('e', '\u0301')
    """
    lower = letter.casefold()
    if lower in _WHOLE:
        return lower, ""
    base: list[str] = []
    marks: list[str] = []
    for part in unicodedata.normalize("NFKD", lower).casefold():
        (marks if unicodedata.category(part).startswith("M") else base).append(part)
    bases = "".join(_BASES.get(part, part) for part in base)
    stroke = "\u0335" if bases != "".join(base) else ""
    return bases, "".join(marks) + stroke
