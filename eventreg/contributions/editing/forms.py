"""The forms of the editing room."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from eventreg.contributions.editing.service import TEXTS, Wording
from eventreg.contributions.models import Contribution, ContributionKind
from eventreg.contributions.wording import CARD_NAMES, LEVELS
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import forms
from eventreg.web.fields import Day

SURE = lazy_gettext("Nobody is linked to ethnicity or health here who has not agreed to it")
_CARD = ("place", "problem", "solution", "took_part", "result", "needed_to_repeat", "contact")
_NOT_OF = {
    ContributionKind.GOOD_PRACTICE: ("level", "addressee", "due_on"),
    ContributionKind.OPINION: (*_CARD, "level", "addressee", "due_on"),
    ContributionKind.PROBLEM: (*_CARD, "addressee", "due_on"),
    ContributionKind.PROPOSAL: _CARD,
}


class AcceptForm(forms.Form):
    """The button; and that somebody has looked, where a sentence wants it (R25)."""

    sure = BooleanField(SURE)


class AsideForm(forms.Form):
    """Why a text does not go into the report."""

    reason = forms.text(
        lazy_gettext("Reason"),
        length=1000,
        required=lazy_gettext("Write why it is set aside."),
        description=lazy_gettext("Only organisers read it."),
    )


class WordingForm(forms.Form):
    """A contribution as the report says it, in both languages."""

    title = forms.local_line(lazy_gettext("Title"), length=150)
    text = forms.local_text(lazy_gettext("Description"))
    place = forms.local_line(CARD_NAMES["place"])
    problem = forms.local_text(CARD_NAMES["problem"])
    solution = forms.local_text(CARD_NAMES["solution"])
    took_part = forms.local_text(CARD_NAMES["took_part"])
    result = forms.local_text(CARD_NAMES["result"])
    needed_to_repeat = forms.local_text(CARD_NAMES["needed_to_repeat"])
    contact = forms.local_line(CARD_NAMES["contact"])
    level = RadioField(lazy_gettext("Where it matters"))
    addressee = forms.local_line(CARD_NAMES["addressee"])
    due_on = Day(lazy_gettext("Until when"))
    topic = SelectField(lazy_gettext("Topic"), default="")
    sure = BooleanField(SURE)

    event: Event
    standing: Contribution

    @classmethod
    def of(cls, contribution: Contribution) -> "WordingForm":
        """The form with what stands."""
        form = cls(data=_standing(contribution))
        form.event, form.standing = contribution.event, contribution
        for name in _NOT_OF[contribution.kind]:
            delattr(form, name)
        if form.level:
            form.level.choices = [SelectChoice(each, words) for each, words in LEVELS.items()]
            form.level.validate_choice = bool(form.level.data)
        form.topic.choices = [SelectChoice("", gettext("Not chosen"))]
        form.topic.choices += [
            SelectChoice(each.uid, each.name.in_(locale.current())) for each in form.event.topics
        ]
        return form

    def wording(self) -> Wording:
        """What the report is to say; a field that is not there stays as it stands."""
        texts = {
            name: self[name].data if name in self else getattr(self.standing, name)
            for name in TEXTS
        }
        topics = {each.uid: each for each in self.event.topics}
        return Wording(
            texts=texts,
            topic=topics.get(self.topic.data),
            level=(self.level.data or "") if self.level else "",
            due_on=self.due_on.data if "due_on" in self else None,
        )


def _standing(contribution: Contribution) -> dict[str, Any]:
    return {
        **{name: getattr(contribution, name) for name in TEXTS},
        "level": contribution.level,
        "due_on": contribution.due_on,
        "topic": contribution.topic.uid if contribution.topic else "",
    }
