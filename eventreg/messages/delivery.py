"""Sending what the outbox holds (R26).

A row is claimed before it is sent, so that two workers never send it at once; whoever dies while
sending leaves the claim, which runs out after a while. The mail's Message-ID stays the same, so
that a copy sent twice is recognised as one. A mail that cannot be made or sent stops no other.
"""

import smtplib
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, NamedTuple

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import joinedload

from eventreg import clock
from eventreg.database import db, reading
from eventreg.events.models import Event
from eventreg.messages import letter, suppression
from eventreg.messages.models import FAREWELL, Message, MessageState
from eventreg.messages.rendering import Finished, finish
from eventreg.ports import mail
from eventreg.ports.mail import Round
from eventreg.web.logging import log

# A claim older than this belongs to a worker that died.
STUCK_AFTER = timedelta(minutes=10)
# Waits between tries; after the last one the mail has failed.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
LONGEST_ERROR = 500
ENDED = frozenset({MessageState.SENT, MessageState.FAILED, MessageState.SUPPRESSED})
# The server's plain answer about one mail; after any other fault it may be down altogether.
ANSWERS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


class Claimed(NamedTuple):
    """A mail that is ours to send, and which try this is."""

    uid: str
    tries: int


def deliver_due(_outbox: str = "") -> None:
    """Send all that is due and that nobody else is sending; commits each step by itself.

    It ends early when the server cannot be reached: the next sweep tries again with another mail.
    """
    with mail.postman().round() as on_the_way:
        while _something_is_due() and (claimed := _claim(clock.now())):
            if not _deliver(claimed, on_the_way):
                return


def _deliver(claimed: Claimed, on_the_way: Round) -> bool:
    """Send one mail and note how it went; False when the server seems to be down."""
    if claimed.tries > len(WAITS) + 1:  # it ended every worker that tried
        _note(claimed.uid, state=MessageState.FAILED)
        return True
    try:
        ready = _made(claimed.uid)
    except Exception as error:  # noqa: BLE001 - whatever ails one mail must not stop the others
        _note_failure(claimed, error)
        return True
    if ready is None:
        return True
    finished, whole = ready
    try:
        on_the_way.deliver(whole)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _note_failure(claimed, error)
        return isinstance(error, (*ANSWERS, ValueError))
    _note(
        claimed.uid,
        state=MessageState.SENT,
        sent_at=clock.now(),
        last_error="",
        **finished.masked(),
    )
    return True


def _something_is_due() -> bool:
    """Asks without the lock that writing needs: most often there is nothing."""
    with reading():
        found = db.session.scalar(select(Message.id).where(*_due(clock.now())).limit(1))
        db.session.rollback()
    return found is not None


def _due(now: datetime) -> tuple[Any, ...]:
    """What is to be sent; a stuck mail is due when its claim has run out."""
    waiting = or_(Message.state == MessageState.QUEUED, Message.state == MessageState.SENDING)
    return (waiting, Message.due_at <= now)


def _claim(now: datetime) -> Claimed | None:
    """Take the mail that has been due longest; None when there is none."""
    oldest = (
        select(Message.id)
        .where(*_due(now))
        .order_by(Message.due_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = db.session.execute(
        update(Message)
        .where(Message.id == oldest)
        .values(state=MessageState.SENDING, tries=Message.tries + 1, due_at=now + STUCK_AFTER)
        .returning(Message.uid, Message.tries)
    ).one_or_none()
    db.session.commit()
    return Claimed(row.uid, row.tries) if row else None


def _made(uid: str) -> tuple[Finished, EmailMessage] | None:
    """The finished mail, made without holding a transaction open; None when it shall not go out."""
    with reading():
        try:
            message = db.session.scalar(
                select(Message)
                .where(Message.uid == uid)
                .options(joinedload(Message.event).joinedload(Event.organisation))
            )
            if message is None:
                return None
            finished = finish(message)
            whole, why_not = letter.write(message, finished), suppression.reason_for(message)
        finally:
            db.session.rollback()
    if why_not is not None:
        values = finished.masked()
        _note(uid, state=MessageState.SUPPRESSED, last_error=why_not, **values)
        return None
    return finished, whole


def _note_failure(claimed: Claimed, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    gives_up = _is_final(error) or claimed.tries > len(WAITS)
    log.warning(
        "mail not sent", message=claimed.uid, tries=claimed.tries, gives_up=gives_up, error=text
    )
    if gives_up:
        _note(claimed.uid, state=MessageState.FAILED, last_error=text)
        suppression.learn_from(claimed.uid, error, now=clock.now())
    else:
        due_at = clock.now() + WAITS[claimed.tries - 1]
        _note(claimed.uid, state=MessageState.QUEUED, last_error=text, due_at=due_at)


def _is_final(error: Exception) -> bool:
    """Whether trying again is useless: the server does not know the address, or the mail is bad."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, ValueError | smtplib.SMTPNotSupportedError)


def _note(uid: str, **values: Any) -> None:
    db.session.execute(
        update(Message)
        .where(Message.uid == uid, Message.state == MessageState.SENDING)
        .values(**values)
    )
    if values["state"] in ENDED:  # a mail to somebody erased was the last of the address
        gone = delete(Message).where(Message.uid == uid, Message.template == FAREWELL)
        db.session.execute(gone)
    db.session.commit()
