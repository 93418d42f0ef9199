"""To whom a mail about a registration would go now, and how it would read: for a preview."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.messages.models import Message
from eventreg.messages.occasions import EXAMPLES
from eventreg.registration.models import ACTIVE_STATES, Registration, RegistrationState
from eventreg.registration.notices import Notice, facts_of

_S = RegistrationState

# Whom an occasion can concern; those not named here concern everybody who is registered.
CONCERNED: Mapping[Notice, Sequence[RegistrationState]] = {
    Notice.CONFIRMED: (_S.CONFIRMED,),
    Notice.NAMED: (_S.CONFIRMED,),
    Notice.REMINDER: (_S.CONFIRMED,),
    Notice.RECEIVED: (_S.PENDING,),
    Notice.DECLINED: (_S.PENDING,),
    Notice.WAITING: (_S.WAITING,),
    Notice.WAITING_ENDED: (_S.WAITING,),
    Notice.OFFER: (_S.OFFERED,),
    Notice.OFFER_LAPSED: (_S.OFFERED,),
}


def examples(event: Event, name: str) -> Sequence[Message]:
    """Mails on the occasion to the first few it can concern; none of them is kept or sent.

    Where it concerns nobody yet, to the first few who are registered.
    """
    states = _states(name)
    people = _people(event, states) or _people(event, ACTIVE_STATES)
    return [
        Message(
            uid="",
            event=event,
            registration=registration,
            template=name,
            language=registration.language,
            recipient=registration.email,
            facts=facts_of(registration),
            created_at=registration.updated_at,
        )
        for registration in people
    ]


def readers_now(event: Event, name: str) -> int | None:
    """How many the occasion can concern now."""
    return db.session.scalar(
        select(func.count(Registration.id)).where(
            Registration.event_id == event.id, Registration.state.in_(_states(name))
        )
    )


def _states(name: str) -> Sequence[RegistrationState]:
    return CONCERNED.get(Notice(name), ACTIVE_STATES)


def _people(event: Event, states: Sequence[RegistrationState]) -> Sequence[Registration]:
    return db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state.in_(states))
        .order_by(Registration.name_sort, Registration.id)
        .limit(EXAMPLES)
    ).all()
