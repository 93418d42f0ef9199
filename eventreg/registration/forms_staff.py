"""The forms with which organisers enter, correct and cancel people."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.application import Application
from eventreg.registration.forms import DetailsForm, standing_details
from eventreg.registration.forms_visits import VisitsForm
from eventreg.registration.models import ParticipantRole, Registration
from eventreg.registration.questions.forms import QuestionsPart
from eventreg.registration.questions.queries import given_of, questions_of
from eventreg.web.forms import EmailAddress, Form, MaxLength, OnceForm, Required, line


class PersonForm(DetailsForm, VisitsForm, QuestionsPart):
    """A person entered or corrected by hand; nobody consents on another's behalf (R21)."""

    email = StringField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Write the e-mail address.")), MaxLength(254), EmailAddress()],
        description=lazy_gettext("The confirmation and the person's own link go there."),
    )
    language = RadioField(
        lazy_gettext("Language of mails"),
        choices=[SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()],
        default="lv",
    )

    @classmethod
    def for_event(cls, event: Event) -> "PersonForm":
        """An empty form."""
        form = cls()
        form.prepare(event, tuple(ParticipantRole))
        form.prepare_visits(event)
        form.ask(questions_of(event), insist=False)
        return form

    @classmethod
    def of(cls, registration: Registration) -> "PersonForm":
        """The form with what stands now; visits have a page of their own."""
        form = cls(data=standing_details(registration))
        form.prepare(registration.event, tuple(ParticipantRole))
        answers = given_of(registration)
        form.ask(questions_of(registration.event), answers=answers, insist=False)
        del form.visits, form.waits_for, form.language
        return form

    def application(self) -> Application:
        """The person to enter."""
        return Application(
            details=self.details(),
            email=self.email.data,
            language=self.language.data,
            visits=tuple(self.visits.data or ()),
            waits_for=tuple(self.waits_for.data or ()),
            needs=self.needs(),
            answers=self.answers(),
        )

    def change(self) -> dict[str, Any]:
        """What is corrected."""
        return {
            "details": self.details(),
            "needs": self.needs(),
            "answers": self.answers(),
            "email": self.email.data,
        }


class NewPersonForm(PersonForm, OnceForm):
    """A person entered by hand."""


class ReasonForm(Form):
    """Why something is done to a person, in words that the person reads."""

    reason = line(
        lazy_gettext("Reason"),
        length=500,
        description=lazy_gettext("The person reads it in the mail. You may leave it empty."),
    )
