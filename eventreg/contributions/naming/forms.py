"""The question whether one may be named."""

from flask_babel import lazy_gettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventreg.contributions.models import Contribution, Naming
from eventreg.contributions.wording import NAMINGS
from eventreg.web import forms


class NamingForm(forms.Form):
    """The three answers."""

    naming = RadioField(lazy_gettext("How may you be named?"))

    @classmethod
    def of(cls, contribution: Contribution) -> "NamingForm":
        """The form with what stands."""
        form = cls(data={"naming": contribution.naming.value})
        form.naming.choices = [SelectChoice(each.value, words) for each, words in NAMINGS.items()]
        return form

    def chosen(self) -> Naming:
        """What was chosen."""
        return Naming(self.naming.data)
