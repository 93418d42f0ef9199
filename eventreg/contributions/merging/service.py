"""Making one of several contributions, and taking one out again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.contributions.log import note
from eventreg.contributions.merging.errors import NotForMerging, NothingToMerge
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.language.search import folded

_S = ContributionState
OPEN = frozenset({_S.SUBMITTED, _S.ACCEPTED})
# Of 100: from there on two texts say nearly the same, whatever the order of their words.
NEAR = 70


@dataclass(frozen=True)
class Near:
    """Another text, and how near it is to the one looked at: 0 to 100."""

    contribution: Contribution
    nearness: int

    @property
    def is_near(self) -> bool:
        """Whether both say nearly the same."""
        return self.nearness >= NEAR


def candidates(contribution: Contribution) -> Sequence[Near]:
    """What could be merged with the text, nearest first: others of its event and kind."""
    rows = db.session.scalars(
        select(Contribution)
        .where(
            Contribution.event_id == contribution.event_id,
            Contribution.kind == contribution.kind,
            Contribution.state.in_(OPEN),
            Contribution.id != contribution.id,
        )
        .order_by(Contribution.id)
        .options(joinedload(Contribution.registration))
    ).all()
    own = _words(contribution)
    found = [Near(row, round(fuzz.token_set_ratio(own, _words(row)))) for row in rows]
    return sorted(found, key=lambda each: (-each.nearness, each.contribution.id))


def near_pairs(contributions: Iterable[Contribution]) -> frozenset[str]:
    """The names of the texts that say nearly the same as another of the same kind."""
    rows = [(row, _words(row)) for row in contributions if row.state in OPEN]
    said = [(row, words, frozenset(words.split())) for row, words in rows]
    return frozenset(
        each.uid
        for number, (one, own, mine) in enumerate(said)
        for other, words, others in said[number + 1 :]
        if one.kind is other.kind
        # Few shared words, and there is no need to weigh them: hundreds of texts are many pairs.
        and 3 * len(mine & others) >= min(len(mine), len(others))
        and fuzz.token_set_ratio(own, words) >= NEAR
        for each in (one, other)
    )


def merge(
    kept: Contribution, others: Sequence[Contribution], *, actor: Actor, now: datetime
) -> None:
    """Let the kept text speak for the others too; their words stay in their rows.

    Whoever wrote one of them is from then on an author of the kept one, named as each agreed.
    Raises NothingToMerge and NotForMerging.
    """
    if not others:
        raise NothingToMerge
    rows = _locked([kept, *others])
    same = {(row.event_id, row.kind) for row in rows}
    if len(same) > 1 or not all(row.state in OPEN for row in rows) or kept in others:
        raise NotForMerging
    for other in others:
        before = other.state
        for joined in list(other.joined):  # who was merged into it comes along
            joined.merged_into = kept
        other.state, other.merged_into = _S.MERGED, kept
        note("merged", other, actor=actor, now=now, before=before)
    db.session.flush()


def take_out(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Let a merged text stand by itself again, to be read anew; raises NotForMerging."""
    _locked([contribution])
    if contribution.state is not _S.MERGED:
        raise NotForMerging
    contribution.state, contribution.merged_into = _S.SUBMITTED, None
    note("taken out", contribution, actor=actor, now=now, before=_S.MERGED)
    db.session.flush()


def merged_text(event: Event, uid: str) -> Contribution | None:
    """A merged text of this event."""
    return db.session.scalar(
        select(Contribution).where(
            Contribution.event_id == event.id,
            Contribution.uid == uid,
            Contribution.state == _S.MERGED,
        )
    )


def _locked(contributions: Sequence[Contribution]) -> Sequence[Contribution]:
    """The texts as they are now, in one order, so that two editors wait for each other."""
    numbers = [each.id for each in contributions]
    return db.session.scalars(
        select(Contribution)
        .where(Contribution.id.in_(numbers))
        .order_by(Contribution.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _words(contribution: Contribution) -> str:
    """Title and text in every language, folded, as one line."""
    texts = (contribution.title, contribution.text)
    return folded(" ".join(said for text in texts for said in (text or {}).values()))
