"""The facts of the participant list, for each of its audiences (R18)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select

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
from eventreg.registration.models import (
    Affiliation,
    ChoiceState,
    Consent,
    ConsentPurpose,
    ParticipantRole,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit
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
    people = participants(event, language=language, audience=audience, visit_numbers=numbers)
    confirmed = [person for person in people if person.group is not Group.UNCONFIRMED]
    return ParticipantListFacts(
        language=language,
        letterhead=letterhead(event.organisation, language),
        event=event_facts(event, language, now),
        audience=audience.value,
        total=len(confirmed),
        named=sum(person.consents for person in confirmed),
        groups=listed(people, audience=audience),
        places=counted_by_place(confirmed),
        institutions=institutions(confirmed),
        visits=tuple(visit.host.name.in_(language) for visit in visits),
        samples=any(person.sample for person in people),
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


def institutions(people: Sequence[Participant]) -> int:
    """How many different institutions the people named, however they wrote the capitals."""
    return len({person.institution.casefold() for person in people} - {""})


def participants(
    event: Event,
    *,
    language: str,
    audience: Audience,
    visit_numbers: dict[str, int] | None = None,
) -> list[Participant]:
    """The people of the event; organisers also see who is not confirmed yet."""
    states = [RegistrationState.CONFIRMED]
    if audience is Audience.ORGANISERS:
        states.extend(HOPEFUL)
    choices = _choices(event, visit_numbers) if visit_numbers else {}
    order = Territory.sort_lv if language == "lv" else Territory.sort_en
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.first_name,
            Registration.last_name,
            Registration.name_sort,
            Registration.institution,
            Registration.position,
            Registration.email,
            Registration.phone,
            Registration.state,
            Registration.role,
            Registration.affiliation,
            Registration.sample,
            Territory.code,
            Territory.name.label("territory"),
            Territory.longitude,
            Territory.latitude,
            order.label("territory_sort"),
            _agreed(ConsentPurpose.LIST_PUBLIC).label("to_public"),
            _agreed(ConsentPurpose.LIST_PARTICIPANTS).label("to_participants"),
            _agreed(ConsentPurpose.PHOTOGRAPHS).label("to_photographs"),
        )
        .join(Registration.territory, isouter=True)
        .where(Registration.event_id == event.id, Registration.state.in_(states))
        .order_by(Registration.name_sort, Registration.id)
    )
    return [_participant(row, language, audience, choices.get(row.id, ())) for row in rows]


def _agreed(purpose: ConsentPurpose) -> ColumnElement[bool]:
    return exists().where(
        Consent.registration_id == Registration.id,
        Consent.purpose == purpose,
        Consent.withdrawn_at.is_(None),
    )


def _choices(event: Event, numbers: dict[str, int]) -> dict[int, tuple[int, ...]]:
    rows = db.session.execute(
        select(VisitChoice.registration_id, SiteVisit.uid)
        .join(VisitChoice.registration)
        .join(VisitChoice.visit)
        .where(
            Registration.event_id == event.id,
            VisitChoice.state == ChoiceState.CONFIRMED,
        )
        .order_by(VisitChoice.registration_id, VisitChoice.id)
    )
    chosen: dict[int, list[int]] = {}
    for registration, visit in rows:
        chosen.setdefault(registration, []).append(numbers[visit])
    return {person: tuple(sorted(visits)) for person, visits in chosen.items()}


def _participant(
    row: Any, language: str, audience: Audience, visits: tuple[int, ...]
) -> Participant:
    confirmed = row.state is RegistrationState.CONFIRMED
    organisers = audience is Audience.ORGANISERS
    to_participants = row.to_participants or organisers
    return Participant(
        group=_group(row) if confirmed else Group.UNCONFIRMED,
        place=_place(row, language) if row.code else None,
        name=f"{row.first_name} {row.last_name}",
        sort=row.name_sort,
        institution=row.institution,
        position=row.position if to_participants else "",
        email=row.email,
        phone=row.phone,
        state="" if confirmed else row.state.value,
        visits=visits,
        may_be_photographed=row.to_photographs,
        sample=row.sample,
        consents=row.to_public or (to_participants and audience is not Audience.PUBLIC),
    )


def _group(row: Any) -> Group:
    if row.role is ParticipantRole.HOST:
        return Group.HOST
    return _GROUPS[row.affiliation]


def _place(row: Any, language: str) -> Place:
    return Place(
        code=row.code,
        name=row.territory.in_(language),
        sort=row.territory_sort,
        longitude=row.longitude,
        latitude=row.latitude,
    )
