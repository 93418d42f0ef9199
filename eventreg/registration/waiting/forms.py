"""The forms of the waiting list."""

from flask_babel import lazy_gettext
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from eventreg.web.forms import Form, MaxLength, Required, line


class AnswerForm(Form):
    """The answer to an offer; `visit` names the visit, empty for the place at the event."""

    answer = RadioField(
        choices=[SelectChoice("accept", ""), SelectChoice("decline", "")],
        validate_choice=True,
    )
    visit = StringField(validators=[MaxLength(22)])


class TogetherForm(Form):
    """With whom one wants to come."""

    reference = line(
        lazy_gettext("Reference of your colleague"),
        length=20,
        required=lazy_gettext("Write the reference, such as 7KM4-QX2D."),
        description=lazy_gettext("It stands in your colleague's mail, such as 7KM4-QX2D."),
    )


class OutOfTurnForm(Form):
    """Why somebody gets a place out of turn; obligatory (R8)."""

    reason = StringField(
        lazy_gettext("Reason"),
        [Required(lazy_gettext("Write the reason. It is kept in the log.")), MaxLength(500)],
        description=lazy_gettext("It is kept in the log; the person does not read it."),
    )
