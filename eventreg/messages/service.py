"""The outbox (R26): a mail is a row first, written with what it tells of, then sent.

A row is claimed before it is sent, so that two workers never send it at once; whoever dies while
sending leaves the claim, which a sweep takes back after a while. The mail's Message-ID stays the
same, so that a copy sent twice is recognised as one.
"""

import smtplib
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from flask import render_template
from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import joinedload

from eventreg import clock
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.language import dates, locale
from eventreg.messages import letter
from eventreg.messages.errors import MessageNotFailed
from eventreg.messages.models import Message, MessageState
from eventreg.ports import mail, tasks
from eventreg.registration.models import Registration
from eventreg.web.logging import log

TASK = "deliver_message"

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
AT_ONCE = 200
LONGEST_ERROR = 500


class CalendarFile(NamedTuple):
    """A calendar file to go with a mail, and its iTIP method."""

    text: str
    method: str


def queue_message(
    template: str,
    *,
    subject: str,
    recipient: str,
    language: str,
    values: dict[str, Any],
    now: datetime,
    event: Event | None = None,
    registration: Registration | None = None,
    reply_to: str = "",
    calendar: CalendarFile | None = None,
) -> Message:
    """Write a mail to the outbox, in the transaction of what it tells of (R26).

    `templates/messages/<template>.txt` and `.html` are rendered now, in `language`. The mail goes
    out once the transaction is committed; a rollback leaves no trace of it.
    """
    with locale.using(language):
        given = {"language": language, "subject": subject, "event": event, **values}
        text = dates.plain(render_template(f"messages/{template}.txt", **given))
        html = render_template(f"messages/{template}.html", **given)
    message = Message(
        event=event,
        registration=registration,
        template=template,
        language=language,
        recipient=recipient,
        reply_to=reply_to,
        subject=dates.plain(" ".join(subject.split())),
        text=text.strip() + "\n",
        html=html,
        calendar=calendar.text if calendar else "",
        calendar_method=calendar.method if calendar else "",
        due_at=now,
        created_at=now,
    )
    db.session.add(message)
    db.session.flush()
    tasks.queue().enqueue(TASK, message.uid)
    return message


def deliver_message(uid: str) -> None:
    """Send one mail if it is due and nobody else is sending it; commits each step by itself."""
    now = clock.now()
    if not _claim(uid, now):
        return
    message = db.session.scalar(
        select(Message)
        .where(Message.uid == uid)
        .options(joinedload(Message.event).joinedload(Event.organisation))
    )
    if message is None:
        db.session.rollback()
        return
    finished, tries = letter.write(message), message.tries
    db.session.rollback()  # no transaction stands open while a server is slow
    try:
        mail.postman().deliver(finished)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _note_failure(uid, tries, error)
    else:
        _note(uid, state=MessageState.SENT, sent_at=clock.now(), last_error="")


def sweep_outbox() -> None:
    """Send what is due and what a dead worker left half done."""
    now = clock.now()
    due = db.session.scalars(
        select(Message.uid)
        .where(
            or_(Message.state == MessageState.QUEUED, Message.state == MessageState.SENDING),
            Message.due_at <= now,
        )
        .order_by(Message.due_at, Message.id)
        .limit(AT_ONCE)
    ).all()
    db.session.rollback()
    for uid in due:
        deliver_message(uid)


def send_again(message: Message, *, actor: Actor, now: datetime) -> None:
    """Put a mail that failed back into the outbox; raises MessageNotFailed for any other."""
    if message.state is not MessageState.FAILED:
        raise MessageNotFailed
    message.state, message.tries, message.due_at = MessageState.QUEUED, 0, now
    record(
        "queued again",
        actor=actor,
        now=now,
        subject="message",
        subject_uid=message.uid,
        event_id=message.event_id,
        organisation_id=message.event.organisation_id if message.event else None,
    )
    db.session.flush()
    tasks.queue().enqueue(TASK, message.uid)


def sent_lately(registration: Registration, templates: tuple[str, ...], *, since: datetime) -> int:
    """How many mails of these kinds were written for a registration, to keep them few (R12)."""
    return len(
        db.session.scalars(
            select(Message.id).where(
                Message.registration_id == registration.id,
                Message.template.in_(templates),
                Message.created_at > since,
            )
        ).all()
    )


def _claim(uid: str, now: datetime) -> bool:
    """Take a due mail for sending; a stuck one is due when its claim has run out."""
    claimed = cast(
        CursorResult[Any],
        db.session.execute(
            update(Message)
            .where(
                Message.uid == uid,
                Message.state.in_((MessageState.QUEUED, MessageState.SENDING)),
                Message.due_at <= now,
            )
            .values(state=MessageState.SENDING, tries=Message.tries + 1, due_at=now + STUCK_AFTER)
        ),
    )
    db.session.commit()
    return bool(claimed.rowcount)


def _note_failure(uid: str, tries: int, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    gives_up = _is_final(error) or tries > len(WAITS)
    log.warning("mail not sent", message=uid, tries=tries, gives_up=gives_up, error=text)
    if gives_up:
        _note(uid, state=MessageState.FAILED, last_error=text)
    else:
        due_at = clock.now() + WAITS[tries - 1]
        _note(uid, state=MessageState.QUEUED, last_error=text, due_at=due_at)


def _is_final(error: Exception) -> bool:
    """Whether trying again is useless: the server does not know the address, or the mail is bad."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused):
        return False
    return isinstance(error, ValueError)


def _note(uid: str, **values: Any) -> None:
    db.session.execute(
        update(Message)
        .where(Message.uid == uid, Message.state == MessageState.SENDING)
        .values(**values)
    )
    db.session.commit()
