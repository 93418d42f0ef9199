"""Finding who stands before the desk, and whether they are expected there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import joinedload

from eventreg.attendance.models import Attendance
from eventreg.attendance.service import Occasion, where_is
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.registration import tickets
from eventreg.registration.models import Registration, RegistrationState, VisitChoice
from eventreg.registration.states import HOLDING_CHOICES

MOST_FOUND = 20
MANY = 500


class Standing(StrEnum):
    """How somebody stands to a day or a visit."""

    EXPECTED = "expected"
    PRESENT = "present"
    NO_SEAT = "no_seat"
    PENDING = "pending"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    OLD_TICKET = "old_ticket"
    OTHER_EVENT = "other_event"
    UNKNOWN = "unknown"


_BY_STATE = {
    RegistrationState.PENDING: Standing.PENDING,
    RegistrationState.WAITING: Standing.WAITING,
    RegistrationState.OFFERED: Standing.WAITING,
    RegistrationState.DECLINED: Standing.CANCELLED,
    RegistrationState.CANCELLED: Standing.CANCELLED,
    RegistrationState.EXPIRED: Standing.CANCELLED,
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Somebody and how they stand; `since` and `by` tell when and by whom they were checked in.

    Without a `person` nobody is known by that ticket; `event` is the other event it belongs to.
    """

    standing: Standing
    person: Registration | None = None
    since: datetime | None = None
    by: str = ""
    event: LocalText | None = None


def is_code(words: str) -> bool:
    """Whether this was read from a ticket, not typed."""
    return words.strip().startswith(f"{tickets.SHAPE}.")


def found(event: Event, occasion: Occasion, words: str) -> Sequence[Finding]:
    """Who has all of the words in name, institution or reference, the expected first (R5).

    What was read from a ticket finds one, or says why it does not count. At most MOST_FOUND.
    """
    if is_code(words):
        return [_of_ticket(event, occasion, words.strip())]
    asked = [Registration.search_text.contains(one, autoescape=True) for one in _words(words)]
    if not asked:
        return []
    first = case((Registration.state == RegistrationState.CONFIRMED, 0), else_=1)
    people = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, *asked)
        .order_by(first, Registration.name_sort, Registration.id)
        .limit(MOST_FOUND)
    ).all()
    if not people and (other := _elsewhere(event, Registration.reference == words.upper())):
        return [other]
    return standings(event, occasion, people)


def finding_of(event: Event, occasion: Occasion, uid: str) -> Finding | None:
    """The person with this public name, or None when the event does not know it."""
    person = db.session.scalar(
        select(Registration).where(Registration.event_id == event.id, Registration.uid == uid)
    )
    return standings(event, occasion, [person])[0] if person else None


def standings(
    event: Event, occasion: Occasion, people: Sequence[Registration]
) -> Sequence[Finding]:
    """How each of the event's people stands; a fixed number of statements."""
    among = _among(event, people)
    here = _here(event, occasion, among)
    seated = _seated(event, occasion, among)
    return [
        Finding(
            standing=_standing(person, here=person.id in here, seated=_sits(person, seated)),
            person=person,
            since=here[person.id].noted_at if person.id in here else None,
            by=_name_of(here[person.id]) if person.id in here else "",
        )
        for person in people
    ]


def _standing(person: Registration, *, here: bool, seated: bool) -> Standing:
    if person.state is not RegistrationState.CONFIRMED:
        return _BY_STATE[person.state]
    if not seated:
        return Standing.NO_SEAT
    return Standing.PRESENT if here else Standing.EXPECTED


def _sits(person: Registration, seated: frozenset[int] | None) -> bool:
    return seated is None or person.id in seated


def _among(event: Event, people: Sequence[Registration]) -> ColumnElement[bool]:
    """These people; of many it is asked for the event's, not for each by its number."""
    if len(people) > MANY:
        return Registration.event_id == event.id
    return Registration.id.in_([person.id for person in people])


def _here(event: Event, occasion: Occasion, among: ColumnElement[bool]) -> Mapping[int, Attendance]:
    rows = db.session.scalars(
        select(Attendance)
        .join(Attendance.registration)
        .where(where_is(event, occasion).of(Attendance), among)
        .options(joinedload(Attendance.account))
    )
    return {row.registration_id: row for row in rows}


def _seated(event: Event, occasion: Occasion, among: ColumnElement[bool]) -> frozenset[int] | None:
    """Who of them has a seat on the visit; None on a day, where everybody has a place."""
    where = where_is(event, occasion)
    if where.visit_id is None:
        return None
    return frozenset(
        db.session.scalars(
            select(VisitChoice.registration_id)
            .join(VisitChoice.registration)
            .where(
                VisitChoice.visit_id == where.visit_id,
                VisitChoice.state.in_(HOLDING_CHOICES),
                among,
            )
        )
    )


def _name_of(row: Attendance) -> str:
    return row.account.name if row.account else ""


def _of_ticket(event: Event, occasion: Occasion, code: str) -> Finding:
    read = tickets.read_code(event, code)
    if read is None:
        uid = code.split(".")[1]
        other = _elsewhere(event, Registration.uid == uid, code=code)
        return other or Finding(standing=Standing.UNKNOWN)
    uid, version = read
    finding = finding_of(event, occasion, uid)
    if finding is None or finding.person is None:
        return Finding(standing=Standing.UNKNOWN)
    if finding.person.link_version != version:
        return Finding(standing=Standing.OLD_TICKET)
    return finding


def _elsewhere(event: Event, named: object, *, code: str = "") -> Finding | None:
    """The other event of the same organisation that a reference or a true ticket belongs to."""
    person = db.session.scalar(
        select(Registration)
        .join(Registration.event)
        .where(
            named,  # type: ignore[arg-type]
            Event.organisation_id == event.organisation_id,
            Event.id != event.id,
        )
        .options(joinedload(Registration.event))
    )
    if person is None or (code and tickets.read_code(person.event, code) is None):
        return None
    return Finding(standing=Standing.OTHER_EVENT, event=person.event.title)


def _words(words: str) -> Sequence[str]:
    return folded(words).split()
