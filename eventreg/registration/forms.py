"""The forms of registration: is it well said? What the rules say stands in the service."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration import consents, submissions
from eventreg.registration.application import Application, Details, Needs
from eventreg.registration.models import (
    Affiliation,
    ConsentPurpose,
    ParticipantRole,
    Registration,
)
from eventreg.registration.questions.errors import field_of
from eventreg.registration.questions.forms import QuestionsPart
from eventreg.registration.questions.queries import given_of, questions_of
from eventreg.registration.wording import AFFILIATIONS, ROLES
from eventreg.territories.models import Territory, TerritoryKind
from eventreg.territories.service import territories_on, territory
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of
from eventreg.web.fields import TickBoxes
from eventreg.web.forms import EmailAddress, Form, MaxLength, Required, line, text

NEEDS_LENGTH = 500

# Roles that a person may claim; who organises is known to the organisers.
OWN_ROLES = tuple(role for role in ParticipantRole if role is not ParticipantRole.ORGANISER)

_GROUPS: Mapping[TerritoryKind, Any] = {
    TerritoryKind.REPUBLICAN_CITY: lazy_gettext("Republican cities"),
    TerritoryKind.STATE_CITY: lazy_gettext("State cities"),
    TerritoryKind.CITY: lazy_gettext("Cities"),
    TerritoryKind.MUNICIPALITY: lazy_gettext("Municipalities (novadi)"),
    TerritoryKind.REGION: lazy_gettext("Regions"),
    TerritoryKind.COUNTRY: lazy_gettext("Countries"),
}


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
    territory = SelectField(
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
        self.territory.choices = _territories(event.starts_on, locale.current())
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
        return territory(int(self.territory.data))


@dataclass(frozen=True, kw_only=True)
class VisitOption:
    """The tick box of a visit; `clashing` are the visits at the same time."""

    option: Any
    visit: PlannedVisit
    is_full: bool
    is_closed: bool
    clashing: Sequence[PlannedVisit]


class VisitsForm(Form):
    """Which visits a person takes part in; `offered` are the visits as one sees them."""

    visits = TickBoxes(lazy_gettext("Site visits"))
    offered: Sequence[PlannedVisit] = ()
    held: frozenset[str] = frozenset()

    def prepare_visits(self, event: Event, held: Iterable[str] = ()) -> None:
        """Offer the visits for choosing; those `held` stay, even when full."""
        self.held = frozenset(held)
        self.offered = [
            visit for visit in visits_of(event) if visit.choosable or visit.uid in self.held
        ]
        language = locale.current()
        self.visits.choices = [
            SelectChoice(visit.uid, visit.host.name.in_(language)) for visit in self.offered
        ]

    def visit_options(self) -> Iterator["VisitOption"]:
        """The tick boxes; a full visit can be unticked, never ticked."""
        for option, visit in zip(self.visits, self.offered, strict=True):
            full = visit.is_full and visit.uid not in self.held
            yield VisitOption(
                option=option,
                visit=visit,
                is_full=full,
                is_closed=full and visit.uid not in (self.visits.data or ()),
                clashing=[
                    other for other in self.offered if other is not visit and visit.overlaps(other)
                ],
            )

    def chosen_visits(self) -> Sequence[PlannedVisit]:
        """The visits ticked, in order."""
        return [visit for visit in self.offered if visit.uid in (self.visits.data or ())]


class RegistrationForm(DetailsForm, VisitsForm, QuestionsPart):
    """The form everybody fills in; check-your-answers is a second step of the same form."""

    email = StringField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Write your e-mail address.")), MaxLength(254), EmailAddress()],
        description=lazy_gettext("We send your confirmation and your own link there."),
    )
    consent_list_public = BooleanField(consents.WORDING[ConsentPurpose.LIST_PUBLIC])
    consent_list_participants = BooleanField(consents.WORDING[ConsentPurpose.LIST_PARTICIPANTS])
    consent_photographs = BooleanField(consents.WORDING[ConsentPurpose.PHOTOGRAPHS])
    form_key = HiddenField()
    notice_version = HiddenField()

    @classmethod
    def for_event(cls, event: Event) -> "RegistrationForm":
        """The form with what this event offers and asks."""
        form = cls()
        form.prepare(event, OWN_ROLES)
        form.prepare_visits(event)
        form.ask(questions_of(event))
        for purpose in ConsentPurpose:
            if purpose not in consents.asked_by(event):
                del form[f"consent_{purpose.value}"]
        if not submissions.is_key(form.form_key.data):
            form.form_key.data = submissions.new_key()
        if not form.is_submitted():
            form.notice_version.data = event.organisation.privacy_notice_version
        return form

    @property
    def step(self) -> str:
        """What the pressed button asks for: to `check` the answers, to `edit` or to `send` them."""
        asked = request.form.get("step", "check")
        return asked if asked in {"check", "edit", "send"} else "check"

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
            needs=self.needs(),
            consents=frozenset(
                ConsentPurpose(field.name.removeprefix("consent_"))
                for field in self.consent_fields()
                if field.data
            ),
            answers=self.answers(),
        )

    def carried(self) -> Iterator[tuple[str, str]]:
        """The answers as hidden fields of the check page, to be sent or edited from there."""
        yield from self.carried_answers()
        own = {field_of(question.uid) for question in self.questions}
        for field in self:
            if field.name in {"csrf_token", "form_key", "notice_version"} | own:
                continue
            values = field.data if isinstance(field, SelectMultipleField) else [field.data]
            for value in values or ():
                if value is True:
                    yield field.name, "y"
                elif value not in {None, False}:
                    yield field.name, str(value)


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


class MyVisitsForm(VisitsForm):
    """A person's visits, to be changed."""

    @classmethod
    def of(cls, registration: Registration, held: Iterable[str]) -> "MyVisitsForm":
        """The form with the visits that the person has."""
        held = tuple(held)
        form = cls(data={"visits": held})
        form.prepare_visits(registration.event, held)
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


def _territories(day: date, language: str) -> list[SelectChoice]:
    """The units of the day, grouped by kind, each group in the language's order (R1, R5)."""
    options = [SelectChoice("", str(lazy_gettext("Choose")))]
    units = territories_on(day, language=language)
    for kind, group in _GROUPS.items():
        options += [
            SelectChoice(str(unit.id), unit.name.in_(language), optgroup=str(group))
            for unit in units
            if unit.kind is kind
        ]
    return options
