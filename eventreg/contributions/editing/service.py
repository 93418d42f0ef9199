"""Reading, wording, accepting and setting aside what experts gave (R25, R28)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.agenda.days import Direction
from eventreg.contributions.editing.errors import MayNameSomebody, NotForDecision, TitleMissing
from eventreg.contributions.editing.sensitivity import Finding, findings
from eventreg.contributions.log import note
from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.contributions.photos.shown import photos_of
from eventreg.database import db
from eventreg.events.models import Event, Topic
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Registration, RegistrationState
from eventreg.visits.models import SiteVisit

_S = ContributionState
SHOWN = (_S.SUBMITTED, _S.ACCEPTED, _S.SET_ASIDE)
TEXTS = (
    *("title", "text", "place", "problem", "solution", "took_part", "result"),
    *("needed_to_repeat", "contact", "addressee"),
)


class Giving(NamedTuple):
    """How many people have given something, of how many who have a place."""

    gave: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The texts of a contribution as the editor words them; `due_on` is a proposal's deadline."""

    texts: Mapping[str, LocalText]
    topic: Topic | None
    level: str = ""
    due_on: date | None = None


def contributions_of(event: Event) -> Mapping[ContributionState, Sequence[Contribution]]:
    """What was given to the event's report, by state; nobody's drafts. Two statements."""
    rows = db.session.scalars(
        select(Contribution)
        .where(Contribution.event_id == event.id, Contribution.state.in_(SHOWN))
        .order_by(Contribution.kind, Contribution.position, Contribution.id)
        .options(
            joinedload(Contribution.topic),
            joinedload(Contribution.visit).joinedload(SiteVisit.host_institution),
            joinedload(Contribution.agenda_item),
            joinedload(Contribution.registration),
            selectinload(Contribution.photos),
        )
    ).all()
    return {state: [row for row in rows if row.state is state] for state in SHOWN}


def contribution_of(event: Event, uid: str) -> Contribution | None:
    """The event's contribution of that name, if an editor may see it."""
    return db.session.scalar(
        select(Contribution).where(
            Contribution.event_id == event.id,
            Contribution.uid == uid,
            Contribution.state.in_(SHOWN),
        )
    )


def giving(event: Event) -> Giving:
    """How many of those who have a place have sent something."""
    gave = db.session.scalar(
        select(func.count(func.distinct(Contribution.registration_id))).where(
            Contribution.event_id == event.id, Contribution.state != _S.DRAFT
        )
    )
    people = db.session.scalar(
        select(func.count())
        .select_from(Registration)
        .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
    )
    return Giving(gave or 0, people or 0)


def findings_in(contribution: Contribution) -> list[Finding]:
    """Sentences that may link a named person to ethnicity or health (R25)."""
    texts = (getattr(contribution, name) for name in TEXTS)
    return findings([*texts, *(photo.alt for photo in photos_of(contribution))])


def accept(contribution: Contribution, *, sure: bool, actor: Actor, now: datetime) -> None:
    """Take it into the report, behind its kind; raises NotForDecision and MayNameSomebody."""
    _lock(contribution)
    if contribution.state not in {_S.SUBMITTED, _S.SET_ASIDE}:
        raise NotForDecision
    _require_sure(contribution, sure=sure)
    last = db.session.scalar(
        select(func.max(Contribution.position)).where(
            Contribution.event_id == contribution.event_id,
            Contribution.kind == contribution.kind,
            Contribution.state == _S.ACCEPTED,
        )
    )
    contribution.position = (last or 0) + 1
    _move(contribution, _S.ACCEPTED, actor=actor, now=now)


def set_aside(contribution: Contribution, *, reason: str, actor: Actor, now: datetime) -> None:
    """Leave it out of the report; the reason stays with it. Raises NotForDecision."""
    _lock(contribution)
    if contribution.state not in {_S.SUBMITTED, _S.ACCEPTED}:
        raise NotForDecision
    contribution.reason = reason
    _move(contribution, _S.SET_ASIDE, actor=actor, now=now)


def word(
    contribution: Contribution, *, wording: Wording, sure: bool, actor: Actor, now: datetime
) -> None:
    """Word it for the report; what its author wrote is kept beside it.

    Raises NotForDecision, TitleMissing, and MayNameSomebody where it is in the report already.
    """
    _lock(contribution)
    if contribution.state not in SHOWN:
        raise NotForDecision
    if not wording.texts["title"]:
        raise TitleMissing
    if contribution.as_given is None and contribution.registration_id is not None:
        contribution.as_given = {name: dict(getattr(contribution, name)) for name in TEXTS}
    for name, said in wording.texts.items():
        setattr(contribution, name, said)
    contribution.topic = wording.topic
    contribution.level, contribution.due_on = wording.level, wording.due_on
    if contribution.state is _S.ACCEPTED:
        _require_sure(contribution, sure=sure)
    db.session.flush()
    note("changed", contribution, actor=actor, now=now)


def as_given(contribution: Contribution) -> Mapping[str, LocalText]:
    """What its author wrote, where an editor has worded it since."""
    kept = contribution.as_given or {}
    return {name: LocalText(said) for name, said in kept.items() if said}


def move(contribution: Contribution, *, direction: Direction, actor: Actor, now: datetime) -> None:
    """Let it change places with the one before or behind it in the report; at the edge, nothing."""
    row = [
        each
        for each in contributions_of(contribution.event)[_S.ACCEPTED]
        if each.kind is contribution.kind
    ]
    if contribution not in row:
        raise NotForDecision
    here = row.index(contribution)
    there = here - 1 if direction is Direction.UP else here + 1
    if not 0 <= there < len(row):
        return
    row[here], row[there] = row[there], row[here]
    for position, each in enumerate(row, start=1):
        each.position = position
    db.session.flush()
    note("moved", contribution, actor=actor, now=now)


def kinds_in_order(
    contributions: Sequence[Contribution],
) -> Mapping[ContributionKind, Sequence[Contribution]]:
    """Contributions by kind, in the report's order of kinds; only kinds that there are."""
    found = {
        kind: [each for each in contributions if each.kind is kind] for kind in ContributionKind
    }
    return {kind: each for kind, each in found.items() if each}


def _lock(contribution: Contribution) -> None:
    db.session.refresh(contribution, with_for_update={"of": Contribution})


def _require_sure(contribution: Contribution, *, sure: bool) -> None:
    if not sure and (found := findings_in(contribution)):
        raise MayNameSomebody(found)


def _move(
    contribution: Contribution, to: ContributionState, *, actor: Actor, now: datetime
) -> None:
    before, contribution.state = contribution.state, to
    db.session.flush()
    action = "accepted" if to is _S.ACCEPTED else "set aside"
    note(action, contribution, actor=actor, now=now, before=before)
