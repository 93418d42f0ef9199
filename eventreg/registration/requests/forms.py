"""The forms of a request for a change."""

from collections.abc import Iterator

from flask_babel import lazy_gettext
from wtforms import BooleanField

from eventreg.registration import rows
from eventreg.registration.checking import carried_fields
from eventreg.registration.forms import OWN_ROLES, DetailsForm, standing_details
from eventreg.registration.forms_visits import VisitsForm
from eventreg.registration.models import Registration
from eventreg.registration.questions.errors import field_of
from eventreg.registration.questions.forms import QuestionsPart
from eventreg.registration.questions.queries import given_of
from eventreg.registration.requests.wanted import CANCELS, Wanted, questions_asked, wanted
from eventreg.web.forms import Form, text


class ChangeRequestForm(DetailsForm, VisitsForm, QuestionsPart):
    """Everything that a person could change before the freeze date, and words to the organiser."""

    cancels = BooleanField(lazy_gettext("I cannot come: please cancel my registration"))
    words = text(
        lazy_gettext("Message to the organiser"),
        length=1000,
        description=lazy_gettext("For example, why you ask. You may leave it empty."),
    )

    @classmethod
    def of(cls, registration: Registration) -> "ChangeRequestForm":
        """The form with what stands now."""
        held = [visit.uid for visit in rows.chosen(registration)]
        form = cls(data={**standing_details(registration), "visits": held})
        form.prepare(registration.event, list(dict.fromkeys([*OWN_ROLES, registration.role])))
        form.prepare_visits(registration.event, held)
        form.ask(questions_asked(registration), answers=given_of(registration), insist=False)
        return form

    def carried(self) -> Iterator[tuple[str, str]]:
        """What was filled in as hidden fields of the page that shows what would change."""
        yield from self.carried_answers()
        yield from carried_fields(
            self, besides=frozenset(field_of(question.uid) for question in self.questions)
        )

    def wanted(self, registration: Registration) -> Wanted:
        """What differs from what stands now."""
        if self.cancels.data:
            return CANCELS
        return wanted(
            registration,
            details=self.details(),
            needs=self.needs(),
            visits=self.visits.data or (),
            waits_for=self.waits_for.data or (),
            answers=self.answers(),
        )


class AnswerForm(Form):
    """What the organiser answers, in words that the person reads."""

    answer = text(
        lazy_gettext("Your answer"),
        length=1000,
        description=lazy_gettext("The person reads it in the mail. You may leave it empty."),
    )


class RefusalForm(Form):
    """Why a change cannot be made."""

    answer = text(
        lazy_gettext("Why it cannot be done"),
        length=1000,
        required=lazy_gettext("Write why the change cannot be made."),
        description=lazy_gettext("The person reads it in the mail."),
    )
