"""The first event in the database, for tests of what is gathered."""

from datetime import date

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.registration.models import (
    Affiliation,
    ConsentPurpose,
    ParticipantRole,
    Registration,
)
from eventreg.territories.service import territory_by_code
from tests.documents.people_samples import TWELVE
from tests.factories import a_registration, an_open_event

BOTH_LISTS = (ConsentPurpose.LIST_PUBLIC, ConsentPurpose.LIST_PARTICIPANTS)


def the_first_event(**values: object) -> Event:
    """Limbaži, 21 and 22 November 2017; nobody in it yet. Needs `latvia`."""
    given = {
        "slug": "limbazi-2017",
        "title": LocalText(
            lv="Ekspertu tikšanās Limbažu novadā", en="Expert meeting in Limbaži Municipality"
        ),
        "starts_on": date(2017, 11, 21),
        "ends_on": date(2017, 11, 22),
        "host_territory": territory_by_code("0660200"),
    }
    return an_open_event(**given | values)


def an_expert(event: Event, code: str, **values: object) -> Registration:
    """A confirmed specialist of a municipality, who agrees to both lists."""
    given = {
        "affiliation": Affiliation.MUNICIPALITY,
        "territory": territory_by_code(code),
        "consents": BOTH_LISTS,
    }
    return a_registration(event=event, **given | values)


def the_people_of_the_first_event(event: Event) -> list[Registration]:
    """An expert of each of the twelve, two of the ministry, a host and an expert from outside."""
    people = [
        an_expert(event, code, first_name="Ilze", last_name=f"Kalniņa {name}")
        for code, name in TWELVE
    ]
    people += [a_registration(event=event, consents=BOTH_LISTS) for _ in range(2)]
    people.append(an_expert(event, "0660200", role=ParticipantRole.HOST))
    people.append(
        a_registration(event=event, affiliation=Affiliation.ORGANISATION, consents=BOTH_LISTS)
    )
    db.session.commit()
    return people
