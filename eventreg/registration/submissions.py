"""Forms once sent: a repeated one does nothing a second time, and tells a stranger nothing (R9).

The page that answers a form looks the same whether the address was registered before or not: the
same words, a reference of its own. What really stands goes to the owner of the address by mail.
Otherwise anybody with a list of addresses could learn who takes part (R11).
"""

import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.database import add_at_once, db
from eventreg.events.models import Event
from eventreg.identity import new_reference
from eventreg.registration.application import Application
from eventreg.registration.errors import FormSentAlready
from eventreg.registration.models import FormSubmission, Registration

# How long the page that answered the form can be opened again in the same browser.
SHOWN_FOR = timedelta(hours=2)

_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def new_key() -> str:
    """A one-time key for a form."""
    return secrets.token_urlsafe(16)


def is_key(text: str | None) -> bool:
    """Whether the text could be a form's key."""
    return bool(text and _KEY.fullmatch(text))


def sent_before(key: str, event: Event, application: Application) -> FormSubmission | None:
    """What became of the form when it was sent with this key, if it was.

    Raises FormSentAlready when the key was used with other answers.
    """
    submission = db.session.get(FormSubmission, key)
    if submission is not None and submission.fingerprint != application.fingerprint(event):
        raise FormSentAlready
    return submission


def note(
    key: str,
    application: Application,
    registration: Registration,
    *,
    repeats: bool,
    now: datetime,
) -> FormSubmission:
    """Remember that the form was sent, with the reference that the person is shown."""
    submission = FormSubmission(
        key=key,
        registration=registration,
        fingerprint=application.fingerprint(registration.event),
        reference=new_reference() if repeats else registration.reference,
        repeats=repeats,
        created_at=now,
    )
    add_at_once(submission)
    return submission


def shown_again(key: str | None, *, now: datetime) -> FormSubmission | None:
    """The submission whose answer this browser may see again; None when none or too old."""
    if not is_key(key):
        return None
    return db.session.scalar(
        select(FormSubmission)
        .where(FormSubmission.key == key, FormSubmission.created_at > now - SHOWN_FOR)
        .options(joinedload(FormSubmission.registration))
    )
