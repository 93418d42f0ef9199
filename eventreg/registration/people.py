"""The people of an event for those who organise it, and for the form they fill in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.collation import sort_key
from eventreg.messages.models import Message
from eventreg.registration.institutions.models import Institution
from eventreg.registration.models import (
    Delegation,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.visits.models import SiteVisit

SUGGESTED_FROM = 3
MOST_SUGGESTED = 300


def applicants_of(event: Event, uids: Sequence[str]) -> Sequence[Registration]:
    """Those of these public names who await approval, in the order in which they applied."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.uid.in_(uids),
            Registration.state == RegistrationState.PENDING,
        )
        .order_by(Registration.created_at, Registration.id)
    ).all()


def everybody_of(
    event: Event, people: Select[Registration] | None = None
) -> Sequence[Registration]:
    """All registrations of an event, of whatever state, in order of names; or just `people`."""
    everybody = (
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.name_sort, Registration.id)
    )
    return db.session.scalars(
        (everybody if people is None else people).options(
            joinedload(Registration.territory),
            joinedload(Registration.delegation).joinedload(Delegation.territory),
            joinedload(Registration.needs),
            selectinload(Registration.consents),
            *_with_visits(),
        )
    ).all()


def person_of(event: Event, uid: str) -> Registration | None:
    """A registration of this event; one of another event is not found."""
    return db.session.scalar(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.uid == uid)
        .options(
            joinedload(Registration.event).joinedload(Event.organisation),
            joinedload(Registration.territory),
            joinedload(Registration.delegation).joinedload(Delegation.territory),
            joinedload(Registration.needs),
            selectinload(Registration.consents),
            *_with_visits(),
        )
    )


def history_of(registration: Registration) -> Sequence[LogEntry]:
    """What happened to a registration, latest first."""
    return db.session.scalars(
        select(LogEntry)
        .where(LogEntry.subject == "registration", LogEntry.subject_uid == registration.uid)
        .order_by(LogEntry.id.desc())
    ).all()


def mails_of(registration: Registration) -> Sequence[Message]:
    """The mails written to a person, latest first."""
    return db.session.scalars(
        select(Message)
        .where(Message.registration_id == registration.id)
        .order_by(Message.created_at.desc(), Message.id.desc())
    ).all()


def known_institutions(event: Event) -> Sequence[str]:
    """Institutions to suggest: those that several people of the organisation's events named.

    One that a single person named could point to that person, so it is not shown to others, unless
    the organisation keeps its name.
    """
    named_by_several = (
        select(Registration.institution)
        .join(Registration.event)
        .where(Event.organisation_id == event.organisation_id, Registration.institution != "")
        .group_by(Registration.institution)
        .having(func.count(Registration.email_key.distinct()) >= SUGGESTED_FROM)
    )
    kept = select(Institution.name).where(Institution.organisation_id == event.organisation_id)
    found = db.session.scalars(named_by_several.union(kept).limit(MOST_SUGGESTED))
    return sorted(found, key=lambda name: sort_key(name, "lv"))


def _with_visits() -> tuple[Any, ...]:
    to_visit = selectinload(Registration.visit_choices)
    return (
        to_visit.joinedload(VisitChoice.visit).joinedload(SiteVisit.host_institution),
        to_visit.joinedload(VisitChoice.vehicle),
    )
