"""The form for scans of signed sheets."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileRequired, MultipleFileField

from eventreg.web.forms import Form


class SheetsForm(Form):
    """One or more scans."""

    sheets = MultipleFileField(
        lazy_gettext("Scans of signed sheets"),
        validators=[FileRequired(lazy_gettext("Choose at least one file."))],
        description=lazy_gettext("PDF, PNG or JPEG, at most 20 MB each, 30 MB together."),
    )
