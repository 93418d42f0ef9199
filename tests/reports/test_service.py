"""The final report's requisites and its way to the public."""

from datetime import date

import pytest
from sqlalchemy import select

from eventreg.database import db
from eventreg.history.models import LogEntry
from eventreg.reports import service
from eventreg.reports.errors import ReportIncomplete, ReportMoveNotAllowed, ReportNotReady
from eventreg.reports.models import ReportStatus
from eventreg.reports.standing import report_of
from tests.factories import NOON, an_event
from tests.reports.builders import BY, WHOLE


@pytest.fixture
def event(app):
    return an_event()


def actions():
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id))
    return [entry.action for entry in entries if entry.subject == "report"]


def test_an_event_has_no_report_until_somebody_begins_it(event):
    assert report_of(event) is None


def test_its_requisites_can_be_set(event):
    report = service.set_requisites(event=event, requisites=WHOLE, **BY)

    assert report.status is ReportStatus.DRAFT
    assert report.number == "4.1-6/12"
    assert report.dated_on == date(2026, 5, 20)


def test_a_final_report_names_place_date_and_signatory(event):
    with pytest.raises(ReportIncomplete) as refused:
        service.move_report(event=event, to=ReportStatus.FINAL, **BY)

    assert [str(field) for field in refused.value.missing] == [
        "izdošanas vieta",
        "datums",
        "parakstītājs",
    ]


def test_a_complete_report_becomes_final_and_public(event):
    service.set_requisites(event=event, requisites=WHOLE, **BY)
    service.move_report(event=event, to=ReportStatus.FINAL, **BY)

    report = service.publish_report(event=event, **BY)

    assert report.published_at == NOON
    assert actions() == ["requisites set", "moved", "published"]


def test_a_final_report_stays_complete(event):
    service.set_requisites(event=event, requisites=WHOLE, **BY)
    service.move_report(event=event, to=ReportStatus.FINAL, **BY)
    without_date = service.Requisites(**{**vars(WHOLE), "dated_on": None})

    with pytest.raises(ReportIncomplete):
        service.set_requisites(event=event, requisites=without_date, **BY)


def test_a_draft_cannot_be_published(event):
    with pytest.raises(ReportNotReady):
        service.publish_report(event=event, **BY)


def test_a_report_taken_up_again_is_no_longer_public(event):
    service.move_report(event=event, to=ReportStatus.FOR_COMMENTS, **BY)
    service.publish_report(event=event, **BY)

    report = service.move_report(event=event, to=ReportStatus.DRAFT, **BY)

    assert report.published_at is None


def test_a_final_report_does_not_go_back_to_comments(event):
    service.set_requisites(event=event, requisites=WHOLE, **BY)
    service.move_report(event=event, to=ReportStatus.FINAL, **BY)

    with pytest.raises(ReportMoveNotAllowed):
        service.move_report(event=event, to=ReportStatus.FOR_COMMENTS, **BY)
