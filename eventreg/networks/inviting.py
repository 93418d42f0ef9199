"""Inviting a whole network to an event in one step: who gets a mail, who does not and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, or_, select

from eventreg.database import db
from eventreg.events.models import Event, EventStatus, Network, NetworkMember
from eventreg.history.service import Actor, record
from eventreg.messages.models import SuppressedAddress
from eventreg.networks.errors import NobodyToInvite
from eventreg.networks.service import members_of
from eventreg.registration import places
from eventreg.registration.delegations import inviting, service
from eventreg.registration.delegations.inviting import Invited
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.delegations.offers import Offer, invited_keys
from eventreg.registration.delegations.service import Terms
from eventreg.registration.models import ACTIVE_STATES, Registration
from eventreg.territories.models import Territory
from eventreg.territories.service import in_order, successors_of


class Way(StrEnum):
    """Who of a network is written to."""

    COORDINATORS_FIRST = "coordinators_first"
    COORDINATORS = "coordinators"
    PERSONS = "persons"


class LeftOut(StrEnum):
    """Why somebody gets no mail."""

    INVITED = "invited"
    REGISTERED = "registered"
    NO_COORDINATOR = "no_coordinator"
    MAIL_RETURNED = "mail_returned"
    OTHER_DAY = "other_day"


@dataclass(frozen=True)
class Person:
    """A member who is invited in person; `territory` is the municipality of the event's day."""

    member: NetworkMember
    territory: Territory


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What inviting a network would do now.

    `offers` go to the coordinators of municipalities, one mail each, `persons` get one each;
    `represented` members come through their coordinator. `left_out` names municipalities and
    people.
    """

    offers: Sequence[Offer]
    persons: Sequence[Person]
    represented: int
    left_out: Mapping[LeftOut, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which of a plan are invited: the places of each municipality by number, members by name."""

    places: Mapping[int, int | None]
    persons: Collection[str]


@dataclass(frozen=True)
class Sent:
    """How many invitations went out."""

    municipalities: int
    persons: int

    @property
    def in_all(self) -> int:
        return self.municipalities + self.persons


def open_events(organisation_id: int, *, now: datetime) -> Sequence[Event]:
    """The organisation's events to which people can be invited now, the next first."""
    rows = db.session.scalars(
        select(Event)
        .where(
            Event.organisation_id == organisation_id,
            Event.status == EventStatus.PUBLISHED,
            Event.ends_on >= now.date(),
        )
        .order_by(Event.starts_on, Event.id)
    )
    return rows.all()


def plan_of(event: Event, network: Network, *, way: Way, language: str) -> Plan:
    """Who of the network would get an invitation to the event; six statements at most.

    Municipalities are those of the event's day (R1). A coordinator whose mail came back is passed
    over for the next one of the municipality.
    """
    drafting = _Drafting(event, network, language)
    if way is Way.PERSONS:
        drafting.invite_in_person(drafting.everybody)
    else:
        for unit in drafting.units():
            drafting.invite_unit(unit, in_person=way is Way.COORDINATORS_FIRST)
    return drafting.plan()


def invite_network(
    *,
    event: Event,
    network: Network,
    way: Way,
    choice: Choice,
    terms: Terms,
    actor: Actor,
    now: datetime,
) -> Sent:
    """Invite those of the plan who are chosen; each gets one mail with one link. All or none.

    Who has been invited since the plan was shown is left out, so that nobody is written to twice.
    Raises NobodyToInvite when nobody is left, InvitationsNotOpen, DeadlinePassed and, when more
    places would be kept than are left, PlacesMissing (R6).
    """
    service.require_open(event, now=now)
    places.lock_queue(event.id)
    plan = plan_of(event, network, way=way, language="lv")
    offers = [
        replace(offer, places=choice.places[offer.territory.id])
        for offer in plan.offers
        if offer.territory and offer.territory.id in choice.places
    ]
    people = [
        replace(Invited.member(person.member), territory=person.territory)
        for person in plan.persons
        if person.member.uid in choice.persons
    ]
    if not offers and not people:
        raise NobodyToInvite
    service.invite(event=event, offers=offers, terms=terms, actor=actor, now=now)
    inviting.invite(
        event=event, people=people, answer_until=terms.answer_until, actor=actor, now=now
    )
    sent = Sent(len(offers), len(people))
    _log(event, network, sent, actor, now)
    return sent


class _Drafting:
    """A plan that is being made: what is known, and what has been decided so far."""

    def __init__(self, event: Event, network: Network, language: str):
        self._language = language
        self._delegations = {key[0] for key in invited_keys(event) if key[0] is not None}
        self._invited = _keys(
            select(PersonalInvitation.email_key).where(PersonalInvitation.event_id == event.id)
        )
        self._registered = _keys(
            select(Registration.email_key).where(
                Registration.event_id == event.id, Registration.state.in_(ACTIVE_STATES)
            )
        )
        self._returned = _keys(
            select(SuppressedAddress.email_key).where(
                or_(
                    SuppressedAddress.organisation_id.is_(None),
                    SuppressedAddress.organisation_id == event.organisation_id,
                )
            )
        )
        self._offers: list[Offer] = []
        self._persons: list[Person] = []
        self._represented = 0
        self._left_out: dict[LeftOut, list[str]] = defaultdict(list)
        self.everybody = list(self._of_the_day(event, network))

    def units(self) -> Sequence[Territory]:
        """The municipalities of the day that have members, in order (R5)."""
        return in_order({one.territory for one in self.everybody}, language=self._language)

    def invite_unit(self, unit: Territory, *, in_person: bool) -> None:
        """Write to the coordinator; where there is none, to the members if `in_person`."""
        members = [one for one in self.everybody if one.territory is unit]
        coordinators = [one.member for one in members if one.member.is_coordinator]
        reached = [one for one in coordinators if one.email_key not in self._returned]
        name = unit.name.in_(self._language)
        if unit.id in self._delegations:
            self._left_out[LeftOut.INVITED].append(name)
        elif reached:
            self._offers.append(_offer(unit, reached[0]))
            self._represented += len(members) - 1
        elif in_person:
            self.invite_in_person(members)
        else:
            why = LeftOut.MAIL_RETURNED if coordinators else LeftOut.NO_COORDINATOR
            self._left_out[why].append(name)

    def invite_in_person(self, people: Iterable[Person]) -> None:
        """Write to each who has neither an invitation nor a place, and whom mail reaches."""
        reasons = (
            (self._registered, LeftOut.REGISTERED),
            (self._invited, LeftOut.INVITED),
            (self._returned, LeftOut.MAIL_RETURNED),
        )
        for person in people:
            key = person.member.email_key
            why = next((reason for keys, reason in reasons if key in keys), None)
            if why is None:
                self._persons.append(person)
            else:
                self._left_out[why].append(_name(person.member))

    def plan(self) -> Plan:
        """What has been decided."""
        return Plan(
            offers=self._offers,
            persons=self._persons,
            represented=self._represented,
            left_out={why: self._left_out[why] for why in LeftOut if why in self._left_out},
        )

    def _of_the_day(self, event: Event, network: Network) -> Iterable[Person]:
        members = members_of(network, language=self._language)
        of_day = successors_of(
            {member.territory for member in members}, day=event.starts_on, language=self._language
        )
        for member in members:
            found = of_day[member.territory_id]
            if len(found) == 1 and found[0].is_valid_on(event.starts_on):
                yield Person(member, found[0])
            else:
                name = f"{_name(member)} ({member.territory.name.in_(self._language)})"
                self._left_out[LeftOut.OTHER_DAY].append(name)


def _keys(query: Select[str]) -> frozenset[str]:
    return frozenset(db.session.scalars(query))


def _offer(unit: Territory, coordinator: NetworkMember) -> Offer:
    return Offer(
        territory=unit,
        coordinator=_name(coordinator),
        email=coordinator.email,
        language=coordinator.language,
    )


def _name(member: NetworkMember) -> str:
    return f"{member.first_name} {member.last_name}"


def _log(event: Event, network: Network, sent: Sent, actor: Actor, now: datetime) -> None:
    """The invitations stand in the log one by one; this says that they were one step."""
    record(
        "network invited",
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
        after={
            "network": dict(network.name),
            "municipalities": sent.municipalities,
            "people": sent.persons,
        },
    )
