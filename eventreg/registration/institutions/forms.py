"""The forms with which the names of institutions are put in order."""

from collections.abc import Sequence
from typing import Self

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField
from wtforms.validators import Optional

from eventreg.registration.institutions.listing import Named
from eventreg.registration.institutions.spelling import LONGEST
from eventreg.web.forms import Form, line

OTHER = ""  # no institution is written so


class JoinForm(Form):
    """What several spellings are to be called: one of them, or something else."""

    chosen = RadioField(lazy_gettext("Which name is right?"), validators=[Optional()])
    name = line(lazy_gettext("Another name"), length=LONGEST)

    @classmethod
    def of(cls, names: Sequence[Named]) -> Self:
        """The choice among all writings, a kept name first, then what most people write."""
        in_order = sorted(names, key=lambda each: (each.kept is None, -each.people))
        writings = dict.fromkeys(
            written for each in in_order for written in (each.name, *each.otherwise)
        )
        form = cls(data={"chosen": next(iter(writings), OTHER)})
        form.chosen.choices = [
            *((written, written) for written in writings),
            (OTHER, gettext("another name, written below")),
        ]
        return form

    @property
    def wanted(self) -> str:
        """The name that was chosen or written; may say nothing."""
        return (self.name.data or "") if self.chosen.data == OTHER else self.chosen.data


class RenameForm(Form):
    """What an institution is called."""

    name = line(
        lazy_gettext("Name"), length=LONGEST, required=lazy_gettext("Write what it is called.")
    )
