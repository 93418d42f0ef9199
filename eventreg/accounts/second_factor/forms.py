"""Forms about the second factor."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, PasswordField, StringField

from eventreg.accounts.sign_in import PASSWORD_MAXIMUM
from eventreg.web.forms import Form, MaxLength, Required

LONGEST_CODE = 40


class CodeForm(Form):
    """What the app on the phone shows now."""

    code = StringField(
        lazy_gettext("Code"),
        [Required(lazy_gettext("Enter the six digits of the app.")), MaxLength(LONGEST_CODE)],
        description=lazy_gettext("Six digits that the app shows; they change every half minute."),
    )


class RecoveryForm(Form):
    """One of the codes kept for the day the phone is gone."""

    code = StringField(
        lazy_gettext("Recovery code"),
        [Required(lazy_gettext("Enter a recovery code.")), MaxLength(LONGEST_CODE)],
        description=lazy_gettext("Twelve letters and digits, such as 1a2b-3c4d-5e6f."),
    )


class PasswordAgainForm(Form):
    """The own password once more, before something that weakens the own sign-in."""

    password = PasswordField(
        lazy_gettext("Your password"),
        [Required(lazy_gettext("Enter your password.")), MaxLength(PASSWORD_MAXIMUM)],
    )


class MoveForm(PasswordAgainForm, CodeForm):
    """A code of the new phone, and the password."""


class RequireForm(Form):
    """Whether everybody who works for the organisation must have a second factor."""

    required = BooleanField(
        lazy_gettext("Everybody must have a second factor"),
        description=lazy_gettext(
            "Whoever has none is asked to set one up before the organisation's pages open."
        ),
    )
