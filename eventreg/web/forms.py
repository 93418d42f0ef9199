"""The base of all forms: what is typed is kept, stripped and checked in the person's language."""

import secrets
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext, ngettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.language.local_text import LANGUAGES, LocalText
from eventreg.web.library_messages import LIBRARY_MESSAGES, LibraryMessages

Result = TypeVar("Result")

LINE = 200
TOO_MANY = 429
ONCE_KEY = "once_key"
TEXT = 10_000


def stripped(value: Any) -> Any:
    """White space around what was typed is never meant; a NUL no database keeps."""
    return value.replace("\0", "").strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """A form of the house: CSRF, stripped values, errors of the domain beside their field."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            filters = unbound_field.kwargs.get("filters", [])
            if issubclass(unbound_field.field_class, StringField):
                filters = [stripped, *filters]
            return unbound_field.bind(form=form, filters=filters, **options)

        def get_translations(self, form: Any) -> LibraryMessages:
            return LIBRARY_MESSAGES

    refused: DomainError | None = None

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Do `action`; a rule that says no becomes an error of this form and undoes the change."""
        try:
            return action()
        except DomainError as error:
            db.session.rollback()
            self.refuse(error)
            return None

    def allows(self, action: Callable[[], object]) -> bool:
        """Do `action`; whether no rule said no to it."""
        self.attempt(action)
        return self.refused is None

    def refuse(self, error: DomainError) -> None:
        """Show a rule's no beside its field, or above the form when it has none."""
        self.refused = error
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(str(error.message))
        else:
            field.errors = [*field.errors, str(error.message)]


def new_once_key() -> str:
    """A key that tells one showing of a form, or of a button, from all others."""
    return secrets.token_urlsafe(16)


class OnceForm(Form):
    """A form of staff that makes something, once however often it is sent (`web.once`)."""

    once_key = HiddenField("", default=new_once_key)


def render_form(template: str, *, form: Form, **values: Any) -> ResponseReturnValue:
    """A page with a form: 422 when something is wrong with it, so that nothing is committed.

    A form sent too often answers 429 and says when to try again; what was typed is kept.
    """
    page = render_template(template, form=form, **values)
    if form.refused is not None and form.refused.status == TOO_MANY:
        return page, TOO_MANY, form.refused.headers
    return page, 422 if form.errors or form.form_errors else 200


class Required:
    """Something must be given; the message says what."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads a plain dictionary

    def __init__(self, message: Any = None):
        self.message = message or lazy_gettext("Please fill this in.")

    def __call__(self, form: Any, field: Field) -> None:
        empty = not field.data and field.data != 0
        if empty and not field.errors:
            raise StopValidation(str(self.message))
        if empty:
            raise StopValidation


class MaxLength:
    """At most so many characters."""

    def __init__(self, characters: int):
        self.characters = characters
        self.field_flags = {"maxlength": characters}

    def __call__(self, form: Any, field: Field) -> None:
        texts: Iterable[str] = (
            field.data.values() if isinstance(field.data, LocalText) else (field.data or "",)
        )
        if any(len(text) > self.characters for text in texts):
            raise ValidationError(
                ngettext(
                    "At most %(num)s character, please.",
                    "At most %(num)s characters, please.",
                    self.characters,
                )
            )


class EmailAddress:
    """An address that mail could be sent to; nothing is looked up on the network."""

    def __call__(self, form: Any, field: Field) -> None:
        from email_validator import EmailNotValidError, validate_email

        if not field.data:
            return
        try:
            field.data = validate_email(
                field.data, check_deliverability=False, test_environment=True
            ).normalized
        except EmailNotValidError as error:
            raise ValidationError(
                lazy_gettext("This is not a valid e-mail address, such as name@example.org.")
            ) from error


class LocalTextField(Field):
    """One text in every language: inputs `NAME-lv`, `NAME-en`; its data is a `LocalText`."""

    multiline = False

    def __init__(self, *args: Any, multiline: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.multiline = multiline
        self.typed: dict[str, str] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read each language's input; what was typed stays even when the form fails."""
        self.process_errors: list[str] = []
        given = self.object_data = data if data is not None else LocalText()
        self.data = LocalText(given)
        self.typed = {language: self.data.get(language, "") for language in LANGUAGES}
        if formdata is None or not any(self.input_name(lang) in formdata for lang in LANGUAGES):
            return
        self.typed = {lang: formdata.get(self.input_name(lang), "") for lang in LANGUAGES}
        self.data = LocalText(self.typed)

    def input_name(self, language: str) -> str:
        return f"{self.name}-{language}"

    def _value(self) -> str:
        return ""


def line(label: Any, *, length: int = LINE, required: Any = None, **kwargs: Any) -> Any:
    """A line of text; `required` is the message shown when it is missing, or None."""
    validators = [*([Required(required)] if required else []), MaxLength(length)]
    return StringField(label, [*validators, *kwargs.pop("validators", [])], **kwargs)


def text(label: Any, *, length: int = TEXT, required: Any = None, **kwargs: Any) -> Any:
    """A text of several lines."""
    validators = [*([Required(required)] if required else []), MaxLength(length)]
    return TextAreaField(label, [*validators, *kwargs.pop("validators", [])], **kwargs)


def local_line(label: Any, *, length: int = LINE, required: Any = None, **kwargs: Any) -> Any:
    """A line in every language; when required, one language suffices (the other falls back)."""
    validators = [*([Required(required)] if required else []), MaxLength(length)]
    return LocalTextField(label, validators, **kwargs)


def local_text(label: Any, *, length: int = TEXT, required: Any = None, **kwargs: Any) -> Any:
    """A text of several lines in every language."""
    return local_line(label, length=length, required=required, multiline=True, **kwargs)
