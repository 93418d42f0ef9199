"""The forms with which organisers invite delegations."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import wtforms
from flask_babel import lazy_gettext, ngettext
from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventreg import clock
from eventreg.events.models import Event, NetworkMember
from eventreg.language import locale
from eventreg.registration.delegations import offers
from eventreg.registration.delegations.offers import Offer
from eventreg.registration.delegations.pasted import Unknown, read_lines, recognise
from eventreg.registration.delegations.service import DelegationFacts, Terms, name_of
from eventreg.registration.models import Delegation
from eventreg.territories.models import Territory
from eventreg.territories.service import territories_on
from eventreg.web.fields import (
    Between,
    LocalMoment,
    TickBoxes,
    WholeNumber,
    require_time_that_exists,
)
from eventreg.web.forms import (
    EmailAddress,
    Form,
    MaxLength,
    OnceForm,
    Required,
    line,
    stripped,
    text,
)

MOST_PLACES = 10_000
MOST_OFFERS = 300

LANGUAGES = [SelectChoice(code, name) for code, name in locale.OWN_NAMES.items()]


def places_field(label: Any, **options: Any) -> WholeNumber:
    """A number of places, or empty for no limit of the invitation's own."""
    fault = lazy_gettext("Enter a number from 1 to %(most)s.", most=MOST_PLACES)
    return WholeNumber(label, [Optional(), Between(1, MOST_PLACES, fault)], **options)


class UntilForm(Form):
    """A form with a deadline, typed as the clocks at the event's place show it (R13)."""

    answer_until = LocalMoment(
        lazy_gettext("Answer until"),
        [Optional()],
        description=lazy_gettext(
            "Day and time at the event's place. After it the coordinator can only look."
        ),
    )
    zone = ZoneInfo("UTC")

    def validate_answer_until(self, field: LocalMoment) -> None:
        require_time_that_exists(field.data, self.zone)

    @property
    def until(self) -> datetime | None:
        """The deadline as a moment."""
        shown = self.answer_until.data
        return clock.moment_of(shown, self.zone) if shown else None


class TermsForm(UntilForm):
    """A form with what an invitation says besides whom."""

    reserves = BooleanField(
        lazy_gettext("Keep these places for them"),
        description=lazy_gettext(
            "The places count as taken at once, so that nobody else gets them. Without the tick "
            "the number is only the most that may come, as long as the event has places."
        ),
    )
    releases = BooleanField(
        lazy_gettext("Give unused places back to all after the deadline"),
        description=lazy_gettext("By itself; otherwise you do it by hand when you want."),
    )

    def terms(self) -> Terms:
        """The terms; only kept places can be given back."""
        reserves = bool(self.reserves.data)
        releases = reserves and bool(self.releases.data)
        return Terms(answer_until=self.until, reserves=reserves, releases=releases)


class OfferRow(wtforms.Form):
    """One municipality or institution of the list that is looked at before sending."""

    territory = HiddenField()
    institution = HiddenField(filters=[stripped])
    wanted = BooleanField(lazy_gettext("Invite"))
    places = places_field(lazy_gettext("Places"))
    coordinator = wtforms.StringField(
        lazy_gettext("Coordinator"), [MaxLength(200)], filters=[stripped]
    )
    email = wtforms.StringField(
        lazy_gettext("E-mail"), [MaxLength(254), EmailAddress()], filters=[stripped]
    )
    language = SelectField(lazy_gettext("Language"), choices=LANGUAGES)


class InviteForm(TermsForm, OnceForm):
    """Whom to invite and on which terms; the rows found so far travel with the form."""

    networks = TickBoxes(lazy_gettext("Networks"))
    everybody = BooleanField(lazy_gettext("All municipalities of the event's day"))
    regions = TickBoxes(lazy_gettext("Regions"))
    names = text(
        lazy_gettext("Municipalities from a list"),
        description=lazy_gettext(
            "One a line. If you know them, add the coordinator, the e-mail address and the number "
            "of places, parted by semicolons. Letters without marks will do."
        ),
    )
    institutions = text(
        lazy_gettext("Institutions"),
        description=lazy_gettext(
            "One a line by full name; the rest as with municipalities: name; coordinator; e-mail."
        ),
    )
    picked = TickBoxes(lazy_gettext("Did you mean"))
    places = places_field(
        lazy_gettext("Places for each"),
        description=lazy_gettext("Leave empty when any number may come. Can differ in each row."),
    )
    language = RadioField(lazy_gettext("Language of mails"), choices=LANGUAGES, default="lv")
    rows = FieldList(FormField(OfferRow), max_entries=MOST_OFFERS)

    event: Event
    units: Sequence[Territory]
    unknown: Sequence[Unknown] = ()
    invited_already: Sequence[str] = ()

    @classmethod
    def for_event(cls, event: Event) -> "InviteForm":
        """The form with the networks and regions of the event's day (R1)."""
        form, language = cls(), locale.current()
        form.event, form.zone = event, ZoneInfo(event.time_zone)
        form.units = territories_on(event.starts_on, language=language)
        members = offers.members_by_network(event)
        form.networks.choices = [
            SelectChoice(each.uid, each.name.in_(language))
            for each in offers.networks_for(event)
            if members.get(each.id)
        ]
        form.regions.choices = [
            SelectChoice(each.key, _with_number(offers.region_name(each, language), each.units))
            for each in offers.regions_on(event, language=language)
        ]
        form.picked.choices = [
            SelectChoice(str(unit.id), unit.name.in_(language)) for unit in form.units
        ]
        return form

    def gather(self) -> None:
        """Make rows of all that was ticked and pasted; what is not recognised stays in the form."""
        known = {row.key for row in self.offers()}
        invited = offers.invited_keys(self.event)
        again: list[str] = []
        for offer in [*self._municipalities(), *self._institutions()]:
            if offer.key in known:
                continue
            known.add(offer.key)
            if offer.key in invited:
                again.append(offer.name(locale.current()))
            else:
                self.rows.append_entry(_row(offer, self.places.data, self.language.data))
        self.invited_already = again
        self.networks.data, self.regions.data, self.picked.data = [], [], []
        self.everybody.data, self.institutions.data = False, ""
        self.names.data = "\n".join(each.line.text for each in self.unknown)

    def offers(self) -> Sequence[Offer]:
        """The rows as offers, those without tick or address too."""
        units = {str(unit.id): unit for unit in self.units}
        return [_offer(row.form, units) for row in self.rows.entries]

    def chosen(self) -> Sequence[Offer]:
        """The rows that are to be sent: ticked, with an address to write to."""
        rows = zip(self.rows.entries, self.offers(), strict=True)
        return [offer for row, offer in rows if row.form.wanted.data and offer.email]

    def places_offered(self) -> int:
        """How many places the rows to be sent offer in all."""
        return sum(offer.places or 0 for offer in self.chosen())

    def rows_shown(self) -> Iterable[tuple[Any, str]]:
        """The rows with the name of each."""
        language = locale.current()
        offered = self.offers()
        names = [offer.name(language) for offer in offered]
        return list(zip([row.form for row in self.rows.entries], names, strict=True))

    def _municipalities(self) -> Iterable[Offer]:
        members = offers.members_by_network(self.event)
        everybody = [member for each in members.values() for member in each]
        pasted = recognise(
            self.names.data or "", day=self.event.starts_on, language=locale.current()
        )
        picked = {unit.id for unit in self.units if str(unit.id) in (self.picked.data or ())}
        self.unknown = [
            each
            for each in pasted.unknown
            if not picked.intersection(unit.id for unit in each.suggestions)
        ]
        lines = {unit.id: line for unit, line in pasted.found}
        wanted = self._ticked(everybody) | set(lines) | picked
        units = [unit for unit in self.units if unit.id in wanted]
        for offer in offers.offers_to(units, everybody):
            line = lines.get(offer.territory.id) if offer.territory else None
            yield offers.with_line(offer, line) if line else offer

    def _ticked(self, members: Iterable[NetworkMember]) -> set[int]:
        regions, networks = self.regions.data or (), self.networks.data or ()
        return {
            unit.id
            for unit in self.units
            if self.everybody.data or unit.region.in_("lv") in regions
        } | {member.territory_id for member in members if member.network.uid in networks}

    def _institutions(self) -> Iterable[Offer]:
        for each in read_lines(self.institutions.data or ""):
            yield offers.with_line(Offer(institution=each.name[:200]), each)


class DelegationForm(TermsForm):
    """An invitation that stands, to be changed."""

    coordinator = line(lazy_gettext("Coordinator's name"))
    email = line(
        lazy_gettext("Coordinator's e-mail"),
        length=254,
        required=lazy_gettext("Write the coordinator's e-mail address."),
        validators=[EmailAddress()],
        description=lazy_gettext("A new address gets a mail and a new link; the old link is dead."),
    )
    language = RadioField(lazy_gettext("Language of mails"), choices=LANGUAGES)
    places = places_field(
        lazy_gettext("Places"), description=lazy_gettext("Leave empty when any number may come.")
    )

    @classmethod
    def of(cls, delegation: Delegation) -> "DelegationForm":
        """The form with what stands."""
        zone = ZoneInfo(delegation.event.time_zone)
        until = delegation.answer_until
        form = cls(
            data={
                "coordinator": delegation.coordinator_name,
                "email": delegation.coordinator_email,
                "language": delegation.language,
                "places": delegation.capacity,
                "answer_until": clock.shown_at(until, zone) if until else None,
                "reserves": delegation.reserves,
                "releases": delegation.releases,
            }
        )
        form.zone = zone
        return form

    def facts(self) -> DelegationFacts:
        """What the form says."""
        return DelegationFacts(
            places=self.places.data,
            coordinator=self.coordinator.data or "",
            email=self.email.data or "",
            language=self.language.data,
            terms=self.terms(),
        )


class WithdrawForm(Form):
    """What happens to the people of an invitation that is withdrawn."""

    people = RadioField(
        lazy_gettext("What happens to the people who are registered already"),
        [Required(lazy_gettext("Choose what happens to the people."))],
        choices=[
            SelectChoice("keep", lazy_gettext("They keep their places at the event")),
            SelectChoice("cancel", lazy_gettext("Their registrations are cancelled")),
        ],
        default="keep",
    )
    reason = line(
        lazy_gettext("Reason"),
        length=500,
        description=lazy_gettext("Stands in the mails to those concerned. You may leave it empty."),
    )


def _with_number(name: str, units: Sequence[Territory]) -> str:
    number = ngettext("%(num)s municipality", "%(num)s municipalities", len(units))
    return f"{name} ({number})"


def _offer(row: Any, units: dict[str, Territory]) -> Offer:
    territory = units.get(row.territory.data or "")
    return Offer(
        territory=territory,
        institution="" if territory else (row.institution.data or ""),
        places=row.places.data,
        coordinator=row.coordinator.data or "",
        email=row.email.data or "",
        language=row.language.data,
    )


def _row(offer: Offer, places: int | None, language: str) -> dict[str, Any]:
    return {
        "territory": str(offer.territory.id) if offer.territory else "",
        "institution": offer.institution,
        "wanted": True,
        "places": offer.places or places,
        "coordinator": offer.coordinator,
        "email": offer.email,
        "language": offer.language if offer.coordinator else language,
    }


def title_of(delegation: Delegation) -> str:
    """The name of an invitation in the page's language."""
    return name_of(delegation, locale.current())
