"""When and where an event is: the fields that each form making or changing one has."""

from datetime import date
from typing import Any

from babel import Locale
from flask_babel import gettext, lazy_gettext
from wtforms import SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from eventreg import clock
from eventreg.language import locale
from eventreg.territories.models import Territory
from eventreg.territories.service import (
    countries_on,
    successors,
    territories_on,
    territory_by_code,
)
from eventreg.web.fields import Between, Day, WholeNumber
from eventreg.web.forms import Form, Required, local_line

MOST_PLACES = 100_000


def title_field() -> Any:
    """The title, in one language at least."""
    return local_line(
        lazy_gettext("Title"),
        required=lazy_gettext("Give the event a title in Latvian or English."),
    )


def capacity_field() -> Any:
    """The number of places, empty without limit."""
    return WholeNumber(
        lazy_gettext("Places"),
        [Between(0, MOST_PLACES, lazy_gettext("Enter a number from 0 to 100,000."))],
        description=lazy_gettext("Leave empty when there is no limit."),
    )


def host_field() -> Any:
    """The host municipality; `HostedForm.offer_territories` fills its list."""
    return SelectField(
        lazy_gettext("Host municipality"),
        validate_choice=False,
        description=lazy_gettext("The list is of the municipalities on the first day."),
    )


class HostedForm(Form):
    """A form with `starts_on` and `host_territory`, whose list is that of the first day (R1)."""

    starts_on: Day
    host_territory: SelectField

    def offer_territories(self) -> None:
        """Fill the list to choose from."""
        self._day = self.starts_on.data or clock.now().date()
        self.host_territory.choices = _territories(self._day, locale.current())

    def validate_host_territory(self, field: Any) -> None:
        """One of another time is named; its successor, where there is one, is proposed (R1)."""
        if not field.data or any(field.data == choice.value for choice in field.choices):
            return
        day, language = self._day, locale.current()
        territory = territory_of(field.data)
        field.data = ""
        if territory is None:
            raise ValidationError(gettext("Choose a municipality from the list."))
        later = successors(territory, day=day, language=language)
        if len(later) == 1 and later[0].is_valid_on(day):
            field.data = code_of(later[0])
        raise ValidationError(
            gettext(
                "%(territory)s did not exist on the first day of the event. Choose again.",
                territory=territory.name.in_(language),
            )
        )


def first_day() -> Any:
    """The first day."""
    return Day(lazy_gettext("First day"), [Required(lazy_gettext("Enter the first day."))])


def code_of(territory: Territory) -> str:
    """How the list names a territory."""
    return f"{territory.country}-{territory.code}"


def territory_of(code: str | None) -> Territory | None:
    """The territory that the list names so."""
    country, _, own = (code or "").partition("-")
    return territory_by_code(own, country=country) if own else None


def _territories(day: date, language: str) -> list[SelectChoice]:
    """The territories of the day; by country where there is more than one."""
    countries = countries_on(day)
    names = Locale(language).territories if len(countries) > 1 else {}
    found = [
        SelectChoice(code_of(each), each.name.in_(language), optgroup=names.get(country))
        for country in countries
        for each in territories_on(day, country=country, language=language)
    ]
    return [SelectChoice("", gettext("Not said")), *found]
