"""What the tests of site visits say in one word."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventreg.agenda.occasions import Occasion
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.registration.models import Affiliation, ChoiceState, Registration, VisitChoice
from eventreg.registration.models import RegistrationState as State
from eventreg.visits.hosts import HostFacts
from eventreg.visits.models import HostInstitution, SiteVisit
from eventreg.visits.service import (
    VisitFacts,
    add_visit,
    edit_visit,
    facts_of,
)
from tests.conftest import NOON

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)
ORGANISER = Actor(ActorKind.STAFF, 7)
LATER = NOON + timedelta(minutes=5)
UNKNOWN = Occasion()
MORNING = Occasion(day=TUESDAY, starts_at=time(10), ends_at=time(12))


def added(
    event: Event,
    host: HostInstitution | HostFacts,
    occasion: Occasion | None = UNKNOWN,
    **facts: Any,
) -> SiteVisit:
    return add_visit(
        event=event,
        facts=VisitFacts(host=host, **facts),
        occasion=occasion,
        actor=ORGANISER,
        now=NOON,
    )


def edited(visit: SiteVisit, **values: Any) -> None:
    edit_visit(visit=visit, facts=replace(facts_of(visit), **values), actor=ORGANISER, now=LATER)


def a_choice(visit: SiteVisit, state: ChoiceState = ChoiceState.CONFIRMED) -> VisitChoice:
    """Somebody who chose the visit; a seat is counted when it is confirmed."""
    person = Registration(
        event=visit.event,
        state=State.CONFIRMED,
        first_name="Anna",
        last_name="Liepa",
        name_sort="ANNA",
        affiliation=Affiliation.STATE,
        email=f"{len(db.session.scalars(select(Registration)).all())}@example.org",
        email_key=f"{len(db.session.scalars(select(Registration)).all())}@example.org",
        language="lv",
        created_at=NOON,
        updated_at=NOON,
    )
    choice = VisitChoice(registration=person, visit=visit, state=state, created_at=NOON)
    if state is ChoiceState.CONFIRMED:
        visit.taken += 1
    db.session.add_all([person, choice])
    db.session.flush()
    return choice


def log(session: Session, action: str, subject: str = "site_visit") -> LogEntry:
    return session.scalars(
        select(LogEntry).where(LogEntry.action == action, LogEntry.subject == subject)
    ).one()
