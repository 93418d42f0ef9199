"""Proposals of an organisation's events, through the years: what waits, what was answered (R28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.contributions.models import (
    Contribution,
    ContributionKind,
    ContributionState,
    ProposalStatus,
)
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.proposals.errors import AnswerDateMissing

PER_PAGE = 50
OPEN = (ProposalStatus.NEW, ProposalStatus.TAKEN_UP)


class Standing(StrEnum):
    """What a list of proposals can be asked for."""

    OVERDUE = "overdue"
    OPEN = "open"
    NEW = "new"
    TAKEN_UP = "taken_up"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is looked for; an empty value asks for nothing. `event` is an event's slug."""

    words: str = ""
    standing: Standing | None = None
    event: str = ""

    def in_address(self) -> dict[str, str]:
        """The filters as the address of the list carries them."""
        asked = {"q": self.words, "standing": self.standing or "", "event": self.event}
        return {name: str(value) for name, value in asked.items() if value}


@dataclass(frozen=True)
class Proposal:
    """A proposal; it is overdue from the day after its deadline until somebody has answered."""

    row: Contribution
    is_overdue: bool


@dataclass(frozen=True)
class Proposals:
    """A page of what was found; `overdue` counts all of the organisation."""

    found: Sequence[Proposal]
    count: int
    overdue: int
    page: int
    events: Sequence[Event]

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PER_PAGE))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Where a proposal stands; `answered_on` is the day of the addressee's answer."""

    addressee: LocalText
    due_on: date | None
    status: ProposalStatus
    answer: LocalText
    answered_on: date | None


def proposals_of(
    organisation: Organisation, *, filters: Filters, page: int, now: datetime
) -> Proposals:
    """The accepted proposals that fit: those with the nearest deadline first, then the others."""
    today = now.astimezone(clock.HOME_ZONE).date()
    whole = _of(organisation)
    found = whole.where(*_conditions(filters, today))
    rows = db.session.scalars(
        found.options(joinedload(Contribution.event), joinedload(Contribution.topic))
        .order_by(
            Contribution.due_on.is_(None),
            Contribution.due_on,
            Event.starts_on.desc(),
            Contribution.position,
            Contribution.id,
        )
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return Proposals(
        found=[Proposal(row, is_overdue(row, today=today)) for row in rows],
        count=_count(found),
        overdue=_count(whole.where(_overdue(today))),
        page=page,
        events=_events(whole),
    )


def proposal_of(organisation: Organisation, uid: str) -> Contribution | None:
    """The organisation's proposal of that name."""
    return db.session.scalar(_of(organisation).where(Contribution.uid == uid))


def is_overdue(row: Contribution, *, today: date) -> bool:
    """Whether the deadline has passed and the proposal is still open."""
    is_open = row.proposal_status is None or row.proposal_status in OPEN
    return is_open and row.due_on is not None and row.due_on < today


def note_answer(proposal: Contribution, *, answer: Answer, actor: Actor, now: datetime) -> None:
    """Keep who is asked, until when, and what they said; the log has the states and days.

    Raises AnswerDateMissing where there is an answer without its day.
    """
    db.session.refresh(proposal, with_for_update={"of": Contribution})
    if answer.answer and answer.answered_on is None:
        raise AnswerDateMissing
    before = _logged(proposal)
    proposal.addressee, proposal.due_on = answer.addressee, answer.due_on
    proposal.proposal_status = answer.status
    proposal.answer, proposal.answered_on = answer.answer, answer.answered_on
    event = proposal.event
    record(
        "followed up",
        subject="contribution",
        subject_uid=proposal.uid,
        actor=actor,
        now=now,
        organisation_id=event.organisation_id,
        event_id=event.id,
        before=before,
        after=_logged(proposal),
    )
    db.session.flush()


def _logged(proposal: Contribution) -> dict[str, str]:
    return {
        "proposal_status": proposal.proposal_status.value if proposal.proposal_status else "",
        "due_on": proposal.due_on.isoformat() if proposal.due_on else "",
        "answered_on": proposal.answered_on.isoformat() if proposal.answered_on else "",
    }


def _of(organisation: Organisation) -> Select[Contribution]:
    return (
        select(Contribution)
        .join(Contribution.event)
        .where(
            Event.organisation_id == organisation.id,
            Contribution.kind == ContributionKind.PROPOSAL,
            Contribution.state == ContributionState.ACCEPTED,
        )
    )


def _open() -> ColumnElement[bool]:
    return Contribution.proposal_status.is_(None) | Contribution.proposal_status.in_(OPEN)


def _overdue(today: date) -> ColumnElement[bool]:
    return _open() & (Contribution.due_on < today)


def _conditions(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    found = [
        Contribution.search_text.contains(word, autoescape=True)
        for word in folded(filters.words).split()
    ]
    if filters.event:
        found.append(Event.slug == filters.event)
    if filters.standing is Standing.OVERDUE:
        found.append(_overdue(today))
    elif filters.standing is Standing.OPEN:
        found.append(_open())
    elif filters.standing is Standing.NEW:
        new = Contribution.proposal_status == ProposalStatus.NEW
        found.append(Contribution.proposal_status.is_(None) | new)
    elif filters.standing is not None:
        found.append(Contribution.proposal_status == ProposalStatus(filters.standing.value))
    return found


def _count(found: Select[Contribution]) -> int:
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def _events(whole: Select[Contribution]) -> Sequence[Event]:
    ids = whole.with_only_columns(Contribution.event_id)
    return db.session.scalars(
        select(Event).where(Event.id.in_(ids)).order_by(Event.starts_on.desc(), Event.id)
    ).all()
