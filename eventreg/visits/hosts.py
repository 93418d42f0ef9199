"""Host institutions: an organisation keeps them and uses them again for its next events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventreg.accounts.models import Organisation
from eventreg.agenda import service as agenda
from eventreg.agenda.models import AgendaItem
from eventreg.database import db
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText
from eventreg.territories.models import Territory
from eventreg.visits import errors
from eventreg.visits.models import HostInstitution, InstitutionKind, SiteVisit


@dataclass(frozen=True, kw_only=True)
class HostFacts:
    """All that is said about an institution; coordinates are degrees (WGS 84), both or neither."""

    name: LocalText
    kind: InstitutionKind
    territory: Territory | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


@dataclass(frozen=True)
class KeptHost:
    """An institution in the organisation's list, with how many site visits lead to it."""

    host: HostInstitution
    visits: int


def hosts_of(organisation: Organisation, *, language: str) -> Sequence[KeptHost]:
    """The organisation's institutions in the language's order (R5); one statement."""
    visits = (
        select(func.count())
        .where(SiteVisit.host_institution_id == HostInstitution.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(HostInstitution, visits)
        .where(HostInstitution.organisation_id == organisation.id)
        .order_by(HostInstitution.id)
        .options(joinedload(HostInstitution.territory))
    ).all()
    kept = [KeptHost(host, number) for host, number in rows]
    return sorted(kept, key=lambda each: sort_key(each.host.name.in_(language), language))


def host_of(organisation: Organisation, uid: str) -> HostInstitution | None:
    """The organisation's institution of that name; None when it has none such."""
    return db.session.scalar(
        select(HostInstitution)
        .where(HostInstitution.organisation_id == organisation.id, HostInstitution.uid == uid)
        .options(joinedload(HostInstitution.territory))
    )


def add_host(
    *, organisation: Organisation, facts: HostFacts, actor: Actor, now: datetime
) -> HostInstitution:
    """Add an institution to the organisation's list; raises CoordinateMissing."""
    _check(facts)
    host = HostInstitution(organisation_id=organisation.id)
    _write(host, facts)
    db.session.add(host)
    db.session.flush()
    _note("added", host, actor=actor, now=now, after=_described(host))
    return host


def edit_host(*, host: HostInstitution, facts: HostFacts, actor: Actor, now: datetime) -> None:
    """Change an institution wherever it is visited; raises CoordinateMissing.

    Agenda items that bear its name take the new one.
    """
    _check(facts)
    before, old_name = _described(host), host.name
    _write(host, facts)
    db.session.flush()
    visited = AgendaItem.visit.has(SiteVisit.host_institution_id == host.id)
    agenda.retitle(visited, old=old_name, new=host.name, actor=actor, now=now)
    old, new = history.changed(before, _described(host))
    if new:
        _note("changed", host, actor=actor, now=now, before=old, after=new)


def remove_host(*, host: HostInstitution, actor: Actor, now: datetime) -> None:
    """Remove an institution that no site visit leads to; raises HostVisited."""
    visits = select(SiteVisit.id).where(SiteVisit.host_institution_id == host.id)
    if db.session.scalar(select(visits.exists())):
        raise errors.HostVisited
    _note("removed", host, actor=actor, now=now, before=_described(host))
    db.session.delete(host)
    db.session.flush()


def facts_of(host: HostInstitution) -> HostFacts:
    """What is kept about an institution, as its form shows it."""
    return HostFacts(
        name=host.name,
        kind=host.kind,
        territory=host.territory,
        address=host.address,
        latitude=host.latitude,
        longitude=host.longitude,
        contact_name=host.contact_name,
        contact_email=host.contact_email,
        contact_phone=host.contact_phone,
    )


def _check(facts: HostFacts) -> None:
    if (facts.latitude is None) != (facts.longitude is None):
        raise errors.CoordinateMissing("latitude" if facts.latitude is None else "longitude")


def _write(host: HostInstitution, facts: HostFacts) -> None:
    host.name, host.kind = facts.name, facts.kind
    host.territory, host.address = facts.territory, facts.address
    host.latitude, host.longitude = facts.latitude, facts.longitude
    host.contact_name = facts.contact_name
    host.contact_email = facts.contact_email
    host.contact_phone = facts.contact_phone


def _note(
    action: str,
    host: HostInstitution,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    history.record(
        action,
        actor=actor,
        now=now,
        subject="host_institution",
        subject_uid=host.uid,
        organisation_id=host.organisation_id,
        before=before,
        after=after,
    )


def _described(host: HostInstitution) -> dict[str, object]:
    return {
        "name": dict(host.name),
        "kind": host.kind.value,
        "territory": host.territory.code if host.territory else None,
        "address": host.address,
        "latitude": host.latitude,
        "longitude": host.longitude,
        "contact_name": host.contact_name,
        "contact_email": host.contact_email,
        "contact_phone": host.contact_phone,
    }
