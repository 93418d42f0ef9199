"""The forms of saved views."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from eventreg.registration.people_table.models import NAME_LENGTH
from eventreg.web.forms import Form, line


class SaveViewForm(Form):
    """Under which name, and for whom, a view is saved."""

    name = line(
        lazy_gettext("Name of the view"),
        length=NAME_LENGTH,
        required=lazy_gettext("Give the view a name, such as “Without a vehicle”."),
    )
    shared = BooleanField(
        lazy_gettext("For colleagues too"),
        description=lazy_gettext("All who may see the people of this organisation’s events."),
    )
    everywhere = BooleanField(
        lazy_gettext("At all events of the organisation"),
        description=lazy_gettext("Possible where no condition names a thing of this event alone."),
    )
    opens_first = BooleanField(
        lazy_gettext("Open it first"),
        description=lazy_gettext("The list of people opens with this view."),
    )
