"""Who was invited, who answered, how many of how many: the table of an event's delegations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import dates
from eventreg.language.collation import sort_key
from eventreg.language.search import folded
from eventreg.registration.delegations.service import name_of
from eventreg.registration.delegations.wording import ANSWERS
from eventreg.registration.models import Delegation, Registration, RegistrationState
from eventreg.registration.people_files.cells import as_csv
from eventreg.registration.states import HOLDING


class Answer(StrEnum):
    """What has become of an invitation."""

    NOT_SENT = "not_sent"
    SILENT = "silent"
    NAMED = "named"
    REFUSED = "refused"
    LAPSED = "lapsed"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line: `named` hold a place, `confirmed` of them said so themselves, `waiting` wait."""

    delegation: Delegation
    name: str
    answer: Answer
    named: int
    confirmed: int
    waiting: int

    @property
    def reserved_unused(self) -> int:
        """Places kept that nobody has taken."""
        return (self.delegation.free or 0) if self.delegation.reserves else 0


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The rows that fit, and the sums over all of them."""

    rows: Sequence[Row]
    everybody: int
    offered: int
    named: int
    confirmed: int
    waiting: int
    answered: int
    reserved_unused: int
    by_answer: Mapping[Answer, int]


def matrix_of(
    event: Event,
    *,
    language: str,
    now: datetime,
    words: str = "",
    answer: Answer | None = None,
) -> Matrix:
    """The event's delegations in the language's order (R5); two statements."""
    counts = _counts(event)
    everybody = sorted(
        (_row(each, counts, language, now) for each in _delegations(event)),
        key=lambda row: (sort_key(row.name, language), row.delegation.id),
    )
    fitting = [row for row in everybody if _fits(row, folded(words).split(), answer)]
    return Matrix(
        rows=fitting,
        everybody=len(everybody),
        offered=sum(row.delegation.capacity or 0 for row in fitting),
        named=sum(row.named for row in fitting),
        confirmed=sum(row.confirmed for row in fitting),
        waiting=sum(row.waiting for row in fitting),
        answered=sum(row.answer in {Answer.NAMED, Answer.REFUSED} for row in fitting),
        reserved_unused=sum(row.reserved_unused for row in fitting),
        by_answer={
            each: sum(row.answer is each for row in everybody)
            for each in Answer
            if any(row.answer is each for row in everybody)
        },
    )


def row_of(delegation: Delegation, *, language: str, now: datetime) -> Row:
    """The line of one delegation."""
    return _row(delegation, _counts(delegation.event), language, now)


def delegation_named(event: Event, uid: str) -> Delegation | None:
    """A delegation of this event; one of another event is not found."""
    return db.session.scalar(
        select(Delegation)
        .where(Delegation.event_id == event.id, Delegation.uid == uid)
        .options(joinedload(Delegation.territory), joinedload(Delegation.event))
    )


def matrix_csv(matrix: Matrix, event: Event, *, language: str) -> str:
    """The table as a file that spreadsheets open rightly; no cell is a formula."""
    zone = ZoneInfo(event.time_zone)
    rows = (_cells(row, zone, language) for row in matrix.rows)
    return as_csv([_heads(), *rows], language=language)


def _delegations(event: Event) -> Sequence[Delegation]:
    return db.session.scalars(
        select(Delegation)
        .where(Delegation.event_id == event.id)
        .order_by(Delegation.id)
        .options(joinedload(Delegation.territory))
    ).all()


def _counts(event: Event) -> Mapping[tuple[int, RegistrationState, bool], int]:
    confirmed = Registration.acknowledged_at.is_not(None)
    found = db.session.execute(
        select(Registration.delegation_id, Registration.state, confirmed, func.count())
        .where(Registration.event_id == event.id, Registration.delegation_id.is_not(None))
        .group_by(Registration.delegation_id, Registration.state, confirmed)
    )
    return {(of or 0, state, bool(yes)): number for of, state, yes, number in found}


def _row(
    delegation: Delegation,
    counts: Mapping[tuple[int, RegistrationState, bool], int],
    language: str,
    now: datetime,
) -> Row:
    def number(states: Iterable[RegistrationState], *saying: bool) -> int:
        return sum(counts.get((delegation.id, s, yes), 0) for s in states for yes in saying)

    named = number(HOLDING, True, False)
    waiting = number((RegistrationState.WAITING, RegistrationState.PENDING), True, False)
    return Row(
        delegation=delegation,
        name=name_of(delegation, language),
        answer=_answer(delegation, named + waiting, now),
        named=named,
        confirmed=number(HOLDING, True),
        waiting=waiting,
    )


def _answer(delegation: Delegation, people: int, now: datetime) -> Answer:
    until = delegation.answer_until
    answers = (
        (people > 0, Answer.NAMED),
        (delegation.refused_at is not None, Answer.REFUSED),
        (delegation.invited_at is None, Answer.NOT_SENT),
        (until is not None and now >= until, Answer.LAPSED),
    )
    return next((answer for holds, answer in answers if holds), Answer.SILENT)


def _fits(row: Row, words: Sequence[str], answer: Answer | None) -> bool:
    delegation = row.delegation
    text = folded(f"{row.name} {delegation.coordinator_name} {delegation.coordinator_email}")
    return all(word in text for word in words) and answer in {None, row.answer}


def _heads() -> Sequence[str]:
    return [
        gettext("Who is invited"),
        gettext("Answer"),
        gettext("Places offered"),
        gettext("Named"),
        gettext("Confirmed by themselves"),
        gettext("Waiting"),
        gettext("Coordinator"),
        gettext("E-mail"),
        gettext("Invited on"),
        gettext("Answer until"),
        gettext("Reason"),
    ]


def _cells(row: Row, zone: ZoneInfo, language: str) -> Iterable[str]:
    delegation = row.delegation
    yield row.name
    yield str(ANSWERS[row.answer][0])
    yield "" if delegation.capacity is None else str(delegation.capacity)
    yield from (str(row.named), str(row.confirmed), str(row.waiting))
    yield delegation.coordinator_name
    yield delegation.coordinator_email
    for moment in (delegation.invited_at, delegation.answer_until):
        yield dates.plain(dates.short_moment(moment, zone, language)) if moment else ""
    yield delegation.refusal
