"""The mails of an event, and of an organisation those that did not arrive, for its staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.search import folded
from eventreg.messages.models import Message, MessageState
from eventreg.registration.models import Registration

MAILS_PER_PAGE = 50
NOT_ARRIVED = (MessageState.FAILED, MessageState.SUPPRESSED)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which mails are looked for; what is not given matters not."""

    state: MessageState | None = None
    occasion: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Mails:
    """A page of mails, latest first. `count` is of all that fit, the rest of all there are."""

    rows: Sequence[Message]
    count: int
    page: int
    by_state: Mapping[MessageState, int] = field(default_factory=dict)
    by_occasion: Mapping[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // MAILS_PER_PAGE))

    @property
    def not_arrived(self) -> int:
        """How many could not be delivered, or were not even tried."""
        return sum(self.by_state.get(state, 0) for state in NOT_ARRIVED)


def mails_of(event: Event, wanted: Wanted, *, page: int = 1) -> Mails:
    """The event's mails that are wanted."""
    conditions = [Message.event_id == event.id, *_conditions(wanted)]
    return Mails(
        rows=_page_of(conditions, page),
        count=_count(conditions),
        page=page,
        by_state=_counted(event, Message.state),
        by_occasion=_counted(event, Message.template),
    )


def not_arrived_of(organisation: Organisation, *, page: int = 1) -> Mails:
    """The mails about any event of the organisation that did not arrive."""
    events = select(Event.id).where(Event.organisation_id == organisation.id)
    conditions = [Message.event_id.in_(events), Message.state.in_(NOT_ARRIVED)]
    return Mails(rows=_page_of(conditions, page), count=_count(conditions), page=page)


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


def latest_event_of(organisation: Organisation) -> Event | None:
    """The organisation's latest event for which somebody is registered."""
    return db.session.scalar(
        select(Event)
        .where(
            Event.organisation_id == organisation.id,
            Event.id.in_(select(Registration.event_id)),
        )
        .order_by(Event.starts_on.desc(), Event.id.desc())
        .limit(1)
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        conditions.append(Message.state == wanted.state)
    if wanted.occasion:
        conditions.append(Message.template == wanted.occasion)
    for word in folded(wanted.words).split():
        of_people = select(Registration.id).where(
            Registration.search_text.contains(word, autoescape=True)
        )
        conditions.append(
            or_(
                func.lower(Message.recipient).contains(word, autoescape=True),
                Message.registration_id.in_(of_people),
            )
        )
    return conditions


def _page_of(conditions: Sequence[ColumnElement[bool]], page: int) -> Sequence[Message]:
    return db.session.scalars(
        select(Message)
        .where(*conditions)
        .order_by(Message.created_at.desc(), Message.id.desc())
        .options(joinedload(Message.registration), joinedload(Message.event))
        .limit(MAILS_PER_PAGE)
        .offset((page - 1) * MAILS_PER_PAGE)
    ).all()


def _count(conditions: Sequence[ColumnElement[bool]]) -> int:
    return db.session.scalar(select(func.count(Message.id)).where(*conditions)) or 0


def _counted(event: Event, column: Any) -> dict[Any, int]:
    """How many mails of the event there are by the values of a column."""
    counted = db.session.execute(
        select(column, func.count()).where(Message.event_id == event.id).group_by(column)
    )
    return dict(counted.all())
