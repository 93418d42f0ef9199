"""What the public pages show, built in one line each."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from eventreg.database import db
from eventreg.events.models import Event, EventStatus, Topic
from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.registration.models import Affiliation, Registration, RegistrationState
from eventreg.territories.models import Territory
from tests.factories import LONG_AGO, an_event

PUBLISHED = datetime(2026, 2, 3, 8, 0, tzinfo=UTC)


def a_public_event(title: str = "Ekspertu tikšanās", **values: Any) -> Event:
    """A published event of 5 and 6 May 2026 that anybody may register for."""
    given: dict[str, Any] = {
        "title": LocalText(lv=title),
        "search_text": folded(title),
        "status": EventStatus.PUBLISHED,
        "published_at": PUBLISHED,
        "updated_at": PUBLISHED,
    }
    return an_event(**given | values)


def a_past_event(title: str = "Notikusi tikšanās", **values: Any) -> Event:
    """A public event that took place on 21 and 22 November 2017."""
    days = {"starts_on": date(2017, 11, 21), "ends_on": date(2017, 11, 22)}
    return a_public_event(title, **days | values)


def a_topic(event: Event, name: str, key: str) -> Topic:
    """A topic of the event."""
    topic = Topic(organisation_id=event.organisation_id, key=key, name=LocalText(lv=name))
    event.topics.append(topic)
    db.session.flush()
    return topic


def the_territory(name: str, day: date) -> Territory:
    """The Latvian territory that bore the name on that day."""
    return next(
        each
        for each in db.session.scalars(select(Territory))
        if each.name.in_("lv") == name and each.is_valid_on(day)
    )


def takes_part(event: Event, territory: Territory | None = None, **values: Any) -> Registration:
    """Somebody whose place at the event is confirmed; from a municipality when one is given."""
    email = f"{secrets.token_hex(6)}@example.org"
    given: dict[str, Any] = {
        "state": RegistrationState.CONFIRMED,
        "first_name": "Līga",
        "last_name": "Ozoliņa",
        "name_sort": "OZOLINA",
        "affiliation": Affiliation.MUNICIPALITY if territory else Affiliation.STATE,
        "territory": territory,
        "email": email,
        "email_key": email,
        "language": "lv",
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
    }
    registration = Registration(event=event, **given | values)
    db.session.add(registration)
    db.session.flush()
    return registration
