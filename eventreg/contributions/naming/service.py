"""How the author of a contribution is named, and changing one's mind about it (R21)."""

from collections.abc import Iterable
from datetime import datetime

from eventreg.contributions.models import Contribution, ContributionState, Naming
from eventreg.database import db
from eventreg.history.service import Actor, record

OUT_OF_HAND = frozenset(
    {ContributionState.SUBMITTED, ContributionState.ACCEPTED, ContributionState.MERGED}
)


def author_of(contribution: Contribution) -> str:
    """The names of its authors, of whom each agreed to be named; may be empty.

    Whoever wrote what was merged into it is an author too.
    """
    return _all_of(_own_name(each) for each in (contribution, *contribution.joined))


def institution_of(contribution: Contribution) -> str:
    """The institutions of its authors, but of those who are not to be named at all."""
    return _all_of(
        "" if each.naming is Naming.NOT_NAMED else each.institution
        for each in (contribution, *contribution.joined)
    )


def _own_name(contribution: Contribution) -> str:
    if contribution.naming is not Naming.NAME:
        return ""
    registration = contribution.registration
    return contribution.author or (registration.full_name if registration else "")


def _all_of(said: Iterable[str]) -> str:
    """What is said, each once, in its order."""
    return ", ".join(dict.fromkeys(each for each in said if each))


def may_change_naming(contribution: Contribution) -> bool:
    """Whether the author decides apart from the text: a draft is changed as a whole."""
    return contribution.state in OUT_OF_HAND


def change_naming(
    contribution: Contribution, *, naming: Naming, actor: Actor, now: datetime
) -> None:
    """Name the author so from now on, on every page and in every paper made from now on (R21).

    It has no last day: a consent can be withdrawn when the event is long closed. In the log (R28).
    """
    before = contribution.naming
    if naming is before:
        return
    contribution.naming = naming
    event = contribution.event
    record(
        "named otherwise",
        subject="contribution",
        subject_uid=contribution.uid,
        actor=actor,
        now=now,
        organisation_id=event.organisation_id,
        event_id=event.id,
        before={"naming": before.value},
        after={"naming": naming.value},
    )
    db.session.flush()
