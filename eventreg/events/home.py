"""What an organiser sees first: the own events by stage, what waits in each, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventreg.accounts.models import Account, Organisation
from eventreg.database import db
from eventreg.events.awaiting import Task, tasks_of
from eventreg.events.lifecycle import MOVES
from eventreg.events.models import Event, EventStatus
from eventreg.events.readiness import Readiness, readiness_of
from eventreg.events.registration_window import (
    RegistrationWindow,
    is_over,
    registration_window,
)
from eventreg.registration.models import Registration, RegistrationState


class Stage(StrEnum):
    """Where an event stands in the organiser's work."""

    DRAFT = "draft"
    COMING = "coming"
    TO_REPORT = "to_report"
    PUT_AWAY = "put_away"


@dataclass(frozen=True)
class OwnEvent:
    """An event in the list of the own ones.

    `days_to_go` is 0 on the first day and None from the second on.
    """

    event: Event
    window: RegistrationWindow
    days_to_go: int | None
    tasks: Sequence[Task]


@dataclass(frozen=True)
class Home:
    """The events of the organisations somebody works for; `only` is the one looked at, if any."""

    organisations: Sequence[Organisation]
    only: Organisation | None
    stages: Mapping[Stage, Sequence[OwnEvent]]

    @property
    def events(self) -> Sequence[Event]:
        """All events of all stages."""
        return [own.event for those in self.stages.values() for own in those]

    @property
    def is_empty(self) -> bool:
        return not any(self.stages.values())


@dataclass(frozen=True)
class Overview:
    """All that the overview of an event says; `people` are counts, no names."""

    event: Event
    window: RegistrationWindow
    is_over: bool
    readiness: Readiness
    people: Mapping[RegistrationState, int]
    tasks: Sequence[Task]
    moves: frozenset[EventStatus]

    @property
    def people_in_all(self) -> int:
        return sum(self.people.values())


def stage_of(event: Event, *, now: datetime) -> Stage:
    """In which part of the list the event stands."""
    if event.status is EventStatus.DRAFT:
        return Stage.DRAFT
    if event.status in {EventStatus.ARCHIVED, EventStatus.CANCELLED}:
        return Stage.PUT_AWAY
    return Stage.TO_REPORT if is_over(event, now=now) else Stage.COMING


def home_of(account: Account, *, only: str, now: datetime) -> Home:
    """The events of the account's organisations, or of the one named `only`; seven statements."""
    mine = [membership.organisation_id for membership in account.memberships]
    organisations = db.session.scalars(
        select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.id)
    ).all()
    chosen = next((each for each in organisations if each.slug == only), None)
    wanted = [chosen.id] if chosen else mine
    events = db.session.scalars(
        select(Event)
        .where(Event.organisation_id.in_(wanted))
        .order_by(Event.starts_on, Event.id)
        .options(joinedload(Event.organisation), joinedload(Event.host_territory))
    ).all()
    stages: dict[Stage, list[OwnEvent]] = {stage: [] for stage in Stage}
    tasks = tasks_of(events, now=now)
    for event in events:
        window, days = registration_window(event, now=now), _days_to_go(event, now)
        own = OwnEvent(event, window, days, tasks[event.id])
        stages[stage_of(event, now=now)].append(own)
    for past in (Stage.TO_REPORT, Stage.PUT_AWAY):
        stages[past].reverse()
    return Home(organisations, chosen, stages)


def _days_to_go(event: Event, now: datetime) -> int | None:
    days = (event.starts_on - now.astimezone(ZoneInfo(event.time_zone)).date()).days
    return days if days >= 0 else None


def overview_of(event: Event, *, now: datetime) -> Overview:
    """What is there, what is missing, how many have registered, what waits."""
    rows = db.session.execute(
        select(Registration.state, func.count().label("people"))
        .where(Registration.event_id == event.id)
        .group_by(Registration.state)
    ).all()
    counts = {row.state: row.people for row in rows}
    return Overview(
        event=event,
        window=registration_window(event, now=now),
        is_over=is_over(event, now=now),
        readiness=readiness_of(event, now=now),
        people={state: counts[state] for state in RegistrationState if state in counts},
        tasks=tasks_of([event], now=now)[event.id],
        moves=MOVES[event.status],
    )
