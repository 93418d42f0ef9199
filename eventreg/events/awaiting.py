"""What waits for an organiser at events: people, mails, texts, a report, the closing."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from eventreg.contributions.models import Contribution, ContributionState
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.events.readiness import missing_texts, needed_by
from eventreg.events.registration_window import is_over
from eventreg.messages.models import Message, MessageState
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.requests.models import ChangeRequest, RequestState
from eventreg.reports.models import Report, ReportStatus


class TaskKind(StrEnum):
    """What waits for an organiser."""

    MISSING = "missing"
    TEXTS = "texts"
    APPLICANTS = "applicants"
    REQUESTS = "requests"
    FAILED_MAILS = "failed_mails"
    CONTRIBUTIONS = "contributions"
    SUMMARY = "summary"
    REPORT = "report"
    CLOSING = "closing"


@dataclass(frozen=True)
class Task:
    """So many of a kind wait at an event; `anchor` is the field at which to begin, if there is one.

    The report, the summary and the closing are one each.
    """

    kind: TaskKind
    number: int = 1
    anchor: str = ""


def tasks_of(events: Sequence[Event], *, now: datetime) -> Mapping[int, Sequence[Task]]:
    """What waits at each of the events, by number; five statements."""
    counted, reported = _counted(events), _reported(events)
    return {
        event.id: [
            *_texts(event, now),
            *(
                Task(kind, numbers[event.id])
                for kind, numbers in counted.items()
                if event.id in numbers
            ),
            *_afterwards(event, reported, now),
        ]
        for event in events
    }


def _texts(event: Event, now: datetime) -> Iterator[Task]:
    """What is not entered yet, as far as the event itself says it."""
    needed = sum(not check.is_done for check in needed_by(event, now))
    if event.status is EventStatus.DRAFT and needed:
        yield Task(TaskKind.MISSING, needed)
    if event.status is EventStatus.DRAFT or _is_coming(event, now):
        missing = missing_texts(event)
        if missing:
            yield Task(TaskKind.TEXTS, len(missing), missing[0].anchor)


def _afterwards(event: Event, reported: Container[int], now: datetime) -> Iterator[Task]:
    """What an event that is over and not put away still needs."""
    if event.status not in {EventStatus.PUBLISHED, EventStatus.CLOSED} or _is_coming(event, now):
        return
    if not event.summary:
        yield Task(TaskKind.SUMMARY)
    if event.id not in reported:
        yield Task(TaskKind.REPORT)
    if event.status is EventStatus.PUBLISHED:
        yield Task(TaskKind.CLOSING)


def _is_coming(event: Event, now: datetime) -> bool:
    return event.status is EventStatus.PUBLISHED and not is_over(event, now=now)


def _counted(events: Sequence[Event]) -> Mapping[TaskKind, Mapping[int, int]]:
    """How many of each kind wait, by the event's number."""
    of_mine = [event.id for event in events]
    found = {}
    for kind, of_event, waits in _WAITING:
        counted = (
            select(of_event, func.count().label("number"))
            .where(of_event.in_(of_mine), *waits)
            .group_by(of_event)
        )
        found[kind] = {row.event_id: row.number for row in db.session.execute(counted)}
    return found


def _reported(events: Sequence[Event]) -> frozenset[int]:
    """The events whose report is final and public."""
    return frozenset(
        db.session.scalars(
            select(Report.event_id).where(
                Report.event_id.in_([event.id for event in events]),
                Report.status == ReportStatus.FINAL,
                Report.published_at.is_not(None),
            )
        )
    )


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
