"""The form with which a person hands the place over to a colleague."""

from collections.abc import Iterator
from dataclasses import replace

from flask_babel import lazy_gettext
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from eventreg.language import locale
from eventreg.registration.application import Details
from eventreg.registration.checking import carried_fields
from eventreg.registration.models import Registration
from eventreg.registration.requests.wanted import details_of
from eventreg.web.forms import EmailAddress, Form, MaxLength, Required, line


class HandOverForm(Form):
    """Who comes instead; institution, municipality and role stay those of the place."""

    first_name = line(
        lazy_gettext("First name"),
        length=100,
        required=lazy_gettext("Write your colleague's first name."),
    )
    last_name = line(
        lazy_gettext("Surname"),
        length=100,
        required=lazy_gettext("Write your colleague's surname."),
    )
    email = StringField(
        lazy_gettext("E-mail"),
        [
            Required(lazy_gettext("Write your colleague's e-mail address.")),
            MaxLength(254),
            EmailAddress(),
        ],
        description=lazy_gettext("Your colleague gets a mail with a link of their own."),
    )
    position = line(
        lazy_gettext("Position"), required=lazy_gettext("Write your colleague's position.")
    )
    language = RadioField(
        lazy_gettext("Language of mails"),
        choices=[SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()],
    )

    @classmethod
    def of(cls, registration: Registration) -> "HandOverForm":
        """An empty form; the colleague is written to in the same language unless one says so."""
        return cls(data={"language": registration.language})

    def details(self, registration: Registration) -> Details:
        """The colleague's details at the event."""
        return replace(
            details_of(registration),
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            position=self.position.data,
            phone="",
        )

    def carried(self) -> Iterator[tuple[str, str]]:
        """What was filled in as hidden fields of the page to check it."""
        return carried_fields(self)
