"""What the macros of `templates/components` need to know about a form's fields."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from flask import Flask
from wtforms import (
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
)
from wtforms.widgets import Select

from eventreg.language.local_text import LANGUAGES
from eventreg.web.forms import LocalTextField


class WrongField(NamedTuple):
    """An error and the id of the control that it is about; none when it is about the form."""

    id: str | None
    message: str


def init(app: Flask) -> None:
    """Give the macros their functions."""
    app.jinja_env.globals["control"] = control
    app.jinja_env.filters.update(
        field_errors=field_errors, wrong_fields=wrong_fields, only_described=only_described
    )


def control(field: Field, *, hint_id: str | None = None, **given: Any) -> dict[str, Any]:
    """The attributes of a control: those `given`, and those that tie hint and error to it."""
    errors = field_errors(field)
    described = [
        *([hint_id] if hint_id else [f"{field.id}-hint"] if field.description else []),
        *([f"{field.id}-error"] if errors else []),
    ]
    attributes = {name: value for name, value in given.items() if value is not None}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if errors:
        attributes["aria-invalid"] = "true"
    return attributes


def only_described(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Of a control's attributes those that a fieldset may carry."""
    return {name: attributes[name] for name in ("aria-describedby",) if name in attributes}


def field_errors(field: Field) -> list[str]:
    """The messages of a field as one flat list, those of fields inside it too."""
    return list(_flat(field.errors))


def wrong_fields(form: Form) -> list[WrongField]:
    """What is wrong with a form: one line per field, in the order of the page."""
    found = [WrongField(None, str(message)) for message in form.form_errors]
    for field in form:
        found.extend(_wrong(field))
    return found


def _wrong(field: Field) -> Iterator[WrongField]:
    inside = [wrong for child in _children(field) for wrong in _wrong(child)]
    if inside:
        yield from inside
        return
    for message in field_errors(field)[:1]:
        yield WrongField(_first_control(field), message)


def _children(field: Field) -> Iterable[Field]:
    if isinstance(field, FormField):
        return tuple(field.form)
    return tuple(field.entries) if isinstance(field, FieldList) else ()


def _first_control(field: Field) -> str | None:
    """The control that an error leads to; none where the page shows none."""
    if isinstance(field, HiddenField):
        return None
    if isinstance(field, LocalTextField):
        return f"{field.id}-{LANGUAGES[0]}"
    if isinstance(field, RadioField | SelectMultipleField) and not isinstance(field.widget, Select):
        return f"{field.id}-0" if field.choices else None
    return str(field.id)


def _flat(errors: Any) -> Iterator[str]:
    if isinstance(errors, Mapping):
        errors = errors.values()
    elif not isinstance(errors, list | tuple):
        yield str(errors)
        return
    for error in errors:
        yield from _flat(error)
