"""The forms with which organisers enter, correct and cancel people."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.application import Application
from eventreg.registration.forms import DetailsForm, standing_details
from eventreg.registration.forms_visits import VisitOption, VisitsForm
from eventreg.registration.models import ParticipantRole, Registration
from eventreg.registration.questions.forms import QuestionsPart
from eventreg.registration.questions.queries import given_of, questions_of
from eventreg.web.forms import EmailAddress, Form, MaxLength, OnceForm, Required, line


class WhenFull(StrEnum):
    """What becomes of somebody entered by hand for whom no place is left."""

    REFUSE = "refuse"
    WAIT = "wait"
    BEYOND = "beyond"


WHEN_FULL = {
    WhenFull.REFUSE: lazy_gettext("The person is not registered"),
    WhenFull.WAIT: lazy_gettext("The person goes on the waiting list"),
    WhenFull.BEYOND: lazy_gettext("The person gets a place beyond the limit"),
}


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
    """A person entered by hand; an organiser may exceed a limit and says why (R6)."""

    when_full = RadioField(lazy_gettext("If no place is left"), default=WhenFull.REFUSE.value)
    beyond = line(
        lazy_gettext("Reason for a place beyond the limit"),
        length=500,
        description=lazy_gettext("It is kept in the log; the person does not read it."),
    )

    @classmethod
    def for_event(cls, event: Event) -> "NewPersonForm":
        """An empty form; the waiting list is offered where the event keeps one."""
        form = cls()
        form.prepare(event, tuple(ParticipantRole))
        form.prepare_visits(event)
        form.ask(questions_of(event), insist=False)
        form.when_full.choices = [
            SelectChoice(way.value, name)
            for way, name in WHEN_FULL.items()
            if event.waiting_list or way is not WhenFull.WAIT
        ]
        return form

    def validate_beyond(self, field: Field) -> None:
        """Without a reason no limit is exceeded."""
        if self.when_full.data == WhenFull.BEYOND and not (field.data or "").strip():
            raise ValidationError(gettext("Write the reason. It is kept in the log."))

    def visit_options(self) -> Iterator[VisitOption]:
        """A full visit may be ticked too, for a seat beyond the limit."""
        return (replace(each, is_closed=False) for each in super().visit_options())

    def asked(self) -> dict[str, Any]:
        """The person to enter, and why a limit is exceeded for them, if it is."""
        waits = self.when_full.data == WhenFull.WAIT
        exceeds = self.when_full.data == WhenFull.BEYOND
        return {
            "application": replace(self.application(), waits=waits),
            "beyond": self.beyond.data.strip() if exceeds else "",
        }


class ReasonForm(Form):
    """Why something is done to a person, in words that the person reads."""

    reason = line(
        lazy_gettext("Reason"),
        length=500,
        description=lazy_gettext("The person reads it in the mail. You may leave it empty."),
    )
