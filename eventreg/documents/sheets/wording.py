"""What the working papers are called, and their files."""

from flask_babel import lazy_gettext

SHEETS = {
    "sign_in": lazy_gettext("Sign-in sheet"),
    "manifest": lazy_gettext("Visits and vehicles"),
    "catering": lazy_gettext("Summary for the caterer"),
    "badges": lazy_gettext("Badges"),
    "shown": lazy_gettext("People"),
}
FILE_NAMES = {
    "lv": {
        "sign_in": "registracijas-lapa",
        "manifest": "braucieni",
        "catering": "edinasana",
        "badges": "piekarini",
        "shown": "dalibnieki",
    },
    "en": {
        "sign_in": "sign-in-sheet",
        "manifest": "visits-and-vehicles",
        "catering": "catering",
        "badges": "badges",
        "shown": "people",
    },
}
