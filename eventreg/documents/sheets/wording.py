"""What the working papers are called, and their files; words in both languages on one sheet."""

from collections.abc import Callable
from typing import TypedDict

from flask_babel import gettext, lazy_gettext

from eventreg.language import locale
from eventreg.language.local_text import LANGUAGES

SHEETS = {
    "sign_in": lazy_gettext("Sign-in sheet"),
    "manifest": lazy_gettext("Visits and vehicles"),
    "catering": lazy_gettext("Summary for the caterer"),
    "badges": lazy_gettext("Badges"),
}
FILE_NAMES = {
    "lv": {
        "sign_in": "registracijas-lapa",
        "manifest": "braucieni",
        "catering": "edinasana",
        "badges": "piekarini",
    },
    "en": {
        "sign_in": "sign-in-sheet",
        "manifest": "visits-and-vehicles",
        "catering": "catering",
        "badges": "badges",
    },
}


class InBoth(TypedDict):
    """What templates of sheets need to say their words in the other language too."""

    other_language: str
    in_other: Callable[[str], str]


def in_both(language: str) -> InBoth:
    """The other language than `language`, and the words of messages in it."""
    other = next(each for each in LANGUAGES if each != language)

    def in_other(words: str) -> str:
        with locale.using(other):
            return str(gettext(words))

    return {"other_language": other, "in_other": in_other}
