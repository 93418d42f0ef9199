"""From text to the typed shape and back, and the published schema."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import ErrorDetails

from eventreg.events.event_file.errors import EventFileFaulty, Fault
from eventreg.events.event_file.shape import FORMAT, EventFile

MAX_BYTES = 20 * 1024 * 1024
SCHEMA_ID = "urn:eventreg:event:1"
_REASONS = {
    "extra_forbidden": "this key is not known",
    "missing": "is missing",
}


class _Schema(GenerateJsonSchema):
    """Says nothing of the default of a local text, which is an empty object."""

    ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012 - theirs


class _KeyTwice(ValueError):
    """An object has a key twice."""


def read(text: str | bytes) -> EventFile:
    """The file in its shape; raises EventFileFaulty with one fault for each wrong place.

    What the parts of the file say about each other is checked by `consistency.faults`.
    """
    if len(text) > MAX_BYTES:
        raise EventFileFaulty([Fault((), f"the file is larger than {MAX_BYTES} bytes")])
    try:
        json.loads(text, object_pairs_hook=_without_repetition, parse_constant=_no_constant)
    except RecursionError as error:
        raise EventFileFaulty([Fault((), "the file is nested too deeply")]) from error
    except ValueError as error:
        raise EventFileFaulty([Fault((), _why_no_json(error))]) from error
    try:
        return EventFile.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise EventFileFaulty(_faults(error.errors(include_url=False))) from error


def write(file: EventFile) -> str:
    """The one form of this file: fields in the order of the shape, what is empty left out."""
    values = file.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The published JSON Schema (2020-12) of the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **EventFile.model_json_schema(schema_generator=_Schema),
        "title": f"Event file {FORMAT}",
    }


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _KeyTwice(f"an object has the key {twice!r} twice")
    return found


def _no_constant(name: str) -> Any:
    raise _KeyTwice(f"{name} is not a number that JSON knows")


def _why_no_json(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"this is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
    if isinstance(error, UnicodeDecodeError):
        return "the file is not UTF-8"
    return str(error)


def _faults(errors: Iterable[ErrorDetails]) -> list[Fault]:
    return [Fault(tuple(error["loc"]), _reason(error)) for error in errors]


def _reason(error: ErrorDetails) -> str:
    if error["type"] in _REASONS:
        return _REASONS[error["type"]]
    message = error["msg"]
    if error["type"] == "string_pattern_mismatch":
        message = f"must have the form {error['ctx']['pattern']}"
    message = message.replace("Input should ", "must ", 1)
    given = error["input"]
    shown = f", not {given!r}" if isinstance(given, str | int | float) else ""
    return f"{message[:1].lower()}{message[1:]}{shown[:80]}"
