"""The form that says which texts become one."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms.fields.choices import SelectChoice

from eventreg.contributions.merging.service import Near
from eventreg.contributions.models import Contribution
from eventreg.language import locale
from eventreg.web.fields import TickBoxes
from eventreg.web.forms import Form


class MergeForm(Form):
    """The other texts; those that say nearly the same are ticked to begin with."""

    others = TickBoxes(lazy_gettext("Texts that become one with it"))

    @classmethod
    def of(cls, found: Sequence[Near]) -> "MergeForm":
        """The form with what could be merged."""
        form = cls(data={"others": [each.contribution.uid for each in found if each.is_near]})
        language = locale.current()
        form.others.choices = [
            SelectChoice(each.contribution.uid, each.contribution.title.in_(language))
            for each in found
        ]
        return form

    def chosen(self, found: Sequence[Near]) -> list[Contribution]:
        """The texts that were ticked."""
        ticked = set(self.others.data or ())
        return [each.contribution for each in found if each.contribution.uid in ticked]
