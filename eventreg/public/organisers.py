"""Organisations as everybody may see them."""

from collections.abc import Sequence

from sqlalchemy import select

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.models import Event, EventStatus


def organisations_with_public_events() -> Sequence[Organisation]:
    """The organisations whose events are public, in the order in which they joined."""
    running = select(Event.organisation_id).where(
        Event.published_at.is_not(None), Event.status != EventStatus.DRAFT
    )
    return db.session.scalars(
        select(Organisation).where(Organisation.id.in_(running)).order_by(Organisation.id)
    ).all()
