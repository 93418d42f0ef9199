"""What became of what earlier events of the same series or network had proposed."""

from itertools import groupby

from sqlalchemy import false, or_, select
from sqlalchemy.orm import joinedload

from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.database import db
from eventreg.documents.facts.head import shown
from eventreg.documents.facts.report import EarlierEvent, EarlierProposal
from eventreg.events.models import Event
from eventreg.reports.models import Report


def earlier_proposals(event: Event, language: str) -> tuple[EarlierEvent, ...]:
    """The proposals of published reports of earlier events, the newest event first; one statement.

    Earlier ones are those of the same organisation that ended before this event begins and belong
    to its series or its network.
    """
    rows = db.session.scalars(
        select(Contribution)
        .join(Contribution.event)
        .join(Report, Report.event_id == Event.id)
        .where(
            Event.organisation_id == event.organisation_id,
            Event.id != event.id,
            Event.ends_on < event.starts_on,
            or_(
                Event.series_id == event.series_id if event.series_id else false(),
                Event.network_id == event.network_id if event.network_id else false(),
            ),
            Report.published_at.is_not(None),
            Contribution.kind == ContributionKind.PROPOSAL,
            Contribution.state == ContributionState.ACCEPTED,
            Contribution.sample.is_(False),
        )
        .order_by(Event.starts_on.desc(), Event.id.desc(), Contribution.position, Contribution.id)
        .options(joinedload(Contribution.event))
    )
    return tuple(
        EarlierEvent(
            title=shown(earlier.title, language),
            starts_on=earlier.starts_on,
            ends_on=earlier.ends_on,
            proposals=tuple(earlier_proposal(row, language) for row in given),
        )
        for earlier, given in groupby(rows, key=lambda row: row.event)
    )


def earlier_proposal(row: Contribution, language: str) -> EarlierProposal:
    """What was proposed and what became of it; nobody is named."""
    return EarlierProposal(
        title=shown(row.title, language),
        addressee=shown(row.addressee, language),
        due_on=row.due_on,
        status=row.proposal_status.value if row.proposal_status else "",
        answer=shown(row.answer, language),
        answered_on=row.answered_on,
    )
