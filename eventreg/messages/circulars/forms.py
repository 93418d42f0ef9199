"""The forms about circulars."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from wtforms import RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from eventreg import clock
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.messages.forms_words import WordsForm
from eventreg.web.fields import LocalMoment, require_time_that_exists
from eventreg.web.forms import Form, OnceForm


class When(StrEnum):
    """When a letter goes out."""

    NOW = "now"
    LATER = "later"


class CircularForm(WordsForm, OnceForm):
    """A letter's words."""

    @property
    def said(self) -> dict[str, LocalText]:
        """What was written."""
        return {"subject": self.subject.data, "body": self.body.data}


class SendForm(Form):
    """When the letter goes out, by the clocks of the event."""

    when = RadioField(
        lazy_gettext("When is it sent?"),
        choices=[
            SelectChoice(When.NOW.value, lazy_gettext("Now")),
            SelectChoice(When.LATER.value, lazy_gettext("At a set time")),
        ],
        default=When.NOW.value,
    )
    send_at = LocalMoment(lazy_gettext("Day and time"))

    zone: ZoneInfo

    @classmethod
    def by_clocks_of(cls, event: Event) -> "SendForm":
        """The form for this event."""
        form = cls()
        form.zone = ZoneInfo(event.time_zone)
        return form

    def validate_send_at(self, field: LocalMoment) -> None:
        """A time that is asked for is given, and exists (R13)."""
        if self.when.data == When.LATER.value:
            if field.data is None:
                raise ValidationError(lazy_gettext("Say when the letter is to be sent."))
            require_time_that_exists(field.data, self.zone)

    @property
    def moment(self) -> datetime | None:
        """The moment that was set; None for now."""
        if self.when.data == When.NOW.value or self.send_at.data is None:
            return None
        return clock.moment_of(self.send_at.data, self.zone)
