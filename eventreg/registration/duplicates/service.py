"""Making two registrations of one person one: nothing is lost, no limit is exceeded (R6, R9).

The kept one takes on what the other one has and it has not: a seat changes its owner without being
given back, so that nobody can take it in between. The other one then leaves through the one table
of moves, and what it still holds is free for those who wait (R8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from eventreg.attendance import notes
from eventreg.attendance.certificates.service import carry_certificate
from eventreg.database import Base, db
from eventreg.evaluation.answering import carry_over as carry_evaluation
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import moves, rows
from eventreg.registration.application import Needs
from eventreg.registration.duplicates.errors import (
    KeptIsEnded,
    OtherHasThePlace,
    SameRegistration,
)
from eventreg.registration.duplicates.models import TwinVerdict, Verdict
from eventreg.registration.models import (
    ChoiceState,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.notices import Notice, tell
from eventreg.registration.questions.answering import carry_answers
from eventreg.registration.remarks.service import carry_over as carry_remarks
from eventreg.registration.states import HOLDING, HOLDING_CHOICES, WISHED_CHOICES
from eventreg.registration.waiting.line import offer_freed
from eventreg.visits.models import SiteVisit
from eventreg.visits.service import visits_of

_RANK = {RegistrationState.CONFIRMED: 2, RegistrationState.OFFERED: 1}

# What hangs on a registration and is carried over in a way of its own; the mails written to a
# person and the consents given with one form stay where they are, since they say what was then.
OWN_WAY = frozenset(
    {
        *("visit_choice", "practical_needs", "answer", "attendance", "desk_note", "certificate"),
        *("tag_given", "staff_note", "twin_verdict", "message", "consent", "evaluation_given"),
    }
)


@dataclass(frozen=True)
class Seats:
    """Visits of the other one: those the kept one takes on, and those at the time of its own."""

    carried: Sequence[SiteVisit]
    left: Sequence[SiteVisit]


def require_mergeable(kept: Registration, other: Registration) -> None:
    """Raise SameRegistration, KeptIsEnded or OtherHasThePlace."""
    if kept.id == other.id or kept.event_id != other.event_id:
        raise SameRegistration
    if not kept.is_active:
        raise KeptIsEnded
    if _RANK.get(other.state, 0) > _RANK.get(kept.state, 0):
        raise OtherHasThePlace


def seats_of(kept: Registration, other: Registration) -> Seats:
    """Which of the other one's visits the kept one can take on (R10)."""
    planned = {each.uid: each for each in visits_of(kept.event)}
    has = {each.visit.uid: each for each in kept.visit_choices if each.state in WISHED_CHOICES}
    carried, left = list[SiteVisit](), list[SiteVisit]()
    for choice in sorted(other.visit_choices, key=lambda each: each.visit_id):
        if choice.state not in WISHED_CHOICES or _is_enough(has.get(choice.visit.uid), choice):
            continue
        taken = [planned[uid] for uid in has if uid != choice.visit.uid]
        taken += [planned[visit.uid] for visit in carried]
        clashes = any(planned[choice.visit.uid].overlaps(each) for each in taken)
        (left if clashes else carried).append(choice.visit)
    return Seats(carried, left)


def merge_registrations(
    kept: Registration, other: Registration, *, actor: Actor, now: datetime
) -> Seats:
    """Let the kept one take on everything of the other one, which is cancelled.

    Visits, answers, needs, a delegation, presence, a certificate, contributions, requests, tags and
    notes are carried over; where both have something, the kept one's stays. The person is told by
    one mail to the kept one's address. Raises SameRegistration, KeptIsEnded and OtherHasThePlace.
    """
    for each in sorted((kept, other), key=lambda one: one.id):
        rows.lock(each)
    require_mergeable(kept, other)
    seats = seats_of(kept, other)
    _carry_seats(kept, other, seats.carried)
    _exchange_delegations(kept, other)
    _carry_needs(kept, other)
    _carry_turn(kept, other)
    carry_answers(kept, other)
    if kept.state in HOLDING:
        rows.take_options(kept)
    notes.carry_over(kept=kept.id, other=other.id)
    carry_certificate(kept=kept.id, other=other.id, now=now)
    carry_evaluation(kept=kept.id, other=other.id)
    carry_remarks(kept=kept, other=other)
    _carry_all_else(kept.id, other.id)
    _end(other, kept, actor=actor, now=now)
    kept.updated_at = now
    kept.calendar_sequence += 1
    rows.log("merged", kept, actor=actor, now=now, after={"merged": other.reference})
    db.session.merge(_verdict(kept, other, Verdict.MERGED, actor, now))
    db.session.flush()
    tell(kept, Notice.CHANGED, now=now)
    offer_freed(kept.event, now=now)
    return seats


def say_they_are_two(people: Iterable[Registration], *, actor: Actor, now: datetime) -> None:
    """Note that these registrations are of different people, so that nobody is asked again."""
    ordered = sorted(people, key=lambda one: one.id)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            db.session.merge(_verdict(one, other, Verdict.APART, actor, now))
    for one in ordered:
        rows.log("told apart", one, actor=actor, now=now)
    db.session.flush()


def _is_enough(own: VisitChoice | None, choice: VisitChoice) -> bool:
    """Whether the kept one's own choice of the visit is no worse than the other one's."""
    if own is None:
        return False
    return own.state in HOLDING_CHOICES or choice.state is ChoiceState.WAITING


def _carry_seats(kept: Registration, other: Registration, visits: Sequence[SiteVisit]) -> None:
    """The seats and turns themselves change their owner: no limit moves."""
    own = {choice.visit_id: choice for choice in kept.visit_choices}
    for choice in [each for each in other.visit_choices if each.visit in visits]:
        mine = own.get(choice.visit_id)
        if mine is None:
            mine = VisitChoice(visit=choice.visit, created_at=choice.created_at)
            kept.visit_choices.append(mine)
        mine.state, mine.vehicle = choice.state, choice.vehicle
        mine.queue_order, mine.offer_until = choice.queue_order, choice.offer_until
        mine.placed_by_hand = choice.placed_by_hand
        rows.give_up(choice, ChoiceState.CANCELLED)
    db.session.flush()


def _exchange_delegations(kept: Registration, other: Registration) -> None:
    """Who came without a delegation comes with the other one's; each gives back what is its own.

    Both hold a place: the delegation's goes with the kept one, the event's with the other one.
    """
    both_hold = kept.state in HOLDING and other.state in HOLDING
    if kept.delegation is None and other.delegation is not None and both_hold:
        kept.delegation, other.delegation = other.delegation, None
        db.session.flush()


def _carry_needs(kept: Registration, other: Registration) -> None:
    if other.needs is None:
        return
    own = kept.needs
    rows.set_needs(
        kept,
        Needs(
            diet=(own.diet if own else "") or other.needs.diet,
            access=(own.access if own else "") or other.needs.access,
        ),
    )


def _carry_turn(kept: Registration, other: Registration) -> None:
    """Of two places in the waiting list the better one."""
    waits = RegistrationState.WAITING
    if kept.state is waits and other.state is waits and kept.queue_order and other.queue_order:
        kept.queue_order = min(kept.queue_order, other.queue_order)


def _carry_all_else(kept: int, other: int) -> None:
    """Whatever else hangs on the other one hangs on the kept one from now on."""
    db.session.flush()
    for table in Base.metadata.sorted_tables:
        if table.name in OWN_WAY:
            continue
        for key in table.foreign_keys:
            if key.column.table.name == Registration.__tablename__:
                column = key.parent
                db.session.execute(update(table).where(column == other).values({column.name: kept}))


def _end(other: Registration, kept: Registration, *, actor: Actor, now: datetime) -> None:
    if other.is_active:
        moves.leave(other, RegistrationState.CANCELLED, actor=actor, now=now)
    rows.log("merged away", other, actor=actor, now=now, after={"merged": kept.reference})


def _verdict(
    kept: Registration, other: Registration, verdict: Verdict, actor: Actor, now: datetime
) -> TwinVerdict:
    return TwinVerdict(
        kept_id=kept.id,
        other_id=other.id,
        verdict=verdict,
        account_id=actor.id if actor.kind is ActorKind.STAFF else None,
        decided_at=now,
    )
