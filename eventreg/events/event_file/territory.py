"""How the event file names a territory."""

from typing import Annotated

from pydantic import StringConstraints

from eventreg.events.event_file.values import Shape
from eventreg.territories.models import Territory


class TerritoryShape(Shape):
    """A territory by its country's own code, as it stood on the event's first day (R1).

    The name, where given, must be the one that belongs to the code: a wrong digit that makes a city
    of a municipality (R2) is noticed.
    """

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    code: Annotated[str, StringConstraints(pattern=r"^\S+$", max_length=20)]
    name: Annotated[str, StringConstraints(max_length=200)] = ""


def named_territory(territory: Territory) -> TerritoryShape:
    """How the file names a territory."""
    return TerritoryShape(
        country=territory.country, code=territory.code, name=territory.name.in_("lv")
    )


def territory_shape(territory: Territory | None) -> TerritoryShape | None:
    """How the file names a territory that may not be known."""
    return named_territory(territory) if territory else None
