"""What an organiser sees first: the own events by stage, what waits in each, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventreg.accounts.models import Account, Organisation
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.database import db
from eventreg.events.lifecycle import MOVES
from eventreg.events.models import Event, EventStatus
from eventreg.events.readiness import Readiness, needed_by, readiness_of
from eventreg.events.registration_window import (
    RegistrationWindow,
    is_over,
    registration_window,
)
from eventreg.messages.models import Message, MessageState
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.requests.models import ChangeRequest, RequestState


class Stage(StrEnum):
    """Where an event stands in the organiser's work."""

    DRAFT = "draft"
    COMING = "coming"
    TO_REPORT = "to_report"
    PUT_AWAY = "put_away"


class TaskKind(StrEnum):
    """What waits for an organiser."""

    MISSING = "missing"
    APPLICANTS = "applicants"
    REQUESTS = "requests"
    FAILED_MAILS = "failed_mails"
    CONTRIBUTIONS = "contributions"


@dataclass(frozen=True)
class Task:
    """So many of a kind wait at an event."""

    kind: TaskKind
    number: int


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
    """The events of the account's organisations, or of the one named `only`; six statements."""
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
    tasks = _tasks_of(events, now)
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


def _tasks_of(events: Sequence[Event], now: datetime) -> Mapping[int, Sequence[Task]]:
    """What waits at each of the events; four statements."""
    tasks: dict[int, list[Task]] = {event.id: [] for event in events}
    for event in events:
        missing = sum(not check.is_done for check in needed_by(event, now))
        if event.status is EventStatus.DRAFT and missing:
            tasks[event.id].append(Task(TaskKind.MISSING, missing))
    for kind, of_event, waits in _WAITING:
        counted = (
            select(of_event, func.count().label("number"))
            .where(of_event.in_(tasks), *waits)
            .group_by(of_event)
        )
        numbers = {row.event_id: row.number for row in db.session.execute(counted)}
        for event in events:
            if number := numbers.get(event.id):
                tasks[event.id].append(Task(kind, number))
    return tasks


_WAITING = (
    (
        TaskKind.APPLICANTS,
        Registration.event_id,
        (Registration.state == RegistrationState.PENDING,),
    ),
    (
        TaskKind.REQUESTS,
        Registration.event_id,
        (
            ChangeRequest.registration_id == Registration.id,
            ChangeRequest.state == RequestState.OPEN,
        ),
    ),
    (TaskKind.FAILED_MAILS, Message.event_id, (Message.state == MessageState.FAILED,)),
    (
        TaskKind.CONTRIBUTIONS,
        Contribution.event_id,
        (Contribution.state == ContributionState.SUBMITTED,),
    ),
)


def overview_of(event: Event, *, now: datetime) -> Overview:
    """What is there, what is missing, how many have registered; three statements."""
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
        moves=MOVES[event.status],
    )
