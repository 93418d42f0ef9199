"""The form of a series."""

from flask_babel import lazy_gettext

from eventreg.web.forms import Form, local_line


class SeriesForm(Form):
    """What a series is called."""

    name = local_line(
        lazy_gettext("Name of the series"),
        required=lazy_gettext("Write what the series is called."),
    )
