"""The form for a signed file."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventreg.language import locale
from eventreg.web.forms import OnceForm


class SignedFileForm(OnceForm):
    """The file, and the language of the report in it."""

    file = FileField(
        lazy_gettext("Signed file"),
        [FileRequired(lazy_gettext("Choose the signed file."))],
        description=lazy_gettext("A PDF signed within, or a container: .edoc or .asice."),
    )
    language: Any = RadioField(
        lazy_gettext("Language of the report in it"),
        choices=[SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()],
        default="lv",
    )
