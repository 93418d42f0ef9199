"""The consent that goes with a photo."""

from flask_babel import lazy_gettext

CONSENT = lazy_gettext(
    "I took these photos, or whoever took them agrees, and so do all who can be recognised: they "
    "may be shown with my text in the report and in the public library of good practices."
)
