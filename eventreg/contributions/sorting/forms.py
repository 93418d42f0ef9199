"""The form of a tag."""

from flask_babel import lazy_gettext

from eventreg.contributions.sorting.models import TAG_LENGTH
from eventreg.web import forms


class TagForm(forms.Form):
    """A word; those that others have used are offered while one types."""

    name = forms.line(
        lazy_gettext("Tag"), length=TAG_LENGTH, required=lazy_gettext("Write a word.")
    )
