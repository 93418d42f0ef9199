"""The form of what became of a proposal."""

from flask_babel import lazy_gettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventreg.contributions.models import Contribution, ProposalStatus
from eventreg.proposals.service import Answer
from eventreg.proposals.wording import STATES
from eventreg.web import forms
from eventreg.web.fields import Day


class AnswerForm(forms.Form):
    """Who is asked, until when; what they answered, and when."""

    addressee = forms.local_line(lazy_gettext("Addressee"))
    due_on = Day(lazy_gettext("Deadline"))
    status = RadioField(lazy_gettext("Status"))
    answer = forms.local_text(lazy_gettext("Answer"))
    answered_on = Day(lazy_gettext("Day of the answer"))

    @classmethod
    def of(cls, proposal: Contribution) -> "AnswerForm":
        """The form with what stands."""
        status = proposal.proposal_status or ProposalStatus.NEW
        form = cls(
            data={
                "addressee": proposal.addressee,
                "due_on": proposal.due_on,
                "status": status.value,
                "answer": proposal.answer,
                "answered_on": proposal.answered_on,
            }
        )
        form.status.choices = [
            SelectChoice(each.value, words) for each, (words, _look) in STATES.items()
        ]
        return form

    def given(self) -> Answer:
        """What was written."""
        return Answer(
            addressee=self.addressee.data,
            due_on=self.due_on.data,
            status=ProposalStatus(self.status.data),
            answer=self.answer.data,
            answered_on=self.answered_on.data,
        )
