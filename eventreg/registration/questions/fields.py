"""The fields that ask an event's own questions."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import FileStorage
from wtforms import Field, RadioField, SelectChoice, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectField
from wtforms.widgets import FileInput

from eventreg import clock
from eventreg.errors import DomainError
from eventreg.language import locale
from eventreg.registration.questions import uploads
from eventreg.registration.questions.given import NO, YES, FileGiven
from eventreg.registration.questions.models import Question, QuestionKind, QuestionOption
from eventreg.web import guards
from eventreg.web.fields import Day, TickBoxes
from eventreg.web.forms import MaxLength

LINE, TEXT = 200, 2_000
LARGEST = 1e12
# More options than these stand in a list that unfolds.
MOST_RADIOS = 12


class NumberField(StringField):
    """A number, with a comma or a point; None when left empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        typed = "".join(valuelist[:1]).replace("\u00a0", "").replace(" ", "")
        self.data = None
        if not typed:
            return
        try:
            value = float(typed.replace(",", ".").replace("\u2212", "-"))
        except ValueError as error:
            raise ValueError(gettext("Enter a number, such as 12 or 7.5.")) from error
        if not math.isfinite(value) or abs(value) > LARGEST:
            raise ValueError(gettext("Enter a number, such as 12 or 7.5."))
        self.data = value

    def _value(self) -> str:
        if self.data is None:
            return ""  # a browser's number field shows nothing but numbers
        value = int(self.data) if self.data == int(self.data) else self.data
        return str(value)


class OneOf(RadioField):
    """Radio buttons; none need be chosen."""

    def pre_validate(self, _form: Any) -> None:
        """Take only what is offered."""
        _require_offered(self)


class OneOfMany(SelectField):
    """A list that unfolds; nothing need be chosen."""

    def pre_validate(self, _form: Any) -> None:
        """Take only what is offered."""
        _require_offered(self)


class AttachedFile(Field):
    """A file, carried from page to page by a signed note; its data is a `FileGiven`.

    Its inputs are the file itself, `NAME-kept` with the note, and the tick box `NAME-without`.
    """

    widget = FileInput()
    accepted = uploads.ACCEPTED
    question: Question
    refused: DomainError | None = None

    def __init__(self, *args: Any, question: Question, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.question = question
        self.uploaded: FileStorage | None = None
        self.data: FileGiven | None = None

    def _value(self) -> str:
        return ""

    @property
    def note(self) -> str:
        """The note of the file that is kept; empty without one."""
        return uploads.note_of(self.data, self.question.uid) if self.data else ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the note that came with the form, and what was attached now."""
        self.process_errors: list[str] = []
        self.data, self.uploaded = data or None, None
        if formdata is None:
            return
        note = formdata.get(f"{self.name}-kept", "")
        self.data = uploads.noted(note, self.question.uid) if note else None
        if formdata.get(f"{self.name}-without"):
            self.data = None
        sent = formdata.get(self.name)
        self.uploaded = sent if isinstance(sent, FileStorage) and sent.filename else None

    def pre_validate(self, _form: Any) -> None:
        """Keep what was attached; a file that cannot be taken leaves the one before."""
        if self.uploaded is None:
            return
        name = uploads.plain_name(self.uploaded.filename or "")
        data = self.uploaded.stream.read(uploads.MOST_BYTES + 1)
        if fault := uploads.fault_of(data, name):
            raise ValidationError(str(fault))
        try:
            guards.attaching(now=clock.now())
        except guards.TooManyTries as error:
            self.refused = error
            raise ValidationError(str(uploads.TOO_MANY)) from error
        self.data = uploads.keep(data, name, now=clock.now())


def field_for(question: Question, options: list[QuestionOption], *, description: str) -> Any:
    """The field that asks the question; `options` are those it offers."""
    language = locale.current()
    given = {"label": question.label.in_(language), "description": description}
    choices = [SelectChoice(option.uid, option.label.in_(language)) for option in options]
    if question.kind is QuestionKind.CHOICES:
        return TickBoxes(choices=choices, **given)
    if question.kind is QuestionKind.CHOICE:
        return _one_of(choices, given)
    if question.kind is QuestionKind.FILE:
        return AttachedFile(question=question, **given)
    return _PLAIN[question.kind](given)


def _one_of(choices: list[Any], given: Mapping[str, Any]) -> Any:
    if len(choices) > MOST_RADIOS:
        return OneOfMany(choices=[SelectChoice("", gettext("Choose")), *choices], **given)
    return OneOf(choices=choices, **given)


def _yes_or_no(given: Mapping[str, Any]) -> Any:
    return OneOf(
        choices=[SelectChoice(YES, gettext("Yes")), SelectChoice(NO, gettext("No"))], **given
    )


_PLAIN: Mapping[QuestionKind, Callable[[Mapping[str, Any]], Any]] = {
    QuestionKind.SHORT_TEXT: lambda given: StringField(validators=[MaxLength(LINE)], **given),
    QuestionKind.LONG_TEXT: lambda given: TextAreaField(validators=[MaxLength(TEXT)], **given),
    QuestionKind.NUMBER: lambda given: NumberField(**given),
    QuestionKind.DATE: lambda given: Day(**given),
    QuestionKind.YES_NO: _yes_or_no,
}


def _require_offered(field: Any) -> None:
    if field.data and field.data not in {each.value for each in field.choices}:
        field.data = None
        raise ValidationError(lazy_gettext("Choose among what is offered."))
