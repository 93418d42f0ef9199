"""Addresses to which no mail goes out, because mail to them came back for good.

Only the mail server's own answer about an address, or staff who hold the mail that came back, put
an address there: nothing that a visitor of the pages does (R12). The server's answer holds for
everybody, staff's word for the mails of their own organisation.
"""

import re
import smtplib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select

from eventreg.database import db, insert_unless_there
from eventreg.history.service import Actor, record
from eventreg.identity import new_uid
from eventreg.messages.errors import MessageNotSent
from eventreg.messages.models import Message, MessageState, SuppressedAddress
from eventreg.registration.application import email_key

LONGEST_REASON = 300
# What the server says of the address itself: it does not exist, moved, or is closed.
_NO_SUCH_ADDRESS = frozenset({550, 551, 553})
_ENHANCED = re.compile(r"^\s*(5\.\d{1,3}\.\d{1,3})\b")
_OF_THE_ADDRESS = re.compile(r"^5\.1\.|^5\.2\.1$")


def reason_for(message: Message) -> str | None:
    """Why this mail must not go out; None when it may.

    A mail about an account always goes: without it nobody could sign in to put things right.
    """
    return next((row.reason for row in suppressions_of(message)), None)


def learn_from(uid: str, error: Exception, *, now: datetime) -> None:
    """Suppress the mail's address if the server said that it is none; commits by itself."""
    if (reason := _why_no_address(error)) is None:
        return
    recipient = db.session.scalar(select(Message.recipient).where(Message.uid == uid))
    if recipient:
        insert_unless_there(
            db.session(),
            SuppressedAddress,
            uid=new_uid(),
            email_key=email_key(recipient),
            reason=reason,
            since=now,
        )
    db.session.commit()


def report_returned(message: Message, *, reason: str, actor: Actor, now: datetime) -> None:
    """Staff say that this mail came back: their organisation writes to the address no more.

    Raises MessageNotSent for a mail that never left.
    """
    if message.state is not MessageState.SENT or message.event is None:
        raise MessageNotSent
    added = insert_unless_there(
        db.session(),
        SuppressedAddress,
        uid=new_uid(),
        email_key=email_key(message.recipient),
        organisation_id=message.event.organisation_id,
        reason=" ".join(reason.split())[:LONGEST_REASON],
        since=now,
    )
    if added:
        note_in_log("address suppressed", message, actor=actor, now=now)


def lift(message: Message, *, actor: Actor, now: datetime) -> None:
    """Write to the mail's address again; what was withheld is sent again by hand, mail by mail.

    Nothing happens when the address is not suppressed.
    """
    standing = suppressions_of(message)
    for row in standing:
        db.session.delete(row)
    db.session.flush()
    if standing:
        note_in_log("address written to again", message, actor=actor, now=now)


def suppressions_of(message: Message) -> Sequence[SuppressedAddress]:
    """The rows that keep mails of this mail's event from its address."""
    if message.event is None:
        return ()
    return db.session.scalars(
        select(SuppressedAddress)
        .where(
            SuppressedAddress.email_key == email_key(message.recipient),
            or_(
                SuppressedAddress.organisation_id.is_(None),
                SuppressedAddress.organisation_id == message.event.organisation_id,
            ),
        )
        .order_by(SuppressedAddress.id)
    ).all()


def forget_address(key: str) -> None:
    """Forget that mail to the address (as `email_key`) came back; for privacy."""
    db.session.execute(delete(SuppressedAddress).where(SuppressedAddress.email_key == key))


def _why_no_address(error: Exception) -> str | None:
    """The server's words when they say that the address is none, not that it likes no such mail."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused) or len(error.recipients) != 1:
        return None
    ((code, said),) = error.recipients.values()
    text = said.decode(errors="replace")
    if enhanced := _ENHANCED.match(text):
        is_of_address = bool(_OF_THE_ADDRESS.match(enhanced[1]))
    else:
        is_of_address = code in _NO_SUCH_ADDRESS
    return f"{code} {' '.join(text.split())}"[:LONGEST_REASON] if is_of_address else None


def note_in_log(action: str, message: Message, *, actor: Actor, now: datetime) -> None:
    """Enter in the log what was done with a mail by hand (R28); the address is not in it."""
    record(
        action,
        actor=actor,
        now=now,
        subject="message",
        subject_uid=message.uid,
        event_id=message.event_id,
        organisation_id=message.event.organisation_id if message.event else None,
    )
