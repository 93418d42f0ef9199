"""The form with which a whole network is invited: how, and then who gets what."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import wtforms
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField, HiddenField
from wtforms.fields.choices import SelectChoice

from eventreg.events.models import Event, Network
from eventreg.language import locale
from eventreg.networks.inviting import Choice, Plan, Way, plan_of
from eventreg.registration.delegations.forms import (
    MOST_OFFERS,
    MOST_PLACES,
    TermsForm,
    places_field,
)
from eventreg.registration.delegations.offers import Offer
from eventreg.web.fields import TickBoxes
from eventreg.web.forms import OnceForm


class PlacesRow(wtforms.Form):
    """One municipality of the network and how many places it is offered."""

    territory = HiddenField()
    wanted = BooleanField(lazy_gettext("Invite"))
    places = places_field(lazy_gettext("Places"))


class NetworkInviteForm(TermsForm, OnceForm):
    """Who of the network gets an invitation, each ticked at first, and on which terms.

    `way` and `each` (places for each municipality) come with the address.
    """

    rows = FieldList(FormField(PlacesRow), max_entries=MOST_OFFERS)
    persons = TickBoxes(lazy_gettext("In person"))

    plan: Plan
    way: Way
    each: int | None

    @classmethod
    def for_network(
        cls, event: Event, network: Network, asked: MultiDict[str, str]
    ) -> "NetworkInviteForm":
        """The form with all whom the network has for the event now."""
        form = cls()
        form.zone = ZoneInfo(event.time_zone)
        form.way, form.each = _way(asked.get("way", "")), _places(asked.get("places", ""))
        form.plan = plan_of(event, network, way=form.way, language=locale.current())
        form.persons.choices = [
            SelectChoice(one.member.uid, f"{one.member.last_name} {one.member.first_name}")
            for one in form.plan.persons
        ]
        if not form.is_submitted():
            form.persons.data = [one.member.uid for one in form.plan.persons]
            for offer in form.plan.offers:
                form.rows.append_entry(_row(offer, form.each))
        return form

    def rows_shown(self) -> Sequence[tuple[Any, Offer]]:
        """The rows with their offers; a municipality that was invited meanwhile is left out."""
        offers = {_key(offer): offer for offer in self.plan.offers}
        return [
            (row.form, offers[row.form.territory.data])
            for row in self.rows.entries
            if row.form.territory.data in offers
        ]

    def choice(self) -> Choice:
        """Who is ticked."""
        places = {
            offer.territory.id: row.places.data
            for row, offer in self.rows_shown()
            if row.wanted.data and offer.territory
        }
        return Choice(places=places, persons=frozenset(self.persons.data or ()))

    def places_offered(self) -> int:
        """How many places the ticked municipalities are offered in all."""
        return sum(places or 0 for places in self.choice().places.values())


def _way(asked: str) -> Way:
    return Way(asked) if asked in set(Way) else Way.COORDINATORS_FIRST


def _places(asked: str) -> int | None:
    """A number of the address that makes sense, or none."""
    return int(asked) if asked.isdecimal() and 1 <= int(asked[:9]) <= MOST_PLACES else None


def _key(offer: Offer) -> str:
    return str(offer.territory.id) if offer.territory else ""


def _row(offer: Offer, places: int | None) -> dict[str, Any]:
    return {"territory": _key(offer), "wanted": True, "places": places}
