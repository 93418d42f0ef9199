"""To whom a circular goes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.messages.circulars.models import Circular
from eventreg.messages.models import Message
from eventreg.messages.occasions import EXAMPLES
from eventreg.registration.application import FORGOTTEN
from eventreg.registration.models import ACTIVE_STATES, Registration
from eventreg.registration.notices import facts_of
from eventreg.registration.people_filter.conditions import select_people
from eventreg.registration.people_filter.model import Field, Filter, from_json

OCCASION = "circular"


def select_readers(event_id: int, wanted: Filter) -> Select[Registration]:
    """Who fits and can get mail; whoever is not registered any more only if the filter says so."""
    readers = select_people(event_id, wanted).where(
        Registration.email_key.not_like(f"{FORGOTTEN}%"), Registration.sample.is_(False)
    )
    if any(each.field is Field.STATE for each in wanted.conditions()):
        return readers
    return readers.where(Registration.state.in_(ACTIVE_STATES))


def count_readers(event: Event, wanted: Filter) -> int:
    """How many would get it now; one statement."""
    readers = select_readers(event.id, wanted).with_only_columns(Registration.id).subquery()
    return db.session.scalar(select(func.count()).select_from(readers)) or 0


def readers_of(circular: Circular) -> Filter:
    """The circular's filter; raises FilterUnreadable."""
    return from_json(circular.wanted)


def examples_of(event: Event, wanted: Filter) -> Sequence[Message]:
    """Mails to the first few readers by name, of whatever words; none is kept or sent."""
    people = db.session.scalars(
        select_readers(event.id, wanted)
        .order_by(Registration.name_sort, Registration.id)
        .limit(EXAMPLES)
    )
    return [
        Message(
            uid="",
            event=event,
            registration=person,
            template=OCCASION,
            language=person.language,
            recipient=person.email,
            facts=facts_of(person),
            created_at=person.updated_at,
        )
        for person in people
    ]


def said_to(subject: LocalText, body: LocalText, language: str) -> dict[str, Any]:
    """The words for a reader of that language; one they are not written in gets the other."""
    if language not in subject:
        language = next(iter(subject))
    return {"subject": subject[language], "body": body[language]}
