"""Fields whose faults are said in our words: whole numbers, days, clock times, local moments."""

from datetime import date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import LazyString, gettext, lazy_gettext
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectMultipleField,
    TimeField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

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
    """A moment as a browser's picker sends it or as people write it, in one of `forms`.

    It shows what was understood: a picker can show nothing else.
    """

    forms: ClassVar[list[str]]
    fault: ClassVar[LazyString]
    data: Any
    format: list[str]

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any):
        super().__init__(label, validators, format=self.forms, **kwargs)  # type: ignore[call-arg]

    def _value(self) -> str:
        return self.data.strftime(self.format[0]) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if typed := _typed(valuelist):
            try:
                super().process_formdata([typed])  # type: ignore[misc]
            except ValueError as error:
                raise ValueError(str(self.fault)) from error


class _OfCalendar(_Picked):
    """A day or a moment that is known; another one is shown again, and is no data."""

    unknown: date | datetime | None = None

    def _value(self) -> str:
        if self.unknown is None:
            return super()._value()
        day, _, at = self.unknown.isoformat().partition("T")
        return f"{day}T{at[:5]}" if at else day

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        super().process_formdata(valuelist)
        if self.data is not None and not clock.is_known(self.data):
            self.unknown, self.data = self.data, None
            raise ValueError(
                gettext(
                    "Enter a day from %(first)s to %(last)s.",
                    first=clock.FIRST_DAY.year,
                    last=clock.LAST_DAY.year,
                )
            )


class Day(_OfCalendar, DateField):
    """A day: 21.11.2017."""

    forms = DAYS
    fault = lazy_gettext("Enter a day, such as 21.11.2026.")
    data: date | None


class ClockTime(_Picked, TimeField):
    """A time of day: 10:00 or 10.00."""

    forms = TIMES
    fault = lazy_gettext("Enter a time, such as 10.00.")
    data: time | None


class LocalMoment(_OfCalendar, DateTimeLocalField):
    """A day and time as the clocks of some zone show it; without a zone, the form knows which."""

    forms = MOMENTS
    fault = lazy_gettext("Enter a day and a time, such as 21.11.2026 10.00.")
    data: datetime | None


class TickBoxes(SelectMultipleField):
    """Tick boxes, several of which may be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Take only what is offered."""
        offered = {each.value for each in self.choices or ()}
        if not offered.issuperset(self.data or ()):
            raise ValidationError(lazy_gettext("Choose among what is offered."))


def require_time_that_exists(shown: datetime | None, zone: ZoneInfo) -> None:
    """Raise ValidationError for a time that the clocks of `zone` skip in spring (R13)."""
    if shown is not None and clock.shown_at(clock.moment_of(shown, zone), zone) != shown:
        raise ValidationError(gettext("The clocks are put forward then: this time does not exist."))
