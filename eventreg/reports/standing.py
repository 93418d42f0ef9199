"""Which report an event has."""

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.reports.models import Report, ReportStatus


def report_of(event: Event) -> Report | None:
    """The event's report, once somebody has begun it."""
    return db.session.get(Report, event.id)


def begun(event: Event) -> Report:
    """The event's report, begun now when there is none."""
    report = report_of(event)
    if report is None:
        report = Report(event=event, status=ReportStatus.DRAFT)
        db.session.add(report)
        db.session.flush()
    return report
