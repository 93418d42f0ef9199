"""The outbox (R26): a mail is a row first, written with what it tells of, then sent.

Writing it is cheap: the row keeps the facts, and whoever sends it makes the mail of them
(`messages.delivery`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from eventreg.database import db, write_row
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.messages import suppression
from eventreg.messages.errors import MessageOnItsWay
from eventreg.messages.models import Message, MessageState
from eventreg.messages.occasions import occasion_of
from eventreg.messages.suppression import note_in_log
from eventreg.ports import tasks
from eventreg.registration.models import Registration

TASK = "deliver_mail"
OUTBOX = "outbox"


def queue_message(
    template: str,
    *,
    recipient: str,
    language: str,
    values: dict[str, Any],
    now: datetime,
    subject: str = "",
    event: Event | None = None,
    registration: Registration | None = None,
    reply_to: str = "",
) -> str:
    """Write a mail to the outbox, in the transaction of what it tells of (R26).

    `template` names an occasion (`messages.occasions`), or for a mail with a `subject` of its own
    the files `templates/messages/<template>.txt` and `.html`. `values` are plain JSON; the one
    called `link` is secret and never shown to staff. The mail goes out, made of these values, once
    the transaction is committed; a rollback leaves no trace of it. Returns the mail's public name.
    """
    if registration is not None and registration.id is None:
        db.session.flush()
    uid = new_uid()
    write_row(
        Message,
        uid=uid,
        event_id=event.id if event else None,
        registration_id=registration.id if registration else None,
        template=template,
        language=language,
        recipient=recipient,
        reply_to=reply_to,
        subject=" ".join(subject.split()),
        facts=values,
        due_at=now,
        created_at=now,
    )
    tasks.queue().enqueue(TASK, OUTBOX)
    return uid


def send_again(message: Message, *, actor: Actor, now: datetime) -> str:
    """Send a mail once more by hand, and write to its address again if that had stopped.

    One that failed or was withheld goes back into the outbox; of one that was sent a new mail is
    written with the same facts. Raises MessageOnItsWay for one that still waits. Returns the public
    name of the mail that goes out.
    """
    if message.state in {MessageState.QUEUED, MessageState.SENDING}:
        raise MessageOnItsWay
    suppression.lift(message, actor=actor, now=now)
    note_in_log("sent again", message, actor=actor, now=now)
    if message.state is MessageState.SENT:
        return queue_message(
            message.template,
            recipient=message.recipient,
            language=message.language,
            values=message.facts,
            subject=message.subject if occasion_of(message.template) is None else "",
            event=message.event,
            registration=message.registration,
            reply_to=message.reply_to,
            now=now,
        )
    message.state, message.tries, message.due_at = MessageState.QUEUED, 0, now
    tasks.queue().enqueue(TASK, OUTBOX)
    return message.uid


def sent_lately(registration: Registration, templates: Sequence[str], *, since: datetime) -> int:
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
