"""What is asked before something is done with several people."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from flask import request
from flask_babel import lazy_gettext, lazy_pgettext
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.people_filter import offered
from eventreg.registration.people_table.view import read_view
from eventreg.registration.remarks.models import TAG_LENGTH
from eventreg.registration.remarks.queries import tags_of
from eventreg.registration.territory_field import TerritoryField
from eventreg.registration.together.service import people_fitting, people_named
from eventreg.web.forms import Form, Required, line


class Decision(StrEnum):
    """What is done with several people."""

    APPROVE = "approve"
    DECLINE = "decline"
    TAG = "tag"
    VISIT = "visit"
    VEHICLE = "vehicle"
    MUNICIPALITY = "municipality"


class TogetherForm(Form):
    """Whom it is about, and `sure` once that was asked about."""

    decision_made = HiddenField(name="decision")
    people = HiddenField()
    everybody = HiddenField()
    sure = HiddenField()

    decision: Decision
    only: RegistrationState | None = None
    event: Event

    @classmethod
    def about(cls, event: Event) -> "TogetherForm":
        """The form with what there is to choose among."""
        form = cls()
        form.event = event
        form.offer()
        return form

    def offer(self) -> None:
        """Say what there is to choose among."""

    def is_sure(self) -> bool:
        """Whether the question was asked and answered well."""
        return bool(self.sure.data) and self.validate()

    def chosen(self) -> Sequence[Registration]:
        """Those ticked, or the first of all whom the list shows."""
        if self.everybody.data and not self.people.data:
            return people_fitting(self.event, read_view(request.args).filter(), state=self.only)
        names = request.form.getlist("ticked") or (self.people.data or "").split()
        return people_named(self.event, names, state=self.only)

    def remember(self, people: Iterable[Registration]) -> None:
        """Carry those it is about through the question whether one is sure."""
        self.people.data = " ".join(each.uid for each in people)
        self.sure.data = "yes"


class ApproveForm(TogetherForm):
    """Admit applicants."""

    decision = Decision.APPROVE
    only = RegistrationState.PENDING


class DeclineForm(TogetherForm):
    """Refuse applicants."""

    decision = Decision.DECLINE
    only = RegistrationState.PENDING
    reason = line(
        lazy_gettext("Reason"),
        length=500,
        description=lazy_gettext("The person reads it in the mail. You may leave it empty."),
    )


class TagForm(TogetherForm):
    """Give a tag or take it away; everybody whom the list shows, however many they are."""

    decision = Decision.TAG
    way = RadioField(
        lazy_gettext("What to do"),
        choices=[
            SelectChoice("give", lazy_gettext("Give the tag")),
            SelectChoice("take", lazy_gettext("Take the tag away")),
        ],
        default="give",
    )
    tag = line(
        lazy_gettext("Tag"),
        length=TAG_LENGTH,
        required=True,
        description=lazy_gettext(
            "A word for colleagues, such as “speaker’s guest”; the person can read it in the own "
            "data. Nothing about health, origin or belief."
        ),
    )
    known: Sequence[str] = ()

    def offer(self) -> None:
        """The tags there are are suggested."""
        self.known = [tag.name for tag in tags_of(self.event)]


class VisitForm(TogetherForm):
    """Move to a visit."""

    decision = Decision.VISIT
    visit = SelectField(lazy_pgettext("filter", "Visit"), validators=[Required()])

    def offer(self) -> None:
        """The event's visits."""
        self.visit.choices = _choices(offered.visits(self.event))


class VehicleForm(TogetherForm):
    """Put into a vehicle."""

    decision = Decision.VEHICLE
    vehicle = SelectField(lazy_gettext("Vehicle"), validators=[Required()])

    def offer(self) -> None:
        """The vehicles of all visits."""
        self.vehicle.choices = _choices(offered.vehicles(self.event))


class MunicipalityForm(TogetherForm):
    """Correct the municipality."""

    decision = Decision.MUNICIPALITY
    territory = TerritoryField(lazy_gettext("Municipality"), validators=[Required()])

    def offer(self) -> None:
        """The units of the event's day (R1)."""
        self.territory.day = self.event.starts_on


FORMS: dict[str, type[TogetherForm]] = {
    form.decision: form
    for form in (ApproveForm, DeclineForm, TagForm, VisitForm, VehicleForm, MunicipalityForm)
}


def form_for(event: Event, decision: str) -> TogetherForm:
    """The form of what is to be done; approving is what nothing else is asked for."""
    return FORMS.get(decision, ApproveForm).about(event)


def _choices(found: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice("", lazy_gettext("Choose"))] + [
        SelectChoice(value, words) for value, words in found
    ]
