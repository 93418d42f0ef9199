"""The facts of the working papers of the day; only organisers take them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, true
from sqlalchemy.orm import joinedload

from eventreg.attendance.service import Occasion, days_of, expected_at
from eventreg.database import db
from eventreg.documents.facts.agenda import VisitTime
from eventreg.documents.facts.cards import Badge, BadgeDay, BadgeFacts, BadgeFormat, BadgeMoment
from eventreg.documents.facts.head import NOTHING, Text, shown
from eventreg.documents.facts.sheets import (
    CateringFacts,
    ManifestFacts,
    Passenger,
    Portion,
    Ride,
    SignInFacts,
    SignInLine,
    VisitRides,
)
from eventreg.documents.gather.agenda import agenda_facts
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.events.models import Event
from eventreg.language import locale, times
from eventreg.language.search import folded
from eventreg.registration import tickets
from eventreg.registration.models import (
    ParticipantRole,
    PracticalNeeds,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.states import HOLDING_CHOICES
from eventreg.registration.wording import ROLES
from eventreg.visits.models import SiteVisit, Vehicle
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of


def sign_in_facts(event: Event, *, occasion: Occasion, language: str, now: datetime) -> SignInFacts:
    """Who is expected on the day or on the visit, in order of names (R5)."""
    visit = occasion.visit
    return SignInFacts(
        **_head(event, language, now),
        day=occasion.day,
        host=shown(visit.host.name, language) if visit else NOTHING,
        times=_times(visit) if visit else (),
        lines=tuple(
            SignInLine(
                number=number,
                name=person.full_name,
                institution=person.institution,
                place=person.territory.name.in_(language) if person.territory else "",
            )
            for number, person in enumerate(expected_at(event, occasion), start=1)
        ),
    )


def manifest_facts(event: Event, *, language: str, now: datetime) -> ManifestFacts:
    """Every visit with its vehicles and who is in them; a fixed number of statements."""
    vehicles, seated = _vehicles(event), _seated(event)
    zone = ZoneInfo(event.time_zone)
    return ManifestFacts(
        **_head(event, language, now),
        visits=tuple(
            VisitRides(
                number=number,
                host=shown(visit.host.name, language),
                address=visit.host.address,
                times=_times(visit),
                rides=tuple(_rides(visit, vehicles, seated.get(visit.uid, []), zone, language)),
            )
            for number, visit in enumerate(visits_of(event), start=1)
            if visit.choosable
        ),
    )


def badge_facts(
    event: Event,
    *,
    form: BadgeFormat,
    language: str,
    now: datetime,
    only: str = "",
    backs: bool = False,
) -> BadgeFacts:
    """Everybody's badge, in order of names, with the code of the ticket; a few statements.

    With `only`, a registration's public name, the badge of that person alone; with `backs`, what
    stands on the other side.
    """
    wanted = Registration.uid == only if only else true()
    people = db.session.scalars(
        select(Registration)
        .where(_confirmed(event), wanted)
        .order_by(Registration.name_sort, Registration.id)
        .options(joinedload(Registration.territory))
    ).all()
    with locale.using(language):
        roles = {role: str(name) for role, name in ROLES.items()}
    visits = _visits_of_each(event, language) if backs else {}
    head = _head(event, language, now)
    return BadgeFacts(
        **head,
        format=form,
        backs=backs,
        days=tuple(_days_in_short(event, form, language, now)) if backs else (),
        contact=_contact(event) if backs else "",
        address=head["event"].url.partition("://")[2] if backs else "",
        badges=tuple(
            Badge(
                name=person.full_name,
                institution=person.institution,
                place=person.territory.name.in_(language) if person.territory else "",
                role="" if person.role is ParticipantRole.EXPERT else roles[person.role],
                code=tickets.code_of(person),
                visits=visits.get(person.id, ()),
            )
            for person in people
        ),
    )


def _days_in_short(
    event: Event, form: BadgeFormat, language: str, now: datetime
) -> Iterable[BadgeDay]:
    most = 14 if form is BadgeFormat.LANYARD else 8
    for day in agenda_facts(event, language=language, now=now).days:
        items = [(row.starts_at, item) for row in day.rows for item in row.items]
        begun = [(at, item) for at, item in items if at is not None]
        if len(begun) > most:  # breaks and drives are the first to give way
            begun = [(at, item) for at, item in begun if not item.quiet]
        moments = tuple(BadgeMoment(at=at, title=item.title) for at, item in begun[:most])
        yield BadgeDay(day=day.day, moments=moments, more=len(begun) > most)


def _contact(event: Event) -> str:
    known = (event.contact_name, event.contact_phone or event.contact_email)
    return ", ".join(filter(None, known))


def _visits_of_each(event: Event, language: str) -> Mapping[int, tuple[Text, ...]]:
    """The visits of each person by its number, with the time of departure where it is known."""
    found: dict[int, tuple[Text, ...]] = {}
    zone = ZoneInfo(event.time_zone)
    for choices in _seated(event).values():
        for choice in choices:
            host = shown(choice.visit.host_institution.name, language)
            if departs_at := choice.visit.departs_at:
                leaves = times.clock_time(departs_at.astimezone(zone).time(), language)
                host = replace(host, text=f"{host.text} {leaves}")
            person = choice.registration_id
            found[person] = (*found.get(person, ()), host)
    return found


def catering_facts(event: Event, *, language: str, now: datetime) -> CateringFacts:
    """How many eat and what they need; words that differ only in case or marks are one."""
    wishes: dict[str, list[str]] = {}
    people = 0
    for words in db.session.scalars(
        select(PracticalNeeds.diet)
        .select_from(Registration)
        .outerjoin(Registration.needs)
        .where(_confirmed(event))
        .order_by(Registration.id)
    ):
        people += 1
        if words and words.strip():
            wishes.setdefault(folded(words), []).append(words.strip())
    portions = [Portion(words=said[0], people=len(said)) for said in wishes.values()]
    return CateringFacts(
        **_head(event, language, now),
        days=tuple(days_of(event)),
        people=people,
        portions=tuple(sorted(portions, key=lambda each: (-each.people, folded(each.words)))),
    )


def _head(event: Event, language: str, now: datetime) -> dict[str, Any]:
    return {
        "language": language,
        "letterhead": letterhead(event.organisation, language),
        "event": event_facts(event, language, now),
    }


def _confirmed(event: Event) -> Any:
    return (Registration.event_id == event.id) & (Registration.state == RegistrationState.CONFIRMED)


def _times(visit: PlannedVisit) -> tuple[VisitTime, ...]:
    return tuple(
        VisitTime(day=at.day, starts_at=at.starts_at, ends_at=at.ends_at)
        for at in visit.occasions
        if at.day is not None
    )


def _vehicles(event: Event) -> Mapping[str, Sequence[Vehicle]]:
    found: dict[str, list[Vehicle]] = {}
    for vehicle in db.session.scalars(
        select(Vehicle)
        .join(Vehicle.visit)
        .where(SiteVisit.event_id == event.id)
        .order_by(Vehicle.position, Vehicle.id)
        .options(joinedload(Vehicle.visit))
    ):
        found.setdefault(vehicle.visit.uid, []).append(vehicle)
    return found


def _seated(event: Event) -> Mapping[str, Sequence[VisitChoice]]:
    """Who has a seat on which visit, in order of names."""
    found: dict[str, list[VisitChoice]] = {}
    for choice in db.session.scalars(
        select(VisitChoice)
        .join(VisitChoice.registration)
        .where(_confirmed(event), VisitChoice.state.in_(HOLDING_CHOICES))
        .order_by(Registration.name_sort, Registration.id)
        .options(
            joinedload(VisitChoice.registration),
            joinedload(VisitChoice.visit).joinedload(SiteVisit.host_institution),
        )
    ):
        found.setdefault(choice.visit.uid, []).append(choice)
    return found


def _rides(
    visit: PlannedVisit,
    vehicles: Mapping[str, Sequence[Vehicle]],
    seated: Sequence[VisitChoice],
    zone: ZoneInfo,
    language: str,
) -> Iterable[Ride]:
    for vehicle in vehicles.get(visit.uid, []):
        departs_at = vehicle.departs_at or visit.departs_at
        yield Ride(
            name=vehicle.name,
            seats=vehicle.capacity,
            meeting_point=shown(vehicle.meeting_point or visit.meeting_point, language),
            departs_at=departs_at.astimezone(zone) if departs_at else None,
            accompanying=vehicle.accompanying or visit.accompanying,
            passengers=_passengers(each for each in seated if each.vehicle_id == vehicle.id),
        )
    left = _passengers(each for each in seated if each.vehicle_id is None)
    if left or not vehicles.get(visit.uid):
        yield Ride(
            name="",
            seats=None,
            meeting_point=shown(visit.meeting_point, language),
            departs_at=visit.departs_at.astimezone(zone) if visit.departs_at else None,
            accompanying=visit.accompanying,
            passengers=left,
        )


def _passengers(choices: Iterable[VisitChoice]) -> tuple[Passenger, ...]:
    return tuple(
        Passenger(
            number=number,
            name=choice.registration.full_name,
            institution=choice.registration.institution,
            phone=choice.registration.phone,
        )
        for number, choice in enumerate(choices, start=1)
    )
