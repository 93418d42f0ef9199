"""What is still to do until an event can be put away, in the order in which it is best done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from eventreg.attendance.certificates.service import overview as certificates_of
from eventreg.attendance.service import occasions_of
from eventreg.closing.thanks import thanked_at, to_thank
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.database import db
from eventreg.documents.service import published_documents
from eventreg.events.models import Event, EventStatus
from eventreg.events.registration_window import is_over
from eventreg.language.local_text import LANGUAGES
from eventreg.privacy.retention import needs_kept
from eventreg.reports.models import ReportStatus
from eventreg.reports.standing import report_of


class StepKind(StrEnum):
    """The steps, first to last."""

    ATTENDANCE = "attendance"
    CERTIFICATES = "certificates"
    CONTRIBUTIONS = "contributions"
    REPORT = "report"
    DOCUMENTS = "documents"
    THANKS = "thanks"
    NEEDS = "needs"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do: `done` of `of` of its parts are done, where it has parts that are counted.

    Parts are days, people, texts, papers or needs, by the kind of step.
    """

    kind: StepKind
    is_done: bool
    done: int = 0
    of: int = 0

    @property
    def left(self) -> int:
        """How many parts are still to be done."""
        return self.of - self.done


@dataclass(frozen=True, kw_only=True)
class Closing:
    """All steps of an event; before it `is_over` few of them can be done."""

    is_over: bool
    steps: Sequence[Step]

    @property
    def left(self) -> int:
        """How many steps are not done."""
        return sum(not step.is_done for step in self.steps)


def closing_of(event: Event, *, now: datetime) -> Closing:
    """How far the event is closed; a fixed number of statements."""
    return Closing(is_over=is_over(event, now=now), steps=tuple(_steps(event, now)))


def _steps(event: Event, now: datetime) -> Iterator[Step]:
    days = [occasion for occasion in occasions_of(event) if occasion.day is not None]
    yield _counted(StepKind.ATTENDANCE, sum(day.present > 0 for day in days), len(days))
    certificates = certificates_of(event, now=now)
    yield _counted(
        StepKind.CERTIFICATES, certificates.present - certificates.waiting, certificates.present
    )
    unread, given = _contributions(event)
    yield Step(kind=StepKind.CONTRIBUTIONS, is_done=not unread, done=given - unread, of=given)
    report = report_of(event)
    final = report is not None and report.status is ReportStatus.FINAL
    yield Step(kind=StepKind.REPORT, is_done=bool(final and report and report.published_at))
    papers = [
        paper for language in LANGUAGES for paper in published_documents(event, language=language)
    ]
    yield _counted(
        StepKind.DOCUMENTS, sum(paper.latest is not None for paper in papers), len(papers)
    )
    thanked = thanked_at(event)
    yield _counted(StepKind.THANKS, thanked, thanked + len(to_thank(event)))
    needs = needs_kept(event)
    yield Step(kind=StepKind.NEEDS, is_done=not needs, of=needs)
    closed = event.status in {EventStatus.CLOSED, EventStatus.ARCHIVED}
    yield Step(kind=StepKind.CLOSED, is_done=closed)


def _counted(kind: StepKind, done: int, of: int) -> Step:
    """A step that is done when all its parts are, and there is at least one."""
    return Step(kind=kind, is_done=0 < of == done, done=done, of=of)


def _contributions(event: Event) -> tuple[int, int]:
    """How many texts wait to be read, and how many were sent in all."""
    waits = Contribution.state == ContributionState.SUBMITTED
    row = db.session.execute(
        select(func.count().filter(waits), func.count()).where(
            Contribution.event_id == event.id, Contribution.state != ContributionState.DRAFT
        )
    ).one()
    return row[0], row[1]
