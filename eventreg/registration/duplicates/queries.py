"""Reading what was merged into what."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.duplicates.finding import name_root
from eventreg.registration.duplicates.models import TwinVerdict, Verdict
from eventreg.registration.models import Registration
from eventreg.registration.people_filter.conditions import select_people
from eventreg.registration.people_filter.model import Comparison, Condition, Field, Group

MOST_OFFERED = 20


class Merged(NamedTuple):
    """Another registration of the same person: merged `into` this one's place, or this into it."""

    registration: Registration
    into: bool


def merged_of(registration: Registration) -> Sequence[Merged]:
    """The registrations that were merged into this one, and the one it was merged into."""
    found = db.session.scalars(
        select(TwinVerdict)
        .where(
            TwinVerdict.verdict == Verdict.MERGED,
            or_(TwinVerdict.kept_id == registration.id, TwinVerdict.other_id == registration.id),
        )
        .order_by(TwinVerdict.decided_at, TwinVerdict.other_id)
        .options(joinedload(TwinVerdict.kept), joinedload(TwinVerdict.other))
    ).all()
    return [
        Merged(each.kept, into=True)
        if each.other_id == registration.id
        else Merged(each.other, into=False)
        for each in found
    ]


def others_like(event: Event, registration: Registration, words: str) -> Sequence[Registration]:
    """The first other people of the event that fit the words, or bear the same name."""
    words = words.strip() or name_root(registration.first_name, registration.last_name)
    named = Condition(Field.WORDS, Comparison.CONTAINS, (words[:200],))
    return db.session.scalars(
        select_people(event.id, Group(parts=(named,)))
        .where(Registration.id != registration.id)
        .order_by(Registration.name_sort, Registration.id)
        .limit(MOST_OFFERED)
    ).all()
