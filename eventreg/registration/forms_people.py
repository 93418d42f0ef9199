"""The forms of the organiser's list: what to show, and what to do with several people at once."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext, lazy_pgettext
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.registration.models import ParticipantRole, Registration, RegistrationState
from eventreg.registration.people import Order, Wanted, applicants_fitting, filters_of
from eventreg.registration.wording import ROLES, STATES
from eventreg.web.forms import Form, line

LONGEST_SEARCH = 100

ORDERS = {
    Order.NAME: lazy_gettext("Name"),
    Order.NEWEST: lazy_gettext("Newest first"),
    Order.OLDEST: lazy_gettext("Oldest first"),
    Order.MUNICIPALITY: lazy_gettext("Municipality"),
    Order.INSTITUTION: lazy_gettext("Institution"),
}


class Decision(StrEnum):
    """What is decided about several applicants."""

    APPROVE = "approve"
    DECLINE = "decline"


class FilterForm(Form):
    """What the list shows; it stands in the address, and what makes no sense asks for nothing."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(lazy_gettext("Name, institution, e-mail or reference"))
    state = SelectField(lazy_gettext("State"))
    role = SelectField(lazy_gettext("Role"))
    municipality = SelectField(lazy_gettext("Municipality"))
    visit = SelectField(lazy_pgettext("filter", "Visit"))
    delegation = SelectField(lazy_gettext("Delegation"))
    order = SelectField(lazy_gettext("Sort by"))

    event: Event

    @classmethod
    def for_event(cls, event: Event) -> "FilterForm":
        """The form with what there is to choose among."""
        form = cls(request.args)
        form.event, found = event, filters_of(event, locale.current())
        form._offer(form.state, ((state.value, STATES[state][0]) for state in RegistrationState))
        form._offer(form.role, ((role.value, ROLES[role]) for role in ParticipantRole))
        form._offer(form.municipality, _in_words(found.municipalities))
        form._offer(form.visit, _in_words(found.visits))
        form._offer(form.delegation, _in_words(found.delegations))
        form.order.choices = [SelectChoice(each.value, name) for each, name in ORDERS.items()]
        if form.order.data not in set(Order):
            form.order.data = Order.NAME.value
        form.q.data = (form.q.data or "")[:LONGEST_SEARCH]
        return form

    def choices_made(self) -> list[SelectField]:
        """The fields to choose in, without those in which there is nothing to choose."""
        fields = (self.state, self.role, self.municipality, self.visit, self.delegation)
        return [field for field in fields if len(field.choices) > 1]

    def address(self) -> dict[str, str]:
        """What is asked for, as it stands in an address."""
        given = {field.name: field.data for field in self if field.data}
        return {name: value for name, value in given.items() if value != Order.NAME}

    def is_filtered(self) -> bool:
        """Whether the list shows less than everybody."""
        return bool(self.address().keys() - {"order"})

    def wanted(self) -> Wanted:
        """What the list is asked for."""
        return Wanted(
            words=self.q.data,
            state=RegistrationState(self.state.data) if self.state.data else None,
            role=ParticipantRole(self.role.data) if self.role.data else None,
            municipality=int(self.municipality.data) if self.municipality.data else None,
            visit=self.visit.data,
            delegation=self.delegation.data,
            order=Order(self.order.data),
        )

    def _offer(self, field: SelectField, choices: Iterable[tuple[str, Any]]) -> None:
        offered = [SelectChoice(value, words) for value, words in choices]
        field.choices = [SelectChoice("", gettext("All")), *offered]
        if field.data not in {choice.value for choice in offered}:
            field.data = ""


class TogetherForm(Form):
    """What is to be done with the people ticked; `sure` once that was asked about."""

    decision_made = HiddenField(name="decision")
    people = HiddenField()
    sure = HiddenField()
    reason = line(
        lazy_gettext("Reason"),
        length=500,
        description=lazy_gettext("The person reads it in the mail. You may leave it empty."),
    )

    @property
    def decision(self) -> Decision:
        """What is decided; approving is what nothing else is asked for."""
        decline = self.decision_made.data == Decision.DECLINE
        return Decision.DECLINE if decline else Decision.APPROVE

    def names(self, event: Event) -> Sequence[str]:
        """The public names of those ticked, or of all that the list's filter shows."""
        if request.form.get("everybody"):
            return applicants_fitting(event, FilterForm.for_event(event).wanted())
        ticked = request.form.getlist("ticked")
        return ticked or (self.people.data or "").split()

    def remember(self, applicants: Iterable[Registration]) -> None:
        """Carry those it is about through the question whether one is sure."""
        self.people.data = " ".join(each.uid for each in applicants)
        self.sure.data = "yes"


def _in_words(found: Iterable[tuple[str, LocalText]]) -> Iterable[tuple[str, str]]:
    language = locale.current()
    return ((value, name.in_(language)) for value, name in found)
