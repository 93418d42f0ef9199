"""Whom to invite: municipalities of the event's day (R1) and institutions, with what is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event, Network, NetworkMember
from eventreg.language.collation import sort_key
from eventreg.registration.delegations.pasted import Line
from eventreg.registration.models import Delegation
from eventreg.territories.models import Territory
from eventreg.territories.service import territories_on


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Places offered to a municipality or, without one, to an institution; None: no limit."""

    territory: Territory | None = None
    institution: str = ""
    places: int | None = None
    coordinator: str = ""
    email: str = ""
    language: str = "lv"

    def name(self, language: str) -> str:
        """Who is invited."""
        return self.territory.name.in_(language) if self.territory else self.institution

    @property
    def key(self) -> tuple[int | None, str]:
        """What tells two offers apart."""
        return (self.territory.id if self.territory else None, self.institution.casefold())


@dataclass(frozen=True)
class Region:
    """Units of the day that belong together: a region, or all of a kind where there is none."""

    key: str
    units: Sequence[Territory]


def regions_on(event: Event, *, language: str) -> Sequence[Region]:
    """The regions of the event's day, in the language's order (R5)."""
    found: dict[str, list[Territory]] = {}
    names: dict[str, str] = {}
    for unit in territories_on(event.starts_on, language=language):
        if key := unit.region.in_("lv"):
            found.setdefault(key, []).append(unit)
            names[key] = unit.region.in_(language)
    return [
        Region(key, found[key]) for key in sorted(found, key=lambda k: sort_key(names[k], language))
    ]


def region_name(region: Region, language: str) -> str:
    """What a region is called."""
    return region.units[0].region.in_(language)


def networks_for(event: Event) -> Sequence[Network]:
    """The networks of the event's organisation, its own first."""
    rows = db.session.scalars(
        select(Network).where(Network.organisation_id == event.organisation_id).order_by(Network.id)
    )
    return sorted(rows, key=lambda each: each.id != event.network_id)


def members_by_network(event: Event) -> Mapping[int, Sequence[NetworkMember]]:
    """The members of each network of the organisation; those whose unit stands on the day."""
    rows = db.session.scalars(
        select(NetworkMember)
        .join(NetworkMember.network)
        .where(Network.organisation_id == event.organisation_id)
        .order_by(NetworkMember.name_sort, NetworkMember.id)
        .options(joinedload(NetworkMember.territory))
    )
    found: dict[int, list[NetworkMember]] = {}
    for member in rows:
        if member.territory.is_valid_on(event.starts_on):
            found.setdefault(member.network_id, []).append(member)
    return found


def offers_to(units: Iterable[Territory], members: Iterable[NetworkMember]) -> Sequence[Offer]:
    """An offer to each unit, with its coordinator as the networks know them."""
    known = {
        member.territory_id: member for member in reversed([*members]) if member.is_coordinator
    }
    return [_offer(unit, known.get(unit.id)) for unit in units]


def with_line(offer: Offer, line: Line) -> Offer:
    """The offer with what a pasted line says besides the name."""
    return replace(
        offer,
        coordinator=line.person or offer.coordinator,
        email=line.email or offer.email,
        places=line.places,
    )


def invited_keys(event: Event) -> frozenset[tuple[int | None, str]]:
    """The keys of those who are invited already."""
    rows = db.session.execute(
        select(Delegation.territory_id, Delegation.institution).where(
            Delegation.event_id == event.id
        )
    )
    return frozenset(
        (territory_id, "" if territory_id else institution.casefold())
        for territory_id, institution in rows
    )


def _offer(unit: Territory, member: NetworkMember | None) -> Offer:
    if member is None:
        return Offer(territory=unit)
    name = f"{member.first_name} {member.last_name}"
    return Offer(territory=unit, coordinator=name, email=member.email, language=member.language)
