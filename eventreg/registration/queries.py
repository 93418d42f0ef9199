"""The participants of an event for its lists, as each audience may see them (R18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Audience, Event
from eventreg.registration.models import (
    Affiliation,
    Consent,
    ConsentPurpose,
    ParticipantRole,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit

_OPEN_TO = {
    Audience.PUBLIC: frozenset({Audience.PUBLIC, Audience.PARTICIPANTS}),
    Audience.PARTICIPANTS: frozenset({Audience.PARTICIPANTS}),
    Audience.ORGANISERS: frozenset[Audience](),
}
_CONSENTS_FOR = {
    Audience.PUBLIC: frozenset({ConsentPurpose.LIST_PUBLIC}),
    # Whoever agrees to be seen by everybody is seen by the participants too (R18).
    Audience.PARTICIPANTS: frozenset(
        {ConsentPurpose.LIST_PUBLIC, ConsentPurpose.LIST_PARTICIPANTS}
    ),
}
# What a named person is shown with, to each audience; a wider one never shows more.
_TO_PUBLIC = ("sort", "name", "institution")
_TO_PARTICIPANTS = (*_TO_PUBLIC, "position")
_TO_ORGANISERS = (
    *_TO_PARTICIPANTS,
    *("reference", "email", "phone", "visits", "may_be_photographed"),
)
_SHOWN_TO = {
    Audience.PUBLIC: _TO_PUBLIC,
    Audience.PARTICIPANTS: _TO_PARTICIPANTS,
    Audience.ORGANISERS: _TO_ORGANISERS,
}


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A confirmed person as an audience may see them.

    `is_named` is False for one who is only counted: then affiliation, role and territory are all
    that is known. `sort` orders the names; `visits` are the public names of visits with a seat.
    """

    affiliation: Affiliation
    role: ParticipantRole
    territory: Territory | None
    sample: bool
    is_named: bool
    sort: str = ""
    name: str = ""
    institution: str = ""
    position: str = ""
    reference: str = ""
    email: str = ""
    phone: str = ""
    visits: tuple[str, ...] = ()
    may_be_photographed: bool = False


def participants_of(event: Event, *, audience: Audience) -> Sequence[Participant]:
    """The confirmed people of an event as `audience` may see them (R18), in order of names.

    Who agreed to it is named: to the public with institution, to participants with the position
    too where that was agreed to; organisers see all, with contacts. Those not named stand last.
    Three statements.
    """
    rows = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(Registration.name_sort, Registration.id)
        .options(joinedload(Registration.territory))
    ).all()
    consents, seats = _consents(event), _seats(event)
    seen = []
    for row in rows:
        agreed = consents.get(row.id, frozenset())
        whole = _whole(row, agreed, seats.get(row.id, ()))
        named = may_name(event, audience, agreed)
        seen.append(_seen(whole, _shown_to(audience, agreed) if named else (), named=named))
    return sorted(seen, key=_named_first)


def _consents(event: Event) -> Mapping[int, frozenset[ConsentPurpose]]:
    found: dict[int, frozenset[ConsentPurpose]] = {}
    for registration_id, purpose in db.session.execute(
        select(Consent.registration_id, Consent.purpose)
        .join(Consent.registration)
        .where(Registration.event_id == event.id, Consent.withdrawn_at.is_(None))
    ):
        found[registration_id] = found.get(registration_id, frozenset()) | {purpose}
    return found


def _seats(event: Event) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for registration_id, uid in db.session.execute(
        select(VisitChoice.registration_id, SiteVisit.uid)
        .join(VisitChoice.visit)
        .where(SiteVisit.event_id == event.id, VisitChoice.state.in_(HOLDING_CHOICES))
        .order_by(SiteVisit.position, SiteVisit.id)
    ):
        found[registration_id] = (*found.get(registration_id, ()), uid)
    return found


def may_name(event: Event, audience: Audience, consents: frozenset[ConsentPurpose]) -> bool:
    """Whether the audience sees the name of a person who agreed to `consents` (R18, R21)."""
    if audience is Audience.ORGANISERS:
        return True
    return audience in _OPEN_TO[event.list_audience] and bool(consents & _CONSENTS_FOR[audience])


def _named_first(person: Participant) -> tuple[bool, str]:
    """Those not named stand by territory, so that their order says nothing of their names."""
    if person.is_named:
        return False, person.sort
    return True, person.territory.sort_lv if person.territory else ""


def _whole(
    row: Registration, consents: frozenset[ConsentPurpose], visits: tuple[str, ...]
) -> Participant:
    return Participant(
        affiliation=row.affiliation,
        role=row.role,
        territory=row.territory,
        sample=row.sample,
        is_named=True,
        sort=row.name_sort,
        name=row.full_name,
        institution=row.institution,
        position=row.position,
        reference=row.reference,
        email=row.email,
        phone=row.phone,
        visits=visits,
        may_be_photographed=ConsentPurpose.PHOTOGRAPHS in consents,
    )


def _shown_to(audience: Audience, consents: frozenset[ConsentPurpose]) -> tuple[str, ...]:
    """The values a named person is shown with: never more than the wording agreed to says (R21)."""
    if audience is Audience.PARTICIPANTS and ConsentPurpose.LIST_PARTICIPANTS not in consents:
        return _TO_PUBLIC
    return _SHOWN_TO[audience]


def _seen(person: Participant, values: tuple[str, ...], *, named: bool) -> Participant:
    """The person with just these values."""
    counted = Participant(
        affiliation=person.affiliation,
        role=person.role,
        territory=person.territory,
        sample=person.sample,
        is_named=named,
    )
    return replace(counted, **{name: getattr(person, name) for name in values})
