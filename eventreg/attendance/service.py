"""Noting who was there; each change is in the log (R28)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from eventreg.attendance import notes
from eventreg.attendance.errors import OccasionUnknown
from eventreg.attendance.models import Attendance, DeskNote
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.registration import places, rows
from eventreg.registration.models import Registration, RegistrationState, VisitChoice
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.visits.models import SiteVisit
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What somebody can be present at: a day of the event or one of its visits.

    `key` names it in addresses: the day as `2026-05-05`, the visit by its public name. `expected`
    counts who has a place there, `present` who was noted.
    """

    key: str
    day: date | None = None
    visit: PlannedVisit | None = None
    expected: int = 0
    present: int = 0


def occasions_of(event: Event) -> Sequence[Occasion]:
    """The event's days and visits in order, with their counts; a fixed number of statements."""
    present = _counted(
        select(func.coalesce(SiteVisit.uid, ""), Attendance.day, func.count())
        .select_from(Attendance)
        .join(Attendance.registration)
        .outerjoin(Attendance.visit)
        .where(_confirmed(event))
        .group_by(SiteVisit.uid, Attendance.day)
    )
    expected = _counted(
        select(SiteVisit.uid, func.count())
        .join(VisitChoice.visit)
        .join(VisitChoice.registration)
        .where(_confirmed(event), VisitChoice.state.in_(HOLDING_CHOICES))
        .group_by(SiteVisit.uid)
    )
    people = db.session.scalar(select(func.count()).where(_confirmed(event))) or 0
    days = [
        Occasion(key=str(day), day=day, expected=people, present=present.get(str(day), 0))
        for day in days_of(event)
    ]
    visits = [
        Occasion(
            key=visit.uid,
            visit=visit,
            expected=expected.get(visit.uid, 0),
            present=present.get(visit.uid, 0),
        )
        for visit in visits_of(event)
    ]
    return [*days, *visits]


def occasion_named(event: Event, key: str) -> Occasion:
    """The day or visit with this key; raises OccasionUnknown."""
    for occasion in occasions_of(event):
        if occasion.key == key:
            return occasion
    raise OccasionUnknown


def days_of(event: Event) -> Sequence[date]:
    """The days of the event, first to last."""
    length = (event.ends_on - event.starts_on).days
    return [event.starts_on + timedelta(days=number) for number in range(length + 1)]


def expected_at(event: Event, occasion: Occasion) -> Sequence[Registration]:
    """The confirmed people who have a place there, in order of names; one statement."""
    query = select(Registration).where(_confirmed(event))
    if occasion.visit is not None:
        query = (
            query.join(Registration.visit_choices)
            .join(VisitChoice.visit)
            .where(SiteVisit.uid == occasion.visit.uid, VisitChoice.state.in_(HOLDING_CHOICES))
        )
    return db.session.scalars(query.order_by(Registration.name_sort, Registration.id)).all()


def present_at(event: Event, occasion: Occasion) -> frozenset[str]:
    """The public names of the registrations of those noted as present; one statement."""
    return frozenset(
        db.session.scalars(
            select(Registration.uid)
            .join(Attendance, Attendance.registration_id == Registration.id)
            .where(_confirmed(event), where_is(event, occasion).of(Attendance))
        )
    )


def attendance_of(registration: Registration) -> Sequence[Attendance]:
    """The days and visits on which a person's presence was noted, in that order."""
    return db.session.scalars(
        select(Attendance)
        .where(Attendance.registration_id == registration.id)
        .order_by(Attendance.id)
        .options(joinedload(Attendance.visit).joinedload(SiteVisit.host_institution))
    ).all()


def attended(event: Event) -> Mapping[int, frozenset[str]]:
    """The keys of the occasions at which each registration was present; one statement."""
    found: dict[int, frozenset[str]] = {}
    for number, day, uid in db.session.execute(
        select(Attendance.registration_id, Attendance.day, SiteVisit.uid)
        .join(Attendance.registration)
        .outerjoin(Attendance.visit)
        .where(_confirmed(event))
    ):
        found[number] = found.get(number, frozenset()) | {uid or str(day)}
    return found


def note_attendance(
    event: Event,
    *,
    occasion: Occasion,
    present: Iterable[str],
    absent: Iterable[str],
    actor: Actor,
    now: datetime,
) -> None:
    """Note who of those looked at was there and who was not, by public names of registrations.

    Others stay as they were noted, so that two desks do not undo each other. Who has no place
    there is left out.
    """
    places.lock_queue(event.id)
    expected = {person.uid: person for person in expected_at(event, occasion)}
    before = present_at(event, occasion)
    coming = sorted(expected.keys() & set(present) - before)
    going = sorted(expected.keys() & set(absent) & before)
    keep_notes(
        [
            MadeNote(uid=new_uid(), person=expected[uid], present=uid in coming)
            for uid in (*coming, *going)
        ],
        event=event,
        occasion=occasion,
        actor=actor,
        now=now,
    )


@dataclass(frozen=True, kw_only=True)
class MadeNote:
    """A check-in (`present`) or its undoing, of somebody who is expected; see `DeskNote`.

    `at` is the moment on a device; without it the note is made here and now, after all others.
    """

    uid: str
    person: Registration
    present: bool
    at: datetime | None = None


def keep_notes(
    made: Sequence[MadeNote], *, event: Event, occasion: Occasion, actor: Actor, now: datetime
) -> Mapping[int, DeskNote | None]:
    """Keep those that are new, each in the log with its actor and moment (R28).

    The event's queue is held by the caller. A moment that is still to come counts as `now`.
    Returns the check-in that counts, by the number of the registration.
    """
    if not made:
        return {}
    where = where_is(event, occasion)
    latest = notes.latest([note.person.id for note in made if note.at is None], where=where)
    written = [
        DeskNote(
            uid=note.uid,
            registration_id=note.person.id,
            **where.values(),
            present=note.present,
            at=_moment(note, latest.get(note.person.id), now),
            received_at=now,
            account_id=actor.id if actor.kind is ActorKind.STAFF else None,
        )
        for note in made
    ]
    new, counting = notes.keep(written, where=where)
    for note in {note.uid: note for note in made}.values():
        if note.uid in new:
            _log(note, occasion, actor=actor, now=now)
    return counting


def _moment(note: MadeNote, latest: datetime | None, now: datetime) -> datetime:
    if note.at is not None:
        return min(note.at, now)
    return max(now, latest + timedelta(microseconds=1)) if latest else now


def where_is(event: Event, occasion: Occasion) -> notes.Where:
    """How rows name the day or visit."""
    return notes.Where(day=occasion.day, visit_id=_visit_id(event, occasion))


def _log(note: MadeNote, occasion: Occasion, *, actor: Actor, now: datetime) -> None:
    action = "noted as present" if note.present else "noted as absent"
    where = occasion.visit.host.name.in_("lv") if occasion.visit else str(occasion.day)
    late = {"moment": note.at.isoformat(timespec="seconds")} if note.at else {}
    rows.log(action, note.person, actor=actor, now=now, after={"at": where, **late})


def _confirmed(event: Event) -> ColumnElement[bool]:
    return (Registration.event_id == event.id) & (Registration.state == RegistrationState.CONFIRMED)


def _visit_id(event: Event, occasion: Occasion) -> int | None:
    if occasion.visit is None:
        return None
    return db.session.scalar(
        select(SiteVisit.id).where(
            SiteVisit.event_id == event.id, SiteVisit.uid == occasion.visit.uid
        )
    )


def _counted(query: object) -> dict[str, int]:
    """Counts by key, where a row names a visit, or a day where it does not."""
    counts: dict[str, int] = {}
    for *names, count in db.session.execute(query):  # type: ignore[call-overload]
        key = next(str(name) for name in names if name)
        counts[key] = count
    return counts
