"""The forms of vehicles and of who goes in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Optional

from eventreg import clock
from eventreg.events.models import Event
from eventreg.visits.models import Vehicle
from eventreg.visits.vehicles.seating import Load
from eventreg.visits.vehicles.service import VehicleFacts
from eventreg.web.fields import (
    Between,
    LocalMoment,
    TickBoxes,
    WholeNumber,
    require_time_that_exists,
)
from eventreg.web.forms import Form, OnceForm, line, local_line

MOST_SEATS = 1_000
NAME = 100


class VehicleForm(Form):
    """A bus or car of a site visit."""

    name = line(
        lazy_gettext("Name of the vehicle"),
        length=NAME,
        required=lazy_gettext("Name the vehicle, such as Bus 1."),
        description=lazy_gettext("As it stands on the windscreen and in the lists: Bus 1."),
    )
    capacity = WholeNumber(
        lazy_gettext("Seats for participants"),
        [
            InputRequired(lazy_gettext("Enter a whole number, such as 40.")),
            Between(
                1,
                MOST_SEATS,
                lazy_gettext("Enter a number from 1 to %(most)s.", most=MOST_SEATS),
            ),
        ],
    )
    meeting_point = local_line(
        lazy_gettext("Meeting point"),
        description=lazy_gettext("Only if it differs from the visit's own."),
    )
    departs_at = LocalMoment(
        lazy_gettext("Departure"),
        [Optional()],
        description=lazy_gettext("Only if it differs from the visit's own."),
    )
    accompanying = line(lazy_gettext("Accompanied by"))

    zone: ZoneInfo

    @classmethod
    def about(cls, event: Event, facts: VehicleFacts | None) -> "VehicleForm":
        """The form for a vehicle of the event; `facts` are None for a new one."""
        zone = ZoneInfo(event.time_zone)
        form = cls(data=_shown(facts, zone) if facts else None)
        form.zone = zone
        return form

    def validate_departs_at(self, field: wtforms.Field) -> None:
        require_time_that_exists(field.data, self.zone)

    def facts(self) -> VehicleFacts:
        """What was said about the vehicle."""
        departs_at = self.departs_at.data
        return VehicleFacts(
            name=self.name.data,
            capacity=self.capacity.data or 0,
            meeting_point=self.meeting_point.data,
            departs_at=clock.moment_of(departs_at, self.zone) if departs_at else None,
            accompanying=self.accompanying.data or "",
        )


class NewVehicleForm(VehicleForm, OnceForm):
    """A new bus or car."""


class PlaceForm(Form):
    """Ticked people, and the vehicle they are to go in."""

    people = TickBoxes(lazy_gettext("People"))
    vehicle = SelectField(lazy_gettext("Move those ticked to"))

    @classmethod
    def about(cls, loads: Sequence[Load]) -> "PlaceForm":
        """The form with everybody who has a seat on the visit."""
        form = cls()
        form.people.choices = [
            SelectChoice(each.registration.uid, each.registration.full_name)
            for load in loads
            for each in load.people
        ]
        form.vehicle.choices = [
            *(SelectChoice(load.vehicle.uid, load.vehicle.name) for load in loads if load.vehicle),
            SelectChoice("", gettext("No vehicle")),
        ]
        return form

    def chosen(self, loads: Sequence[Load]) -> Vehicle | None:
        """The vehicle chosen; None takes people out of theirs."""
        vehicles = {load.vehicle.uid: load.vehicle for load in loads if load.vehicle}
        return vehicles.get(self.vehicle.data)


class AssignForm(Form):
    """Whether those placed by hand are moved as well."""

    anew = BooleanField(lazy_gettext("Also move those whom somebody has placed by hand"))


def _shown(facts: VehicleFacts, zone: ZoneInfo) -> dict[str, Any]:
    departs_at = clock.shown_at(facts.departs_at, zone) if facts.departs_at else None
    return vars(replace(facts)) | {"departs_at": departs_at}
