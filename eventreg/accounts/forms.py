"""Forms about accounts and organisations."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import ColorField, EmailField, PasswordField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Regexp

from eventreg.accounts.models import Organisation, StaffRole
from eventreg.accounts.service import OrganisationFacts, facts_of
from eventreg.accounts.sign_in import PASSWORD_MAXIMUM
from eventreg.accounts.wording import ROLES
from eventreg.web.fields import Between, WholeNumber
from eventreg.web.forms import (
    EmailAddress,
    Form,
    MaxLength,
    OnceForm,
    Required,
    line,
    local_line,
    local_text,
)

LONGEST_RETENTION_DAYS = 3650


class ForgottenForm(Form):
    """To whom the link shall go."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Enter your e-mail address.")), EmailAddress(), MaxLength(254)],
    )


class PasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(
        lazy_gettext("New password"),
        [Required(lazy_gettext("Enter a new password.")), MaxLength(PASSWORD_MAXIMUM)],
        description=lazy_gettext("At least 12 characters. A few words in a row are easy to keep."),
    )
    again = PasswordField(
        lazy_gettext("New password once more"),
        [
            Required(lazy_gettext("Enter the new password once more.")),
            EqualTo("password", lazy_gettext("The two passwords are not the same.")),
        ],
    )


class RoleForm(Form):
    """What a member may do."""

    role = RadioField(
        lazy_gettext("Role"),
        [InputRequired(lazy_gettext("Choose a role."))],
        choices=[SelectChoice(role.value, ROLES[role]) for role in StaffRole],
    )

    @property
    def chosen(self) -> StaffRole:
        return StaffRole(self.role.data)


class InvitationForm(RoleForm, OnceForm):
    """Whom to let work for the organisation."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Enter an e-mail address.")), EmailAddress(), MaxLength(254)],
    )
    name = line(lazy_gettext("Name and surname"))

    def person(self) -> dict[str, Any]:
        return {"email": self.email.data, "name": self.name.data or "", "role": self.chosen}


class LogoForm(Form):
    """A picture to be the logo."""

    logo = FileField(
        lazy_gettext("Picture"),
        [FileRequired(lazy_gettext("Choose a picture."))],
        description=lazy_gettext(
            "PNG, JPEG or WebP; best a wide one on white or transparent ground, at least 600 "
            "pixels wide."
        ),
    )


class OrganisationForm(Form):
    """Name, contact, data protection and look of an organisation."""

    name = local_line(
        lazy_gettext("Name"),
        required=lazy_gettext("Give the organisation a name in Latvian or English."),
        description=lazy_gettext("The full official name, without abbreviations."),
    )
    address = local_line(lazy_gettext("Address"), length=300)
    email = EmailField(
        lazy_gettext("E-mail"),
        [EmailAddress(), MaxLength(254)],
        description=lazy_gettext("Answers to the mails of your events arrive here."),
    )
    phone = line(lazy_gettext("Telephone"), length=40)
    website = line(
        lazy_gettext("Website"),
        length=300,
        validators=[
            Regexp(
                r"(https?://\S+)?\Z",
                message=lazy_gettext("The address of a website begins with https://"),
            )
        ],
    )
    data_protection_contact = local_text(
        lazy_gettext("Data protection contact"),
        length=1000,
        description=lazy_gettext("Whom participants may ask about their data."),
    )
    privacy_notice = local_text(
        lazy_gettext("Privacy notice"),
        description=lazy_gettext(
            "What you add to the general notice. Whoever registers later is shown the new version."
        ),
    )
    retention_days = WholeNumber(
        lazy_gettext("Days to keep contacts after an event"),
        [
            Required(lazy_gettext("Enter a number of days from 1 to 3650.")),
            Between(
                1,
                LONGEST_RETENTION_DAYS,
                lazy_gettext("Enter a number of days from 1 to 3650."),
            ),
        ],
        description=lazy_gettext("After that a registration becomes anonymous. Usually 730."),
    )
    accent_colour = ColorField(
        lazy_gettext("Accent colour"),
        [
            Required(lazy_gettext("Choose a colour.")),
            Regexp(
                r"#[0-9a-fA-F]{6}\Z",
                message=lazy_gettext("Write the colour as # and six digits, such as #7a1f2b."),
            ),
        ],
        description=lazy_gettext("For headings and lines of your documents."),
    )

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        return cls(data=vars(facts_of(organisation)))

    def facts(self) -> OrganisationFacts:
        values: dict[str, Any] = {
            name: value for name, value in self.data.items() if name != "csrf_token"
        }
        return OrganisationFacts(**values | {"accent_colour": values["accent_colour"].lower()})
