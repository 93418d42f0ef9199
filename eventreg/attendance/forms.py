"""The form with which a desk notes who is there."""

from collections.abc import Iterable

from flask_babel import lazy_gettext
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput

from eventreg.registration.models import Registration
from eventreg.web.forms import Form


class AttendanceForm(Form):
    """Who of those `shown` is `present`; whoever came to the list meanwhile is in neither."""

    # Whoever cancelled meanwhile is no fault of the desk: the service leaves such out.
    present = SelectMultipleField(
        lazy_gettext("Present"), option_widget=CheckboxInput(), validate_choice=False
    )
    shown = SelectMultipleField(validate_choice=False)

    @classmethod
    def of(cls, people: Iterable[Registration], present: Iterable[str]) -> "AttendanceForm":
        """The form with who was noted so far."""
        uids = [person.uid for person in people]
        form = cls(data={"present": list(present), "shown": uids})
        form.present.choices = [(uid, uid) for uid in uids]
        form.shown.choices = form.present.choices
        return form

    def absent(self) -> frozenset[str]:
        """Who was looked at and not ticked."""
        return frozenset(self.shown.data or ()) - frozenset(self.present.data or ())
