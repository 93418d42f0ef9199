"""The forms of registration: is it well said? What the rules say stands in the service."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration import consents, submissions
from eventreg.registration.application import Application, Details, Needs
from eventreg.registration.checking import Step, carried_fields, step_asked
from eventreg.registration.delegations.inviting import known_of
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.forms_visits import VisitsForm
from eventreg.registration.models import (
    Affiliation,
    ConsentPurpose,
    ParticipantRole,
    Registration,
)
from eventreg.registration.questions.errors import field_of
from eventreg.registration.questions.forms import QuestionsPart
from eventreg.registration.questions.queries import given_of, questions_of
from eventreg.registration.territory_field import TerritoryField
from eventreg.registration.waiting.standing import number_if_joined
from eventreg.registration.wording import AFFILIATIONS, ROLES
from eventreg.territories.models import Territory
from eventreg.web.fields import TickBoxes
from eventreg.web.forms import EmailAddress, Form, MaxLength, Required, line, text
from eventreg.web.guards import PersonalForm

NEEDS_LENGTH = 500

# Roles that a person may claim; who organises is known to the organisers.
OWN_ROLES = tuple(role for role in ParticipantRole if role is not ParticipantRole.ORGANISER)

# The order of the page, in which errors are told too; questions stand after the visits.
_PAGE = (
    *("waits", "first_name", "last_name", "email", "phone", "affiliation", "territory"),
    *("institution", "position", "role", "visits", "waits_for"),
)


class DetailsForm(Form):
    """Who a person is at the event."""

    first_name = line(
        lazy_gettext("First name"),
        length=100,
        required=lazy_gettext("Write your first name."),
    )
    last_name = line(
        lazy_gettext("Surname"), length=100, required=lazy_gettext("Write your surname.")
    )
    phone = line(
        lazy_gettext("Telephone"),
        length=40,
        description=lazy_gettext("Only if you wish, for urgent news on the day."),
    )
    affiliation = RadioField(
        lazy_gettext("Institution you represent"),
        [Required(lazy_gettext("Choose whom you come for."))],
        choices=[SelectChoice(each.value, name) for each, name in AFFILIATIONS.items()],
        invalid_choice_message=lazy_gettext("Choose whom you come for."),
    )
    territory = TerritoryField(
        lazy_gettext("Municipality"),
        default="",
        description=lazy_gettext("Choose it if you come for a municipality or its institution."),
    )
    institution = line(
        lazy_gettext("Institution"),
        description=lazy_gettext("Full name, such as a council, school or social service."),
        required=lazy_gettext("Write the name of your institution."),
    )
    position = line(lazy_gettext("Position"), required=lazy_gettext("Write your position."))
    role = SelectField(lazy_gettext("At the event I am"), default=ParticipantRole.EXPERT.value)
    diet = text(
        lazy_gettext("Food"),
        length=NEEDS_LENGTH,
        description=lazy_gettext("For example, what you do not eat."),
    )
    access = text(
        lazy_gettext("Access and help"),
        length=NEEDS_LENGTH,
        description=lazy_gettext("For example, a way without steps, a sign-language interpreter."),
    )

    def prepare(self, event: Event, roles: Sequence[ParticipantRole]) -> None:
        """Offer the municipalities of the event's first day (R1) and the roles."""
        self.territory.day = event.starts_on
        self.role.choices = [SelectChoice(role.value, ROLES[role]) for role in roles]

    def validate_territory(self, field: SelectField) -> None:
        if self.affiliation.data == Affiliation.MUNICIPALITY and not field.data:
            raise ValidationError(lazy_gettext("Choose the municipality you come from."))

    def details(self) -> Details:
        """The person's details."""
        return Details(
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            position=self.position.data,
            institution=self.institution.data,
            affiliation=Affiliation(self.affiliation.data),
            territory=self.chosen_territory,
            phone=self.phone.data or "",
            role=ParticipantRole(self.role.data),
        )

    def needs(self) -> Needs:
        """What the person needs on the day."""
        return Needs(diet=self.diet.data or "", access=self.access.data or "")

    @property
    def chosen_territory(self) -> Territory | None:
        """The municipality chosen, for those who come for one."""
        if self.affiliation.data != Affiliation.MUNICIPALITY or not self.territory.data:
            return None
        return self.territory.unit


class RegistrationForm(DetailsForm, VisitsForm, QuestionsPart, PersonalForm):
    """The form everybody fills in; check-your-answers is a second step of the same form."""

    email = StringField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Write your e-mail address.")), MaxLength(254), EmailAddress()],
        description=lazy_gettext("We send your confirmation and your own link there."),
    )
    consent_list_public = BooleanField(consents.WORDING[ConsentPurpose.LIST_PUBLIC])
    consent_list_participants = BooleanField(consents.WORDING[ConsentPurpose.LIST_PARTICIPANTS])
    consent_photographs = BooleanField(consents.WORDING[ConsentPurpose.PHOTOGRAPHS])
    waits = BooleanField(lazy_gettext("Put me on the waiting list"))
    # Nobody reads the labels of these: without the empty ones they would be made and translated.
    form_key = HiddenField("")
    notice_version = HiddenField("")
    invitation = HiddenField("")

    invited_as: PersonalInvitation | None = None
    place_in_line: int | None = None

    @classmethod
    def for_event(
        cls, event: Event, invitation: PersonalInvitation | None = None
    ) -> "RegistrationForm":
        """The form with what this event offers and asks, and what is known of an invited person."""
        form = cls(data=known_of(invitation) if invitation else None)
        form.invited_as = invitation
        form.prepare(event, OWN_ROLES)
        form.prepare_visits(event)
        if event.is_full and event.waiting_list:
            form.place_in_line = number_if_joined(event)
        form.ask(questions_of(event))
        form.put_in_order(_PAGE)
        for purpose in ConsentPurpose:
            if purpose not in consents.asked_by(event):
                del form[f"consent_{purpose.value}"]
        form.note_opening()
        if not submissions.is_key(form.form_key.data):
            form.form_key.data = submissions.new_key()
        if not form.is_submitted():
            form.waits.data = form.place_in_line is not None
            form.notice_version.data = event.organisation.privacy_notice_version
        return form

    @property
    def step(self) -> Step:
        """What the pressed button asks for: to check the answers, to edit or to send them."""
        return step_asked()

    @property
    def read_version(self) -> int:
        """The version of the privacy notice that the person was shown."""
        shown = str(self.notice_version.data)
        return int(shown) if shown.isascii() and shown.isdigit() else 0

    def show_again(self, event: Event) -> None:
        """After a no: the person reads today's privacy notice, and the form counts as a new one."""
        self.notice_version.data = event.organisation.privacy_notice_version
        self.form_key.data = submissions.new_key()

    def consent_fields(self) -> Sequence[BooleanField]:
        """The consents asked for, each a field."""
        return [field for field in self if field.name.startswith("consent_")]

    def application(self) -> Application:
        """What the person asks for."""
        return Application(
            details=self.details(),
            email=self.email.data,
            language=locale.current(),
            visits=tuple(self.visits.data or ()),
            waits=bool(self.waits.data),
            waits_for=tuple(self.waits_for.data or ()),
            needs=self.needs(),
            consents=frozenset(
                ConsentPurpose(field.name.removeprefix("consent_"))
                for field in self.consent_fields()
                if field.data
            ),
            answers=self.answers(),
            asked=self.questions,
        )

    def carried(self) -> Iterator[tuple[str, str]]:
        """The answers as hidden fields of the check page, to be sent or edited from there."""
        yield from self.carried_answers()
        own = frozenset(field_of(question.uid) for question in self.questions)
        yield from carried_fields(self, besides=own)


class MyDetailsForm(DetailsForm, QuestionsPart):
    """A person's own details and answers, to be changed."""

    @classmethod
    def of(cls, registration: Registration) -> "MyDetailsForm":
        """The form with what stands now."""
        form = cls(data=standing_details(registration))
        roles = list(dict.fromkeys([*OWN_ROLES, registration.role]))
        form.prepare(registration.event, roles)
        form.ask(questions_of(registration.event), answers=given_of(registration))
        return form


class MyConsentsForm(Form):
    """What a person agrees to, to be changed at any time."""

    purposes = TickBoxes(lazy_gettext("I agree"))

    @classmethod
    def of(cls, registration: Registration) -> "MyConsentsForm":
        """The form with the consents that stand."""
        standing = consents.standing(registration)
        form = cls(data={"purposes": [purpose.value for purpose in standing]})
        offered = [
            purpose
            for purpose in ConsentPurpose
            if purpose in consents.asked_by(registration.event) or purpose in standing
        ]
        form.purposes.choices = [
            SelectChoice(each.value, consents.WORDING[each]) for each in offered
        ]
        return form

    def wanted(self) -> frozenset[ConsentPurpose]:
        """The consents ticked."""
        return frozenset(ConsentPurpose(value) for value in self.purposes.data or ())


class LinkForm(Form):
    """Where to send the link again."""

    email = StringField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Write your e-mail address.")), MaxLength(254), EmailAddress()],
        description=lazy_gettext("The address that was given when registering."),
    )


class SureForm(Form):
    """Nothing to fill in, only to confirm."""


def standing_details(registration: Registration) -> dict[str, Any]:
    """What stands now, as the data of a form."""
    needs = registration.needs
    return {
        "first_name": registration.first_name,
        "last_name": registration.last_name,
        "position": registration.position,
        "institution": registration.institution,
        "affiliation": registration.affiliation.value,
        "territory": str(registration.territory_id or ""),
        "phone": registration.phone,
        "role": registration.role.value,
        "email": registration.email,
        "diet": needs.diet if needs else "",
        "access": needs.access if needs else "",
    }
