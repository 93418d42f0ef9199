"""The list of municipalities of a day (R1): long, so that it is read only where it is shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from eventreg.language import locale
from eventreg.territories.models import Territory, TerritoryKind
from eventreg.territories.service import territories_on, territory

_GROUPS: Mapping[TerritoryKind, Any] = {
    TerritoryKind.REPUBLICAN_CITY: lazy_gettext("Republican cities"),
    TerritoryKind.STATE_CITY: lazy_gettext("State cities"),
    TerritoryKind.CITY: lazy_gettext("Cities"),
    TerritoryKind.MUNICIPALITY: lazy_gettext("Municipalities (novadi)"),
    TerritoryKind.REGION: lazy_gettext("Regions"),
    TerritoryKind.COUNTRY: lazy_gettext("Countries"),
}


class TerritoryField(SelectField):
    """A choice among the units of `day`; of the one chosen only its own row is read."""

    day: date
    _given: Sequence[SelectChoice] | None = None
    _unit: Territory | None = None

    @property
    def choices(self) -> Sequence[SelectChoice]:
        """The units of the day, in the language in force."""
        if self._given is None:
            self._given = territory_choices(self.day, locale.current())
        return self._given

    @choices.setter
    def choices(self, given: Sequence[SelectChoice] | None) -> None:
        self._given = given

    @property
    def unit(self) -> Territory | None:
        """The unit chosen, if it is one of the day."""
        if not (self.data and self.data.isascii() and self.data.isdigit()):
            return None
        if self._unit is None or self._unit.id != int(self.data):
            self._unit = territory(int(self.data))
        found = self._unit
        is_of_the_day = found is not None and found.country == "LV" and found.is_valid_on(self.day)
        return found if is_of_the_day else None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not a unit of the day."""
        if self.data and self.unit is None:
            raise ValidationError(gettext("Choose the municipality you come from."))


def territory_choices(day: date, language: str) -> list[SelectChoice]:
    """The units of the day, grouped by kind, each group in the language's order (R1, R5)."""
    options = [SelectChoice("", str(lazy_gettext("Choose")))]
    units = territories_on(day, language=language)
    for kind, group in _GROUPS.items():
        options += [
            SelectChoice(str(unit.id), unit.name.in_(language), optgroup=str(group))
            for unit in units
            if unit.kind is kind
        ]
    return options
