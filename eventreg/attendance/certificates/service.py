"""Issuing certificates of attendance and proving them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import joinedload

from eventreg.attendance.certificates.errors import CertificateUnknown, EventNotOver
from eventreg.attendance.certificates.models import Certificate
from eventreg.attendance.service import attended
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.history.service import Actor
from eventreg.identity import READABLE, new_reference
from eventreg.registration import places, rows
from eventreg.registration.application import FORGOTTEN
from eventreg.registration.models import Registration
from eventreg.visits.service import visits_of

_CODE = re.compile(f"([{READABLE}]{{4}})" * 3)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A certificate with the days on which its person was there; without days it proves nothing."""

    certificate: Certificate
    days: tuple[date, ...]

    @property
    def is_valid(self) -> bool:
        withdrawn = self.certificate.withdrawn_at is not None or self.is_forgotten
        return bool(self.days) and not withdrawn

    @property
    def is_forgotten(self) -> bool:
        """Whether its person was made anonymous."""
        return self.certificate.registration.email_key.startswith(FORGOTTEN)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a stranger is told; `name` only to whom the code of the paper is known."""

    issued: Issued
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The certificates of an event by name; `present` were there, `waiting` of them have none."""

    issued: Sequence[Issued]
    present: int
    waiting: int
    may_issue: bool


def overview(event: Event, *, now: datetime) -> Overview:
    """What the organiser's page shows; a fixed number of statements."""
    days, issued = days_attended(event), issued_at(event)
    having = {each.certificate.registration_id for each in issued}
    return Overview(
        issued=issued,
        present=len(days),
        waiting=len(days.keys() - having),
        may_issue=_may_issue(event, now),
    )


def issue_certificates(event: Event, *, actor: Actor, now: datetime) -> int:
    """Confirm the attendance noted so far: everybody who was there and has none gets a certificate.

    Returns how many are new. Raises EventNotOver before the last day.
    """
    if not _may_issue(event, now):
        raise EventNotOver
    places.lock_queue(event.id)
    there = days_attended(event)
    having = select(Certificate.registration_id).where(Certificate.event_id == event.id)
    people = db.session.scalars(
        select(Registration)
        .where(Registration.id.in_(there), Registration.id.not_in(having))
        .order_by(Registration.name_sort, Registration.id)
    ).all()
    last = db.session.scalar(
        select(func.max(Certificate.position)).where(Certificate.event_id == event.id)
    )
    for position, person in enumerate(people, start=(last or 0) + 1):
        certificate = Certificate(
            event=event, registration=person, position=position, code=_new_code(), issued_at=now
        )
        db.session.add(certificate)
        _log("certificate issued", certificate, actor=actor, now=now)
    db.session.flush()
    return len(people)


def set_withdrawn(
    event: Event, *, position: int, withdrawn: bool, actor: Actor, now: datetime
) -> Certificate:
    """Withdraw a certificate, or let it prove again; raises CertificateUnknown."""
    certificate = db.session.scalar(_all(event).where(Certificate.position == position))
    if certificate is None:
        raise CertificateUnknown
    if (certificate.withdrawn_at is not None) != withdrawn:
        certificate.withdrawn_at = now if withdrawn else None
        what = "certificate withdrawn" if withdrawn else "certificate issued"
        _log(what, certificate, actor=actor, now=now)
        db.session.flush()
    return certificate


def withdraw_for(registration_id: int, *, now: datetime) -> None:
    """The registration's certificate proves nothing any more, as when the person is erased."""
    db.session.execute(
        update(Certificate)
        .where(Certificate.registration_id == registration_id, Certificate.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def carry_certificate(*, kept: int, other: int, now: datetime) -> None:
    """Let one registration have the certificate of another, which is of one person.

    If both have one, the other's proves nothing any more: the days are in the kept one's.
    """
    own = select(Certificate.id).where(Certificate.registration_id == kept)
    if db.session.scalar(own) is not None:
        withdraw_for(other, now=now)
        return
    db.session.execute(
        update(Certificate).where(Certificate.registration_id == other).values(registration_id=kept)
    )


def issued_at(event: Event) -> Sequence[Issued]:
    """The event's certificates in order of names, with the days of each."""
    days = days_attended(event)
    found = db.session.scalars(
        _all(event)
        .join(Certificate.registration)
        .order_by(Registration.name_sort, Certificate.position)
    )
    return [Issued(certificate=each, days=days.get(each.registration_id, ())) for each in found]


def certificate_of(registration: Registration) -> Issued | None:
    """The person's own certificate, as long as it is valid."""
    certificate = db.session.scalar(
        select(Certificate).where(Certificate.registration_id == registration.id)
    )
    if certificate is None:
        return None
    issued = _with_days(certificate)
    return issued if issued.is_valid else None


def proof_of(words: str) -> Proof | None:
    """What a code, or a number alone, proves; None when no paper bears it."""
    plain = words.strip().upper().replace("-", "").replace(" ", "")
    if code := _CODE.fullmatch(plain):
        found = db.session.scalar(_any().where(Certificate.code == "-".join(code.groups())))
        if found is not None:
            issued = _with_days(found)
            return Proof(issued=issued, name=_name(issued))
    slug, _, position = words.strip().casefold().rpartition("/")
    if not (slug and position.isascii() and position.isdecimal() and len(position) < 8):
        return None
    found = db.session.scalar(
        _any()
        .join(Certificate.event)
        .where(Event.slug == slug, Certificate.position == int(position))
    )
    return Proof(issued=_with_days(found)) if found is not None else None


def days_attended(event: Event) -> Mapping[int, tuple[date, ...]]:
    """The days on which each registration was there; who was on a visit was there on its day."""
    days: dict[str, set[date]] = {
        visit.uid: {each.day for each in visit.occasions if each.day is not None}
        for visit in visits_of(event)
    }
    found = {
        number: tuple(sorted(set().union(*(days.get(key) or _day(key) for key in keys))))
        for number, keys in attended(event).items()
    }
    return {number: there for number, there in found.items() if there}


def _day(key: str) -> set[date]:
    try:
        return {date.fromisoformat(key)}
    except ValueError:
        return set()  # a visit whose day is not known


def _may_issue(event: Event, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    return today >= event.ends_on and event.status is not EventStatus.CANCELLED


def _with_days(certificate: Certificate) -> Issued:
    days = days_attended(certificate.event)
    return Issued(certificate=certificate, days=days.get(certificate.registration_id, ()))


def _name(issued: Issued) -> str:
    return issued.certificate.registration.full_name if issued.is_valid else ""


def _any() -> Select[Certificate]:
    return select(Certificate).options(
        joinedload(Certificate.event).joinedload(Event.organisation),
        joinedload(Certificate.registration),
    )


def _all(event: Event) -> Select[Certificate]:
    return _any().where(Certificate.event_id == event.id)


def _new_code() -> str:
    """Twelve readable characters (57 bits), such as `7KM4-QX2D-9FTR`."""
    return f"{new_reference()}-{new_reference()[:4]}"


def _log(action: str, certificate: Certificate, *, actor: Actor, now: datetime) -> None:
    after = {"number": certificate.number}
    rows.log(action, certificate.registration, actor=actor, now=now, after=after)
