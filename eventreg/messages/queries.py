"""The mails of an event for those who organise it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.messages.models import Message, MessageState

MAILS_PER_PAGE = 100


@dataclass(frozen=True)
class Mails:
    """A page of mails, latest first. `count` is of all that fit, `by_state` of all there are."""

    rows: Sequence[Message]
    count: int
    by_state: Mapping[MessageState, int]
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // MAILS_PER_PAGE))


def mails_of(event: Event, *, state: MessageState | None = None, page: int = 1) -> Mails:
    """The event's mails, of one state or of all."""
    fitting = [Message.event_id == event.id]
    if state is not None:
        fitting.append(Message.state == state)
    count = db.session.scalar(select(func.count(Message.id)).where(*fitting)) or 0
    rows = db.session.scalars(
        select(Message)
        .where(*fitting)
        .order_by(Message.created_at.desc(), Message.id.desc())
        .options(joinedload(Message.registration))
        .limit(MAILS_PER_PAGE)
        .offset((page - 1) * MAILS_PER_PAGE)
    ).all()
    counted = db.session.execute(
        select(Message.state, func.count())
        .where(Message.event_id == event.id)
        .group_by(Message.state)
    )
    return Mails(rows, count, dict(counted.all()), page)


def mail_of(event: Event, uid: str) -> Message | None:
    """A mail of this event; one of another event is not found."""
    return db.session.scalar(
        select(Message).where(Message.event_id == event.id, Message.uid == uid)
    )


def organisations_of(uids: Sequence[str]) -> Mapping[str, int | None]:
    """Of mails by their names the number of the organisation each belongs to, None for no event."""
    found = db.session.execute(
        select(Message.uid, Event.organisation_id)
        .outerjoin(Message.event)
        .where(Message.uid.in_(uids))
    )
    return dict(found.all())
