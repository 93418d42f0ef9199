"""Forms in two steps: what was filled in is looked at on a page of its own before it is sent."""

from collections.abc import Iterator
from enum import StrEnum

from flask import request
from wtforms import HiddenField, SelectMultipleField

from eventreg.web.forms import Form


class Step(StrEnum):
    """What the pressed button asks for."""

    CHECK = "check"
    EDIT = "edit"
    SEND = "send"


def step_asked() -> Step:
    """The step that the request asks for: to look at what was filled in, unless it says so."""
    asked = request.form.get("step", "")
    return Step(asked) if asked in set(Step) else Step.CHECK


def carried_fields(
    form: Form, *, besides: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """What was filled in, as names and values of hidden fields, to be sent or edited from there.

    Fields that are hidden already, and those named in `besides`, are left out.
    """
    for field in form:
        if isinstance(field, HiddenField) or field.name in besides:
            continue
        values = field.data if isinstance(field, SelectMultipleField) else [field.data]
        for value in values or ():
            if value is True:
                yield field.name, "y"
            elif value not in {None, False}:
                yield field.name, str(value)
