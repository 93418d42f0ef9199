"""Spaces at which a line must not end: before units, after "Nr.", "plkst.", "gada" and initials.

Dates and times bring such spaces with them (`dates`, `times`); this is for whole sentences, the
house's own and those that people typed. It replaces U+0020 by U+00A0 and nothing else.
"""

import re

NBSP = "\u00a0"

_UPPER = "A-ZĀČĒĢĪĶĻŅŌŖŠŪŽА-ЯЁ"
_LOWER = "a-zāčēģīķļņōŗšūž"
# What is cut short and must not be left alone at the end of a line.
_CUT_SHORT = (
    *("Nr", "nr", "Plkst", "plkst", "Tālr", "tālr", "prof", "Prof", "doc", "akad", "Dr", "dr"),
    *("Mr", "Mrs", "Ms", "piem", "sal", "kab", "Dz", "Dž", "t", "u", "š"),
)
_UNITS = (
    *("km", "m", "cm", "mm", "ha", "km²", "m²", "m³", "kg", "g", "t", "l", "h", "min", "s", "kWh"),
    *("EUR", "eiro", "€", "%", "‰", "°C", "KB", "MB", "lpp", "gab", "tūkst", "milj", "mljrd"),
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_JOINING = ("un", "vai", "līdz", "no", "ar", "bet", "uz", "par", "kas", "and", "or", "to")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


_RULES = (
    *(rf"(?<=\b{re.escape(word)}\. )(?=[\w+])" for word in _CUT_SHORT),
    r"(?<=\bNo\. )(?=\d)",
    r"(?<=\bp\. )(?=k\.)",  # "Nr. p. k."
    r"(?<=[§№] )(?=\d)",
    r"(?<=\bgada )(?=\d)",
    rf"(?<=\b[{_UPPER}]\. )(?=[{_UPPER}])",  # initials
    rf"(?<=\d\. )(?=[{_LOWER}])(?!(?:{_any(_JOINING)})\b)",  # "2017. gada", "45. vidusskola"
    rf"(?<=\d )(?=(?:{_any(_UNITS)})(?!\w))",
    rf"(?<=\d )(?=(?:{_any(_MONTHS)})\b)",
    r"(?<=\d )(?=\d{3}(?!\d))",  # "10 000"
    *(rf"(?<=\+{digits} )(?=\d)" for digits in (r"\d", r"\d\d", r"\d\d\d")),  # "+371 67000000"
    r"(?=[–—] )",  # a dash never begins a line
)
_TIED = re.compile(f" (?:{'|'.join(_RULES)})")
_MAY_BE = re.compile(r"[\d.§№–—]")


def tied(text: str) -> str:
    """The text with spaces that do not break where words belong together.

    >>> tied("Nr. 5, plkst. 10.00, A. Bērziņš").replace(NBSP, "_")
    'Nr._5, plkst._10.00, A._Bērziņš'
    """
    return _TIED.sub(NBSP, text) if _MAY_BE.search(text) else text
