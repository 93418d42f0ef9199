"""Networks of an organisation and their members: the standing lists from which one invites."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.models import Event, Network, NetworkMember
from eventreg.history.service import Actor, changed, record
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText
from eventreg.networks.errors import MemberKnown, NetworkInUse
from eventreg.territories.models import Territory

Described = dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """All that is kept about a member; a coordinator gets the invitations of the territory."""

    territory: Territory
    first_name: str
    last_name: str
    email: str
    position: str = ""
    institution: str = ""
    language: str = "lv"
    is_coordinator: bool = False


@dataclass(frozen=True)
class KeptNetwork:
    """A network with how many members it has."""

    network: Network
    members: int


def networks_of(organisation: Organisation, *, language: str) -> Sequence[KeptNetwork]:
    """The organisation's networks in the language's order (R5); one statement."""
    members = select(func.count()).where(NetworkMember.network_id == Network.id).scalar_subquery()
    rows = db.session.execute(
        select(Network, members)
        .where(Network.organisation_id == organisation.id)
        .order_by(Network.id)
    ).all()
    kept = [KeptNetwork(network, number) for network, number in rows]
    return sorted(kept, key=lambda each: sort_key(each.network.name.in_(language), language))


def network_of(organisation: Organisation, uid: str) -> Network | None:
    """The organisation's network of that name; None when it is another's."""
    return db.session.scalar(
        select(Network).where(Network.organisation_id == organisation.id, Network.uid == uid)
    )


def members_of(network: Network, *, language: str) -> Sequence[NetworkMember]:
    """The members by territory, then by name (R5)."""
    rows = db.session.scalars(
        select(NetworkMember)
        .where(NetworkMember.network_id == network.id)
        .options(joinedload(NetworkMember.territory))
    )
    return sorted(
        rows,
        key=lambda one: (
            sort_key(one.territory.name.in_(language), language),
            one.name_sort,
            one.id,
        ),
    )


def member_of(network: Network, uid: str) -> NetworkMember | None:
    """The network's member of that name; None when it is another's."""
    return db.session.scalar(
        select(NetworkMember).where(
            NetworkMember.network_id == network.id, NetworkMember.uid == uid
        )
    )


def add_network(
    *, organisation: Organisation, name: LocalText, actor: Actor, now: datetime
) -> Network:
    """Begin a network."""
    network = Network(organisation_id=organisation.id, name=name)
    db.session.add(network)
    db.session.flush()
    _log("added", network, actor=actor, now=now, after={"name": dict(name)})
    return network


def rename_network(network: Network, *, name: LocalText, actor: Actor, now: datetime) -> None:
    """Give a network another name."""
    before = {"name": dict(network.name)}
    network.name = name
    db.session.flush()
    _log("changed", network, actor=actor, now=now, before=before, after={"name": dict(name)})


def remove_network(network: Network, *, actor: Actor, now: datetime) -> None:
    """Forget a network and its members; raises NetworkInUse when an event belongs to it."""
    if db.session.scalar(select(Event.id).where(Event.network_id == network.id).limit(1)):
        raise NetworkInUse
    _log("removed", network, actor=actor, now=now, before={"name": dict(network.name)})
    db.session.delete(network)
    db.session.flush()


def add_members(
    *, network: Network, members: Sequence[MemberFacts], actor: Actor, now: datetime
) -> Sequence[NetworkMember]:
    """Add members, all or none; raises MemberKnown for an address that is in the network."""
    made = []
    for facts in members:
        member = NetworkMember(network=network)
        _keep(member, facts)
        _log_member("added", member, actor=actor, now=now, after=_described(member))
        made.append(member)
    return made


def change_member(
    member: NetworkMember, *, facts: MemberFacts, actor: Actor, now: datetime
) -> None:
    """Correct what is kept about a member; raises MemberKnown."""
    before = _described(member)
    _keep(member, facts)
    old, new = changed(before, _described(member))
    if new:
        _log_member("changed", member, actor=actor, now=now, before=old, after=new)


def remove_member(member: NetworkMember, *, actor: Actor, now: datetime) -> None:
    """Forget a member."""
    _log_member("removed", member, actor=actor, now=now)
    db.session.delete(member)
    db.session.flush()


def facts_of(member: NetworkMember) -> MemberFacts:
    """What is kept about a member, as its form shows it."""
    return MemberFacts(
        territory=member.territory,
        first_name=member.first_name,
        last_name=member.last_name,
        email=member.email,
        position=member.position,
        institution=member.institution,
        language=member.language,
        is_coordinator=member.is_coordinator,
    )


def _write(member: NetworkMember, facts: MemberFacts) -> None:
    member.territory = facts.territory
    member.first_name, member.last_name = facts.first_name, facts.last_name
    member.name_sort = sort_key(f"{facts.last_name} {facts.first_name}", "lv")
    member.position, member.institution = facts.position, facts.institution
    member.email, member.email_key = facts.email.strip(), facts.email.strip().casefold()
    member.language, member.is_coordinator = facts.language, facts.is_coordinator


def _keep(member: NetworkMember, facts: MemberFacts) -> None:
    try:
        with db.session.no_autoflush, db.session.begin_nested():
            _write(member, facts)
            db.session.add(member)
            db.session.flush()
    except IntegrityError as error:
        raise MemberKnown(facts.email) from error


def _described(member: NetworkMember) -> dict[str, Any]:
    return {
        "territory": member.territory.code,
        "name": f"{member.first_name} {member.last_name}",
        "email": member.email,
        "position": member.position,
        "institution": member.institution,
        "coordinator": member.is_coordinator,
    }


def _log(
    action: str,
    network: Network,
    *,
    actor: Actor,
    now: datetime,
    before: Described = None,
    after: Described = None,
) -> None:
    record(
        action,
        actor=actor,
        now=now,
        subject="network",
        subject_uid=network.uid,
        organisation_id=network.organisation_id,
        before=before,
        after=after,
    )


def _log_member(
    action: str,
    member: NetworkMember,
    *,
    actor: Actor,
    now: datetime,
    before: Described = None,
    after: Described = None,
) -> None:
    record(
        action,
        actor=actor,
        now=now,
        subject="network_member",
        subject_uid=member.uid,
        organisation_id=member.network.organisation_id,
        before=before,
        after=after,
    )
