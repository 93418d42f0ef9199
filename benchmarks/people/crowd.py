"""An event with as many people as one likes, written straight into the tables."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from benchmarks.press.people import a_name
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.identity import new_reference, new_uid
from eventreg.language.collation import sort_key
from eventreg.language.search import folded
from eventreg.registration.models import (
    Affiliation,
    ChoiceState,
    ParticipantRole,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.remarks.models import Tag, TagGiven
from eventreg.territories.loading import ensure_latvia
from eventreg.territories.service import territories_on
from eventreg.visits.models import SiteVisit
from tests.factories import LONG_AGO, a_visit, an_open_event

SLUG = "liela-sanaksme"
AT_ONCE = 5000
INSTITUTIONS = 400

_S = RegistrationState
# Of ten people: seven have a place, one applies, one waits, one has cancelled.
STATES = (_S.CONFIRMED,) * 7 + (_S.PENDING, _S.WAITING, _S.CANCELLED)


def make(people: int) -> Event:
    """The event with its people, their visits and tags; committed."""
    event = an_open_event(slug=SLUG)
    visits = [a_visit(event=event, position=number) for number in range(4)]
    tag = Tag(event=event, name="VIP", name_key="vip")
    db.session.add(tag)
    db.session.flush()
    places = [unit.id for unit in territories_on(event.starts_on, language="lv")]
    for first in range(0, people, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, people))
        db.session.execute(insert(Registration), list(_people(event, numbers, places)))
    _choose(event, visits, tag)
    event.taken = people * 7 // 10
    db.session.commit()
    return event


def load_latvia() -> None:
    """The municipalities of the day."""
    ensure_latvia(now=LONG_AGO)


def _people(event: Event, numbers: range, places: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number in numbers:
        first_name, last_name = a_name(number).split()
        institution = f"{a_name(number % INSTITUTIONS).split()[1]} vidusskola"
        email = f"persona.{number}@example.org"
        reference = new_reference()
        searched = f"{first_name} {last_name} {institution} {email} {reference}"
        yield {
            "uid": new_uid(),
            "event_id": event.id,
            "reference": reference,
            "state": STATES[number % 10],
            "role": list(ParticipantRole)[number % 50 // 10],
            "first_name": first_name,
            "last_name": last_name,
            "name_sort": sort_key(f"{last_name} {first_name}", "lv"),
            "search_text": folded(searched),
            "position": "skolotāja",
            "institution": institution,
            "institution_sort": sort_key(institution, "lv"),
            "affiliation": Affiliation.MUNICIPALITY,
            "territory_id": places[number * 7 % len(places)],
            "email": email,
            "email_key": email,
            "language": "lv",
            "created_at": LONG_AGO + timedelta(seconds=number),
            "updated_at": LONG_AGO,
        }


def _choose(event: Event, visits: Sequence[SiteVisit], tag: Tag) -> None:
    """Two of three have a seat on a visit, one of a hundred has the tag."""
    numbers = db.session.scalars(
        select(Registration.id).where(Registration.event_id == event.id).order_by(Registration.id)
    ).all()
    chosen = [
        {
            "registration_id": number,
            "visit_id": visits[number % len(visits)].id,
            "state": ChoiceState.CONFIRMED,
            "created_at": LONG_AGO,
        }
        for number in numbers
        if number % 3
    ]
    tagged = [
        {"registration_id": number, "tag_id": tag.id, "given_at": LONG_AGO}
        for number in numbers[::100]
    ]
    db.session.execute(insert(VisitChoice), chosen)
    db.session.execute(insert(TagGiven), tagged)
