"""Whether people were told what happened and nothing else, and whether the log says so too."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select

from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.messages.models import Message
from eventreg.registration.models import (
    ACTIVE_STATES,
    FormSubmission,
    Registration,
    RegistrationState,
)
from eventreg.registration.notices import Notice
from eventreg.registration.reconciliation.finding import Fault, Violation, broken

_S = RegistrationState
_NAMED = select(Registration.reference, Event.slug)
# The mails of which one tells whoever sent the form where they stand.
_FIRST = (Notice.CONFIRMED, Notice.CONFIRMED_VISIT_WAITS, Notice.RECEIVED, Notice.WAITING)
# States in which that cannot have happened of which a mail tells.
_NEVER_CONFIRMED = (_S.PENDING, _S.WAITING, _S.OFFERED, _S.DECLINED, _S.EXPIRED)
_UNTRUE = (
    (Notice.CONFIRMED, _NEVER_CONFIRMED),
    (Notice.CONFIRMED_VISIT_WAITS, _NEVER_CONFIRMED),
    (Notice.CANCELLED, (*ACTIVE_STATES, _S.DECLINED, _S.EXPIRED)),
    (Notice.DECLINED, (*ACTIVE_STATES, _S.CANCELLED, _S.EXPIRED)),
    (Notice.OFFER, (_S.PENDING, _S.WAITING, _S.DECLINED)),
)


def untold() -> Iterator[Violation]:
    """Whoever came by the form has a mail that says so, and an entry in the log (R26, R28)."""
    came = exists().where(
        FormSubmission.registration_id == Registration.id, not_(FormSubmission.repeats)
    )
    logged = exists().where(
        LogEntry.subject == "registration", LogEntry.subject_uid == Registration.uid
    )
    offered = Registration.state == _S.OFFERED
    yield from broken(
        _NAMED.select_from(Registration).join(Registration.event).order_by(Registration.id),
        Fault("no mail tells of it", "R26", and_(came, not_(_mailed(*_FIRST)))),
        Fault("no mail tells of the offer", "R26", and_(offered, not_(_mailed(Notice.OFFER)))),
        Fault("the log knows nothing of it", "R28", and_(came, not_(logged))),
    )


def told_wrongly() -> Iterator[Violation]:
    """A mail tells of what has happened to the person, at that event."""
    untrue = or_(
        *(
            and_(Message.template == notice.value, Registration.state.in_(states))
            for notice, states in _UNTRUE
        )
    )
    elsewhere = or_(Message.event_id.is_(None), Message.event_id != Event.id)
    yield from broken(
        _of_mails(),
        Fault("a mail tells of what has not happened", "R26", untrue),
        Fault("a mail about another event", "R26", elsewhere),
    )


def sent_wrongly() -> Iterator[Violation]:
    """A form shows the registration's own reference, or one that is nobody's when it repeats."""
    own = FormSubmission.reference == Registration.reference
    yield from broken(
        _NAMED.select_from(FormSubmission)
        .join(FormSubmission.registration)
        .join(Registration.event)
        .order_by(FormSubmission.created_at),
        Fault(
            "a form shows another reference", "R9", and_(not_(FormSubmission.repeats), not_(own))
        ),
        Fault("a repeated form shows its reference", "R11", and_(FormSubmission.repeats, own)),
    )


def _mailed(*notices: Notice) -> ColumnElement[bool]:
    return exists().where(
        Message.registration_id == Registration.id,
        Message.template.in_([notice.value for notice in notices]),
    )


def _of_mails() -> Select[str, str]:
    return (
        _NAMED.select_from(Message)
        .join(Message.registration)
        .join(Registration.event)
        .order_by(Message.id)
    )
