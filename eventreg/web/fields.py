"""Fields whose faults are said in our words: whole numbers, days, clock times, local moments."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from wtforms import DateField, DateTimeLocalField, IntegerField, TimeField, ValidationError

from eventreg import clock

DAYS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y."]
TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]
MOMENTS = [
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H.%M",
]


def _typed(values: list[str]) -> str:
    return values[0].strip() if values else ""


class WholeNumber(IntegerField):
    """A whole number, or None when left empty."""

    data: int | None

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if typed := _typed(valuelist):
            try:
                self.data = int(typed)
            except ValueError as error:
                raise ValueError(gettext("Enter a whole number, such as 40.")) from error


class Between:
    """A number from `least` to `most`; left empty it passes."""

    def __init__(self, least: int, most: int, message: Any):
        self.least, self.most, self.message = least, most, message
        self.field_flags = {"min": least, "max": most}

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data is not None and not self.least <= field.data <= self.most:
            raise ValidationError(str(self.message))


class _Picked:
    """Shows what was understood: a browser's picker can show nothing else."""

    data: Any
    format: list[str]

    def _value(self) -> str:
        return self.data.strftime(self.format[0]) if self.data is not None else ""


class Day(_Picked, DateField):
    """A day, as the browser's picker sends it or as people write it: 21.11.2017."""

    data: date | None

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any):
        super().__init__(label, validators, format=DAYS, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if _typed(valuelist):
            try:
                super().process_formdata([_typed(valuelist)])
            except ValueError as error:
                raise ValueError(gettext("Enter a day, such as 21.11.2026.")) from error


class ClockTime(_Picked, TimeField):
    """A time of day: 10:00 or 10.00."""

    data: time | None

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any):
        super().__init__(label, validators, format=TIMES, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if _typed(valuelist):
            try:
                super().process_formdata([_typed(valuelist)])
            except ValueError as error:
                raise ValueError(gettext("Enter a time, such as 10.00.")) from error


class LocalMoment(_Picked, DateTimeLocalField):
    """A day and time as the clocks of some zone show it; the form knows which zone."""

    data: datetime | None

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any):
        super().__init__(label, validators, format=MOMENTS, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; without a zone."""
        self.data = None
        if _typed(valuelist):
            try:
                super().process_formdata([_typed(valuelist)])
            except ValueError as error:
                raise ValueError(
                    gettext("Enter a day and a time, such as 21.11.2026 10.00.")
                ) from error


def require_time_that_exists(shown: datetime | None, zone: ZoneInfo) -> None:
    """Raise ValidationError for a time that the clocks of `zone` skip in spring (R13)."""
    if shown is not None and clock.shown_at(clock.moment_of(shown, zone), zone) != shown:
        raise ValidationError(gettext("The clocks are put forward then: this time does not exist."))
