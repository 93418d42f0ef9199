"""The forms of tags and notes on a person's page."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from eventreg.registration.remarks.models import TAG_LENGTH
from eventreg.web.forms import Form, OnceForm, line, text

LONGEST_NOTE = 2000


class GiveTagForm(Form):
    """A tag for one person."""

    tag = line(
        lazy_gettext("Tag"),
        length=TAG_LENGTH,
        required=lazy_gettext("Write the tag, such as “speaker’s guest”."),
    )


class NoteForm(OnceForm):
    """A note about a person; `sure` once its words were checked."""

    text = text(
        lazy_gettext("Note"),
        length=LONGEST_NOTE,
        required=lazy_gettext("Write what colleagues should know."),
        description=lazy_gettext(
            "For colleagues. The person can read it in the own data, and it is erased with them. "
            "Nothing about health, origin or belief."
        ),
    )
    sure = BooleanField(
        lazy_gettext(
            "I have checked it: the note says nothing about the person’s health, origin or belief."
        )
    )
