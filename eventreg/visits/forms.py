"""The forms of site visits and host institutions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, FloatField, SelectChoice, SelectField, widgets
from wtforms.validators import NumberRange, Optional

from eventreg import clock
from eventreg.agenda.forms import day_choices
from eventreg.agenda.occasions import Occasion
from eventreg.events.models import Event
from eventreg.territories.models import Territory
from eventreg.visits.hosts import HostFacts, KeptHost
from eventreg.visits.models import HostInstitution, InstitutionKind
from eventreg.visits.service import VisitFacts
from eventreg.visits.wording import INSTITUTION_KINDS
from eventreg.web.fields import (
    Between,
    ClockTime,
    LocalMoment,
    WholeNumber,
    require_time_that_exists,
)
from eventreg.web.forms import EmailAddress, Form, OnceForm, line, local_line, local_text

ADDRESS, PHONE, EMAIL = 300, 40, 254
MOST_SEATS = 100_000
NEW_VISIT = {"choosable": True, "day": ""}
KIND_CHOICES = [SelectChoice(kind.value, name) for kind, name in INSTITUTION_KINDS.items()]


class Degrees(FloatField):
    """Degrees of latitude or longitude: 57.514 or 57,514."""

    widget = widgets.TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata([value.replace(",", ".") for value in valuelist])
        except ValueError as error:
            raise ValueError(gettext("Enter degrees as a number, such as 57.514.")) from error


class VisitForm(Form):
    """A site visit. Its institution is one of the list, or a new one named here."""

    host = SelectField(lazy_gettext("Institution"))
    new_name = local_line(lazy_gettext("Name of the new institution"))
    new_kind = SelectField(lazy_gettext("Kind of institution"), choices=KIND_CHOICES)
    new_address = line(lazy_gettext("Address"), length=ADDRESS)
    choosable = BooleanField(
        lazy_gettext("Participants choose this visit when they register"),
        description=lazy_gettext("Without the tick everybody takes part in it."),
    )
    capacity = WholeNumber(
        lazy_gettext("Number of seats"),
        [
            Optional(),
            Between(
                1,
                MOST_SEATS,
                lazy_gettext("Enter a number from 1 to %(most)s.", most=MOST_SEATS),
            ),
        ],
        description=lazy_gettext("Leave empty when there is no limit."),
    )
    meeting_point = local_line(lazy_gettext("Meeting point"))
    departs_at = LocalMoment(
        lazy_gettext("Departure"),
        [Optional()],
        description=lazy_gettext("Day and time as the clocks at the event's place show them."),
    )
    transport = local_line(lazy_gettext("Transport"))
    accompanying = line(lazy_gettext("Accompanied by"))
    good_to_know = local_text(
        lazy_gettext("What to know beforehand"),
        description=lazy_gettext("Clothing, photographs, steps at the entrance and the like."),
    )

    zone: ZoneInfo
    hosts: dict[str, HostInstitution]

    @classmethod
    def about(
        cls, event: Event, *, facts: VisitFacts | None, hosts: Sequence[KeptHost], language: str
    ) -> "VisitForm":
        """The form for a visit of the event; `facts` are None for a new one."""
        zone = ZoneInfo(event.time_zone)
        form = cls(data=_shown_visit(facts, zone) if facts else NEW_VISIT)
        form.zone = zone
        form.hosts = {kept.host.uid: kept.host for kept in hosts}
        form.host.choices = [
            SelectChoice("", gettext("Choose one, or name a new one below")),
            *(SelectChoice(uid, host.name.in_(language)) for uid, host in form.hosts.items()),
        ]
        return form

    def validate_new_name(self, field: wtforms.Field) -> None:
        if not self.host.data and not field.data:
            raise wtforms.ValidationError(
                gettext("Choose an institution or give the name of a new one.")
            )

    def validate_departs_at(self, field: wtforms.Field) -> None:
        require_time_that_exists(field.data, self.zone)

    def facts(self) -> VisitFacts:
        """What was said about the visit."""
        departs_at = self.departs_at.data
        return VisitFacts(
            host=self.hosts.get(self.host.data) or self._new_host(),
            capacity=self.capacity.data,
            choosable=self.choosable.data,
            meeting_point=self.meeting_point.data,
            departs_at=clock.moment_of(departs_at, self.zone) if departs_at else None,
            transport=self.transport.data,
            accompanying=self.accompanying.data or "",
            good_to_know=self.good_to_know.data,
        )

    def _new_host(self) -> HostFacts:
        return HostFacts(
            name=self.new_name.data,
            kind=InstitutionKind(self.new_kind.data),
            address=self.new_address.data or "",
        )


class NewVisitForm(VisitForm, OnceForm):
    """A new site visit, with the day and time that its agenda item will bear."""

    day = SelectField(lazy_gettext("Day"))
    starts_at = ClockTime(lazy_gettext("Start"))
    ends_at = ClockTime(lazy_gettext("End"))

    @classmethod
    def about(
        cls, event: Event, *, facts: VisitFacts | None, hosts: Sequence[KeptHost], language: str
    ) -> "NewVisitForm":
        """The form for a new visit of the event."""
        form = super().about(event, facts=facts, hosts=hosts, language=language)
        assert isinstance(form, NewVisitForm)  # noqa: S101 - `about` makes one of its own class
        form.day.choices = day_choices(event, None, language)
        return form

    def said(self) -> dict[str, Any]:
        """What was said about the visit and about when it takes place, for `add_visit`."""
        return {"facts": self.facts(), "occasion": self._occasion()}

    def _occasion(self) -> Occasion:
        """Whatever is not known stays unknown (R14)."""
        return Occasion(
            day=date.fromisoformat(self.day.data) if self.day.data else None,
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
        )


class HostForm(Form):
    """A host institution in the organisation's list."""

    name = local_line(
        lazy_gettext("Name"), required=lazy_gettext("Give the name in Latvian or English.")
    )
    kind = SelectField(lazy_gettext("Kind of institution"), choices=KIND_CHOICES)
    territory = SelectField(lazy_gettext("Municipality"))
    address = line(lazy_gettext("Address"), length=ADDRESS)
    latitude = Degrees(
        lazy_gettext("Latitude"),
        [Optional(), NumberRange(-90, 90, lazy_gettext("Latitude lies between −90 and 90."))],
    )
    longitude = Degrees(
        lazy_gettext("Longitude"),
        [Optional(), NumberRange(-180, 180, lazy_gettext("Longitude lies between −180 and 180."))],
    )
    contact_name = line(lazy_gettext("Contact person"))
    contact_email = line(lazy_gettext("E-mail"), length=EMAIL, validators=[EmailAddress()])
    contact_phone = line(lazy_gettext("Telephone"), length=PHONE)

    territories: dict[str, Territory]

    @classmethod
    def about(
        cls, facts: HostFacts | None, *, territories: Sequence[Territory], language: str
    ) -> "HostForm":
        """The form for an institution; `facts` are None for a new one.

        Its own municipality can be kept though a reform has ended it.
        """
        own = facts.territory if facts else None
        offered = [*territories, *([own] if own and own not in territories else [])]
        form = cls(data=_shown_host(facts) if facts else {})
        form.territories = {str(each.id): each for each in offered}
        form.territory.choices = [
            SelectChoice("", gettext("Not given")),
            *(SelectChoice(key, each.name.in_(language)) for key, each in form.territories.items()),
        ]
        return form

    def facts(self) -> HostFacts:
        """What was said about the institution."""
        return HostFacts(
            name=self.name.data,
            kind=InstitutionKind(self.kind.data),
            territory=self.territories.get(self.territory.data),
            address=self.address.data or "",
            latitude=self.latitude.data,
            longitude=self.longitude.data,
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or "",
        )


class NewHostForm(HostForm, OnceForm):
    """A new host institution."""


class RemoveForm(Form):
    """Nothing but the button."""


def _shown_visit(facts: VisitFacts, zone: ZoneInfo) -> dict[str, Any]:
    departs_at = clock.shown_at(facts.departs_at, zone) if facts.departs_at else None
    shown = vars(replace(facts)) | {"departs_at": departs_at}
    return shown | {"host": facts.host.uid if isinstance(facts.host, HostInstitution) else ""}


def _shown_host(facts: HostFacts) -> dict[str, Any]:
    territory = str(facts.territory.id) if facts.territory else ""
    return vars(replace(facts)) | {"kind": facts.kind.value, "territory": territory}
