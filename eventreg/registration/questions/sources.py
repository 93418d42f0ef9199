"""The events whose questions may be copied."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.questions.models import Question


def events_that_ask(event: Event) -> Sequence[Event]:
    """The other events of the organisation that ask something, latest first."""
    asks = exists().where(Question.event_id == Event.id, Question.archived_at.is_(None))
    return db.session.scalars(
        select(Event)
        .where(Event.organisation_id == event.organisation_id, Event.id != event.id, asks)
        .order_by(Event.starts_on.desc(), Event.id)
        .limit(50)
    ).all()
