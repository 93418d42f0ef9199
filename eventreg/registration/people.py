"""The people of an event for those who organise it, and for the form they fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.search import folded
from eventreg.messages.models import Message
from eventreg.registration.models import (
    FormSubmission,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.visits.models import SiteVisit

PEOPLE_PER_PAGE = 100
SUGGESTED_FROM = 3


@dataclass(frozen=True)
class People:
    """A page of the organiser's list. `count` is of all that fit, `by_state` of all there are."""

    rows: Sequence[Registration]
    count: int
    by_state: Mapping[RegistrationState, int]
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PEOPLE_PER_PAGE))


def people_of(
    event: Event, *, words: str = "", state: RegistrationState | None = None, page: int = 1
) -> People:
    """The registrations that fit: each word in name, institution, address or reference."""
    fitting = [Registration.event_id == event.id, *_conditions(words, state)]
    count = db.session.scalar(select(func.count(Registration.id)).where(*fitting)) or 0
    rows = db.session.scalars(
        select(Registration)
        .where(*fitting)
        .order_by(Registration.name_sort, Registration.id)
        .options(joinedload(Registration.territory), *_with_visits())
        .limit(PEOPLE_PER_PAGE)
        .offset((page - 1) * PEOPLE_PER_PAGE)
    ).all()
    return People(rows, count, _by_state(event), page)


def everybody_of(event: Event) -> Sequence[Registration]:
    """All registrations of an event, of whatever state, in order of names."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.name_sort, Registration.id)
        .options(
            joinedload(Registration.territory),
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

    One that a single person named could point to that person, so it is not shown to others.
    """
    return db.session.scalars(
        select(Registration.institution)
        .join(Registration.event)
        .where(Event.organisation_id == event.organisation_id, Registration.institution != "")
        .group_by(Registration.institution)
        .having(func.count(Registration.email_key.distinct()) >= SUGGESTED_FROM)
        .order_by(Registration.institution)
        .limit(300)
    ).all()


def _with_visits() -> tuple[Any, ...]:
    to_host = selectinload(Registration.visit_choices).joinedload(VisitChoice.visit)
    return (to_host.joinedload(SiteVisit.host_institution),)


def _conditions(words: str, state: RegistrationState | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        or_(
            Registration.search_text.contains(word, autoescape=True),
            Registration.id.in_(
                select(FormSubmission.registration_id).where(
                    FormSubmission.reference == word.upper()
                )
            ),
        )
        for word in folded(words).split()
    ]
    if state is not None:
        conditions.append(Registration.state == state)
    return conditions


def _by_state(event: Event) -> Mapping[RegistrationState, int]:
    found = db.session.execute(
        select(Registration.state, func.count())
        .where(Registration.event_id == event.id)
        .group_by(Registration.state)
    )
    counts: dict[RegistrationState, int] = dict(found.all())
    return {state: counts[state] for state in RegistrationState if state in counts}
