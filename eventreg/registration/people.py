"""The people of an event for those who organise it, and for the form they fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.messages.models import Message
from eventreg.registration.models import (
    Delegation,
    FormSubmission,
    ParticipantRole,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.states import WISHED_CHOICES
from eventreg.territories.models import Territory
from eventreg.visits.models import HostInstitution, SiteVisit

PEOPLE_PER_PAGE = 100
SUGGESTED_FROM = 3


class Order(StrEnum):
    """How the organiser's list is sorted."""

    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"
    MUNICIPALITY = "municipality"
    INSTITUTION = "institution"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the organiser's list is asked for; what is None or empty asks for nothing.

    Each of the `words` stands in name, institution, address or reference. `municipality` is a
    territory's number; `visit` and `delegation` are public names.
    """

    words: str = ""
    state: RegistrationState | None = None
    role: ParticipantRole | None = None
    municipality: int | None = None
    visit: str = ""
    delegation: str = ""
    order: Order = Order.NAME


@dataclass(frozen=True)
class Filters:
    """What the list can be filtered by: pairs of value and text, as far as there is anybody."""

    municipalities: Sequence[tuple[str, LocalText]]
    visits: Sequence[tuple[str, LocalText]]
    delegations: Sequence[tuple[str, LocalText]]


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


def people_of(event: Event, wanted: Wanted, *, page: int = 1) -> People:
    """The registrations that fit, a page of them; a fixed number of statements."""
    fitting = [Registration.event_id == event.id, *_conditions(wanted)]
    count = db.session.scalar(select(func.count(Registration.id)).where(*fitting)) or 0
    rows = db.session.scalars(
        select(Registration)
        .outerjoin(Registration.territory)
        .where(*fitting)
        .order_by(*_in_order(wanted.order), Registration.name_sort, Registration.id)
        .options(contains_eager(Registration.territory), *_with_visits())
        .limit(PEOPLE_PER_PAGE)
        .offset((page - 1) * PEOPLE_PER_PAGE)
    ).all()
    return People(rows, count, _by_state(event), page)


def filters_of(event: Event, language: str) -> Filters:
    """The municipalities, visits and delegations of an event's people, in the language's order."""
    municipality = Territory.sort_lv if language == "lv" else Territory.sort_en
    territories = db.session.execute(
        select(Territory.id, Territory.name)
        .where(
            Territory.id.in_(
                select(Registration.territory_id).where(Registration.event_id == event.id)
            )
        )
        .order_by(municipality, Territory.id)
    )
    visits = db.session.execute(
        select(SiteVisit.uid, HostInstitution.name)
        .join(SiteVisit.host_institution)
        .where(SiteVisit.event_id == event.id)
        .order_by(SiteVisit.position, SiteVisit.id)
    )
    delegations = db.session.execute(
        select(Delegation.uid, Delegation.institution, Territory.name)
        .outerjoin(Delegation.territory)
        .where(Delegation.event_id == event.id)
        .order_by(municipality.nulls_last(), Delegation.institution, Delegation.id)
    )
    return Filters(
        municipalities=[(str(number), name) for number, name in territories],
        visits=[(uid, name) for uid, name in visits],
        delegations=[
            (uid, name or LocalText(lv=institution)) for uid, institution, name in delegations
        ],
    )


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


def applicants_fitting(event: Event, wanted: Wanted) -> Sequence[str]:
    """The public names of all who fit and await approval, on whatever page they stand."""
    return db.session.scalars(
        select(Registration.uid)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.PENDING,
            *_conditions(wanted),
        )
        .order_by(Registration.created_at, Registration.id)
    ).all()


def everybody_of(event: Event) -> Sequence[Registration]:
    """All registrations of an event, of whatever state, in order of names."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.name_sort, Registration.id)
        .options(
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
    to_visit = selectinload(Registration.visit_choices)
    return (
        to_visit.joinedload(VisitChoice.visit).joinedload(SiteVisit.host_institution),
        to_visit.joinedload(VisitChoice.vehicle),
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        or_(
            Registration.search_text.contains(word, autoescape=True),
            Registration.id.in_(
                select(FormSubmission.registration_id).where(
                    FormSubmission.reference == word.upper()
                )
            ),
        )
        for word in folded(wanted.words).split()
    ]
    for column, value in (
        (Registration.state, wanted.state),
        (Registration.role, wanted.role),
        (Registration.territory_id, wanted.municipality),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.visit:
        conditions.append(Registration.id.in_(_choosing(wanted.visit)))
    if wanted.delegation:
        named = select(Delegation.id).where(Delegation.uid == wanted.delegation)
        conditions.append(Registration.delegation_id.in_(named))
    return conditions


def _choosing(visit: str) -> Select[int]:
    """Those who have a seat on the visit, or wait for one."""
    return (
        select(VisitChoice.registration_id)
        .join(VisitChoice.visit)
        .where(SiteVisit.uid == visit, VisitChoice.state.in_(WISHED_CHOICES))
    )


def _in_order(order: Order) -> Sequence[ColumnElement[Any]]:
    orders: Mapping[Order, Sequence[ColumnElement[Any]]] = {
        Order.NAME: (),
        Order.NEWEST: (Registration.created_at.desc(),),
        Order.OLDEST: (Registration.created_at.asc(),),
        Order.MUNICIPALITY: (Territory.sort_lv.asc().nulls_last(),),
        Order.INSTITUTION: (Registration.institution_sort.asc(),),
    }
    return orders[order]


def _by_state(event: Event) -> Mapping[RegistrationState, int]:
    found = db.session.execute(
        select(Registration.state, func.count())
        .where(Registration.event_id == event.id)
        .group_by(Registration.state)
    )
    counts: dict[RegistrationState, int] = dict(found.all())
    return {state: counts[state] for state in RegistrationState if state in counts}
