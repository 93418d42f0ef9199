"""The facts of the participant list, for each of its audiences (R18).

Who may be named to whom is decided in one place, `registration.queries`; what it does not give out
never reaches a document.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.documents.facts.participants import (
    Group,
    MapFrame,
    Participant,
    ParticipantListFacts,
    Place,
    counted_by_place,
    listed,
)
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.events.models import Audience, Event
from eventreg.registration import queries
from eventreg.registration.models import (
    Affiliation,
    ParticipantRole,
    Registration,
    RegistrationState,
)
from eventreg.registration.turnout import institutions_of
from eventreg.territories.models import Territory
from eventreg.visits.service import visits_of

HOPEFUL = (RegistrationState.PENDING, RegistrationState.WAITING, RegistrationState.OFFERED)
_GROUPS = {
    Affiliation.MUNICIPALITY: Group.MUNICIPAL,
    Affiliation.STATE: Group.STATE,
    Affiliation.ORGANISATION: Group.OTHER,
}


def participant_facts(
    event: Event, *, language: str, audience: Audience, now: datetime
) -> ParticipantListFacts:
    """All that this audience may see; every number is counted from the people (R3)."""
    visits = visits_of(event) if audience is Audience.ORGANISERS else ()
    numbers = {visit.uid: number for number, visit in enumerate(visits, start=1)}
    confirmed = participants(event, language=language, audience=audience, visit_numbers=numbers)
    hopeful = _hopeful(event, language) if audience is Audience.ORGANISERS else []
    return ParticipantListFacts(
        language=language,
        letterhead=letterhead(event.organisation, language),
        event=event_facts(event, language, now),
        audience=audience.value,
        total=len(confirmed),
        named=sum(person.consents for person in confirmed),
        groups=listed([*confirmed, *hopeful], audience=audience),
        places=counted_by_place(confirmed),
        institutions=institutions_of(event),
        visits=tuple(visit.host.name.in_(language) for visit in visits),
        samples=any(person.sample for person in (*confirmed, *hopeful)),
        map=map_frame(event),
    )


def map_frame(event: Event) -> MapFrame:
    """The map of the event's first day, with its host (R1)."""
    host = event.host_territory
    return MapFrame(
        country=host.country if host else "LV",
        day=event.starts_on,
        host_code=host.code if host else None,
    )


def participants(
    event: Event,
    *,
    language: str,
    audience: Audience,
    visit_numbers: Mapping[str, int] | None = None,
) -> list[Participant]:
    """The confirmed people of the event with what this audience may know of each."""
    return [
        Participant(
            group=_group(person.role, person.affiliation),
            place=_place(person.territory, language),
            name=person.name,
            sort=person.sort,
            institution=person.institution,
            position=person.position,
            email=person.email,
            phone=person.phone,
            visits=tuple((visit_numbers or {})[visit] for visit in person.visits),
            may_be_photographed=person.may_be_photographed,
            sample=person.sample,
            consents=person.is_named,
        )
        for person in queries.participants_of(event, audience=audience)
    ]


def _hopeful(event: Event, language: str) -> Sequence[Participant]:
    """Who is registered and not confirmed yet; only organisers see them."""
    rows = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state.in_(HOPEFUL))
        .order_by(Registration.name_sort, Registration.id)
        .options(joinedload(Registration.territory))
    )
    return [
        Participant(
            group=Group.UNCONFIRMED,
            place=_place(row.territory, language),
            name=row.full_name,
            sort=row.name_sort,
            institution=row.institution,
            position=row.position,
            email=row.email,
            phone=row.phone,
            state=row.state.value,
            sample=row.sample,
        )
        for row in rows
    ]


def _group(role: ParticipantRole, affiliation: Affiliation) -> Group:
    return Group.HOST if role is ParticipantRole.HOST else _GROUPS[affiliation]


def _place(territory: Territory | None, language: str) -> Place | None:
    if territory is None:
        return None
    return Place(
        code=territory.code,
        name=territory.name.in_(language),
        sort=territory.sort_lv if language == "lv" else territory.sort_en,
        longitude=territory.longitude,
        latitude=territory.latitude,
    )
