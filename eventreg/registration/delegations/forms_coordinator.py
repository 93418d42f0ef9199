"""The coordinator's forms: who comes, what is corrected, nobody comes."""

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from eventreg.language import locale
from eventreg.registration.application import Details
from eventreg.registration.forms import OWN_ROLES, DetailsForm, standing_details
from eventreg.registration.models import Affiliation, Delegation, ParticipantRole, Registration
from eventreg.registration.questions.forms import QuestionsPart
from eventreg.registration.questions.models import QuestionKind
from eventreg.registration.questions.queries import questions_of
from eventreg.web.forms import EmailAddress, Form, MaxLength, OnceForm, Required, line


class MemberForm(DetailsForm):
    """A person of the delegation. Needs are told by the person alone (R20)."""

    email = StringField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Write the e-mail address.")), MaxLength(254), EmailAddress()],
        description=lazy_gettext("The person's own; a mail with the person's own link goes there."),
    )
    role = SelectField(lazy_gettext("Role"))
    language = RadioField(
        lazy_gettext("Language of mails"),
        choices=[SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()],
    )

    delegation: Delegation

    @classmethod
    def of(cls, delegation: Delegation, person: Registration) -> "MemberForm":
        """The form with what stands."""
        form = cls(data=standing_details(person))
        form._prepare(delegation)
        del form.language
        return form

    def _prepare(self, delegation: Delegation) -> None:
        self.delegation = delegation
        self.prepare(delegation.event, OWN_ROLES)
        del self.diet, self.access
        if delegation.territory is not None:
            del self.affiliation, self.territory

    def details(self) -> Details:
        """The person's details; who comes for a municipality comes for the one invited."""
        territory = self.delegation.territory
        if territory is None:
            return super().details()
        return Details(
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            position=self.position.data,
            institution=self.institution.data,
            phone=self.phone.data or "",
            affiliation=Affiliation.MUNICIPALITY,
            territory=territory,
            role=ParticipantRole(self.role.data),
        )


class NewMemberForm(MemberForm, QuestionsPart, OnceForm):
    """A person whom the coordinator adds, with what the coordinator can answer for them.

    Files are the person's own to attach.
    """

    @classmethod
    def for_delegation(cls, delegation: Delegation) -> "NewMemberForm":
        """An empty form; the institution is filled in where it is the one invited."""
        form = cls(data={"institution": delegation.institution, "language": delegation.language})
        form._prepare(delegation)
        asked = questions_of(delegation.event)
        form.ask([each for each in asked if each.kind is not QuestionKind.FILE], insist=False)
        return form


class RefusalForm(Form):
    """Nobody comes."""

    reason = line(
        lazy_gettext("Reason"),
        length=500,
        description=lazy_gettext("The organiser reads it. You may leave it empty."),
    )
