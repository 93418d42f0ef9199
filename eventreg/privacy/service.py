"""Erasing a person (R22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import delete, func, select

from eventreg.database import db
from eventreg.events.registration_window import is_over
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.language.search import folded
from eventreg.messages import service as messages
from eventreg.messages.models import FAREWELL, Message
from eventreg.privacy import stored
from eventreg.privacy.anonymous import make_anonymous
from eventreg.privacy.traces import Trace, find_traces
from eventreg.registration import places, rows
from eventreg.registration.application import email_key
from eventreg.registration.delegations.forgetting import forget_person
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.notices import contact_email
from eventreg.registration.waiting.line import offer_freed


@dataclass(frozen=True)
class Erased:
    """How many registrations were made anonymous, and where the person may still be named.

    Those places hold what others wrote, such as an agenda's speaker: somebody has to look.
    """

    registrations: int
    traces: Sequence[Trace]


def erase_person(*, email: str, actor: Actor, now: datetime) -> Erased:
    """Make every registration of the address anonymous; a coming place is given back.

    Counts of past events stay; as coordinator, invited person and member of networks the person is
    forgotten too. Call `forget_files` once this is committed.
    """
    key = email_key(email)
    for event_id in _events_of(key):
        places.lock_queue(event_id)  # before any registration, in one order (R7)
    found = db.session.scalars(
        select(Registration)
        .where(Registration.email_key == key)
        .order_by(Registration.id)
        .with_for_update()
    ).all()
    names = {registration.full_name for registration in found}
    names |= {folded(name) for name in names}
    for registration in found:
        if registration.is_active and not is_over(registration.event, now=now):
            rows.leave(registration, RegistrationState.CANCELLED, now=now)
        make_anonymous(registration, actor=actor, now=now)
    for event in {registration.event_id: registration.event for registration in found}.values():
        offer_freed(event, now=now)
    db.session.execute(delete(Message).where(func.lower(Message.recipient) == key))
    invited_as = forget_person(key)
    names |= invited_as | {folded(name) for name in invited_as}
    db.session.flush()
    return Erased(len(found), _others(find_traces([email.strip(), *sorted(names)])))


def erase_registration(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Make the person's one registration anonymous at the own wish; a coming place is given back.

    Who asked is told by a last mail, which is forgotten once it is sent. Call `forget_files` once
    this is committed.
    """
    rows.lock(registration)
    event, email, language = registration.event, registration.email, registration.language
    if registration.is_active and not is_over(event, now=now):
        rows.leave(registration, RegistrationState.CANCELLED, now=now)
    make_anonymous(registration, actor=actor, now=now)
    offer_freed(event, now=now)
    with locale.using(language):
        messages.queue_message(
            FAREWELL,
            recipient=email,
            language=language,
            subject=gettext("Your data are erased"),
            values={
                "event": event.title.in_(language),
                "organisation": event.organisation.name.in_(language),
            },
            reply_to=contact_email(event),
            now=now,
        )
    db.session.flush()


def _events_of(key: str) -> Sequence[int]:
    return db.session.scalars(
        select(Registration.event_id)
        .where(Registration.email_key == key)
        .distinct()
        .order_by(Registration.event_id)
    ).all()


def forget_files(*, email: str) -> None:
    """Remove the files that named the person: withdrawn documents, mails in a folder, a journal."""
    stored.delete_withdrawn()
    stored.delete_mails_to(email.strip())
    db.session.rollback()
    stored.empty_journal()


def _others(traces: Sequence[Trace]) -> Sequence[Trace]:
    """Without the registrations of people who only bear the same name."""
    return [trace for trace in traces if trace.table != "registration" or "@" in trace.word]
