"""The rows behind the verbs of registration: finding, locking, writing and logging them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.identity import new_reference, new_uid
from eventreg.registration import places
from eventreg.registration.application import (
    Application,
    Needs,
    email_key,
    write_derived,
    write_details,
)
from eventreg.registration.errors import TerritoryNotOfTheDay
from eventreg.registration.models import (
    ACTIVE_STATES,
    Affiliation,
    ChoiceState,
    Delegation,
    PracticalNeeds,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.states import HOLDING, HOLDING_CHOICES
from eventreg.territories.models import Territory
from eventreg.visits.models import SiteVisit

# What the log keeps of a change; needs are never in it (R20).
_LOGGED = (
    *("first_name", "last_name", "position", "institution", "affiliation", "phone", "role"),
    *("email", "territory"),
)


def active(event: Event, email: str) -> Registration | None:
    """The active registration of the address, locked until the transaction ends (R9)."""
    return db.session.scalar(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.email_key == email_key(email),
            Registration.state.in_(ACTIVE_STATES),
        )
        .with_for_update()
    )


def lock(registration: Registration) -> None:
    """Read the registration anew and keep others from moving it until the transaction ends."""
    db.session.refresh(registration, with_for_update={"of": Registration})
    db.session.expire(registration, ["visit_choices", "needs", "consents"])


def require_territory_of_the_day(
    event: Event, affiliation: Affiliation, of: Territory | None
) -> None:
    """Raise TerritoryNotOfTheDay unless a municipality of the event's first day is named (R1)."""
    if affiliation is not Affiliation.MUNICIPALITY:
        return
    if of is None or not of.is_valid_on(event.starts_on):
        raise TerritoryNotOfTheDay


def enter(
    event: Event,
    application: Application,
    state: RegistrationState,
    visits: Sequence[SiteVisit],
    now: datetime,
) -> Registration:
    """Take the places that the state holds and write the registration; to be undone as a whole."""
    if state in HOLDING:
        places.move(taken=[event, *visits])
    registration = Registration(
        uid=new_uid(),
        reference=new_reference(),
        event=event,
        state=state,
        email=application.email.strip(),
        email_key=email_key(application.email),
        language=application.language,
        notice_version=event.organisation.privacy_notice_version,
        created_at=now,
        updated_at=now,
    )
    write_details(registration, application.details)
    set_needs(registration, application.needs)
    choose(registration, visits, now=now)
    db.session.add(registration)
    db.session.flush()
    return registration


def set_email(registration: Registration, email: str) -> None:
    """Correct the address; the link sent to the old one opens nothing any more (R11)."""
    registration.email = email.strip()
    registration.email_key = email_key(email)
    registration.link_version += 1
    write_derived(registration)


def set_needs(registration: Registration, needs: Needs) -> bool:
    """Keep the needs, or no row when there are none; tells whether anything changed."""
    kept = registration.needs
    before = Needs(diet=kept.diet, access=kept.access) if kept else Needs()
    if needs == before:
        return False
    if not needs:
        registration.needs = None
    elif kept is None:
        registration.needs = PracticalNeeds(diet=needs.diet, access=needs.access)
    else:
        kept.diet, kept.access = needs.diet, needs.access
    return True


def chosen(registration: Registration) -> frozenset[SiteVisit]:
    """The visits that the person holds a seat on or wishes for."""
    return frozenset(
        choice.visit
        for choice in registration.visit_choices
        if choice.state is not ChoiceState.CANCELLED
    )


def choose(registration: Registration, visits: Iterable[SiteVisit], *, now: datetime) -> None:
    """Write which visits are chosen; the seats are the caller's business."""
    state = ChoiceState.CONFIRMED if registration.state in HOLDING else ChoiceState.WAITING
    wanted = set(visits)
    for choice in registration.visit_choices:
        if choice.visit not in wanted:
            choice.state = ChoiceState.CANCELLED
        elif choice.state is ChoiceState.CANCELLED:
            choice.state, choice.created_at = state, now
    known = {choice.visit for choice in registration.visit_choices}
    for visit in sorted(wanted - known, key=lambda each: each.id):
        registration.visit_choices.append(VisitChoice(visit=visit, state=state, created_at=now))


def held_limits(registration: Registration) -> Sequence[Limited]:
    """All limits of which the registration holds a place now."""
    if registration.state not in HOLDING:
        return []
    seats = [
        choice.visit for choice in registration.visit_choices if choice.state in HOLDING_CHOICES
    ]
    return [*own_limits(registration), *seats]


def own_limits(registration: Registration) -> Sequence[Limited]:
    """The limits of the registration itself: the event's, the delegation's."""
    if registration.delegation_id is None:
        return [registration.event]
    delegation = db.session.get_one(Delegation, registration.delegation_id)
    return [registration.event, delegation]


def leave(registration: Registration, state: RegistrationState, *, now: datetime) -> None:
    """Give back all places and stand in `state`."""
    places.move(released=held_limits(registration))
    for choice in registration.visit_choices:
        choice.state = ChoiceState.CANCELLED
    registration.state = state
    registration.cancelled_at = now if state is RegistrationState.CANCELLED else None
    registration.updated_at = now
    registration.calendar_sequence += 1


def logged(registration: Registration) -> dict[str, Any]:
    """What the log says of a registration: names and details, no needs."""
    values = {name: getattr(registration, name) for name in _LOGGED if name != "territory"}
    territory = registration.territory
    return {**values, "territory": territory.code if territory else None}


def names_of(visits: Iterable[SiteVisit]) -> list[str]:
    """Visits for the log: the names of their hosts, in order."""
    ordered = sorted(visits, key=lambda visit: (visit.position, visit.id))
    return [visit.host_institution.name.in_("lv") for visit in ordered]


def log(
    action: str,
    registration: Registration,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add what happened to the registration to the log (R28)."""
    record(
        action,
        actor=actor,
        now=now,
        subject="registration",
        subject_uid=registration.uid,
        organisation_id=registration.event.organisation_id,
        event_id=registration.event_id,
        before=before,
        after=after,
    )


def log_export(event: Event, *, actor: Actor, now: datetime) -> None:
    """Add to the log that the people were taken out as a file."""
    record(
        "people exported",
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
    )
