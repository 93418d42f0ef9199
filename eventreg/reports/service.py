"""The final report: its requisites, its way from draft to public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.reports.comments.telling import tell_of_open_report
from eventreg.reports.errors import ReportIncomplete, ReportMoveNotAllowed, ReportNotReady
from eventreg.reports.log import note
from eventreg.reports.models import Report, ReportStatus
from eventreg.reports.standing import begun
from eventreg.reports.versions.service import keep_version

_S = ReportStatus

# A final report may be taken up again; its next printing is a new version.
MOVES: Mapping[ReportStatus, frozenset[ReportStatus]] = {
    _S.DRAFT: frozenset({_S.FOR_COMMENTS, _S.FINAL}),
    _S.FOR_COMMENTS: frozenset({_S.DRAFT, _S.FOR_COMMENTS, _S.FINAL}),
    _S.FINAL: frozenset({_S.DRAFT}),
}


@dataclass(frozen=True, kw_only=True)
class Requisites:
    """What makes the report a document; an empty value is not known yet."""

    place_of_issue: LocalText
    dated_on: date | None
    number: str
    signatory_name: str
    signatory_job: LocalText


def set_requisites(*, event: Event, requisites: Requisites, actor: Actor, now: datetime) -> Report:
    """Set place, date, number and signatory; begins the report when there is none.

    A final report must stay complete: raises ReportIncomplete.
    """
    report = begun(event)
    before = _plain(_requisites(report))
    for field, value in vars(requisites).items():
        setattr(report, field, value)
    if report.status is ReportStatus.FINAL:
        _require_complete(report)
    note("requisites set", event, actor, now, before=before, after=_plain(requisites))
    db.session.flush()
    return report


def move_report(
    *, event: Event, to: ReportStatus, actor: Actor, now: datetime, telling: bool = False
) -> Report:
    """Move the report along; to be final it needs place, date and signatory (D01).

    What is opened for comments, or becomes final, is kept as a version; a report may be opened for
    comments again, as its next version. One that goes back to draft is no longer public.
    `telling` asks everybody with a place by mail for comments, where it is opened for them.
    Raises ReportMoveNotAllowed, ReportIncomplete.
    """
    report = begun(event)
    if to not in MOVES[report.status]:
        raise ReportMoveNotAllowed
    if to is ReportStatus.FINAL:
        _require_complete(report)
    before = {"status": report.status.value}
    report.status = to
    if to is ReportStatus.DRAFT:
        report.published_at = None
    else:
        keep_version(report, now=now)
    if to is ReportStatus.FOR_COMMENTS and telling:
        tell_of_open_report(event, now=now)
    note("moved", event, actor, now, before=before, after={"status": to.value})
    db.session.flush()
    return report


def publish_report(*, event: Event, actor: Actor, now: datetime) -> Report:
    """Let everybody take the report; one that is for comments still bears PROJEKTS.

    Publishing twice changes nothing. Raises ReportNotReady for a draft.
    """
    report = begun(event)
    if report.status is ReportStatus.DRAFT:
        raise ReportNotReady
    if report.published_at is None:
        report.published_at = now
        note("published", event, actor, now, after={"status": report.status.value})
        db.session.flush()
    return report


def _require_complete(report: Report) -> None:
    needed = (
        (report.place_of_issue, lazy_gettext("place of issue")),
        (report.dated_on, lazy_gettext("date")),
        (report.signatory_name, lazy_gettext("who signs")),
    )
    missing = [name for value, name in needed if not value]
    if missing:
        raise ReportIncomplete(missing)


def _requisites(report: Report) -> Requisites:
    return Requisites(
        place_of_issue=report.place_of_issue,
        dated_on=report.dated_on,
        number=report.number,
        signatory_name=report.signatory_name,
        signatory_job=report.signatory_job,
    )


def _plain(requisites: Requisites) -> dict[str, Any]:
    return {
        "place_of_issue": dict(requisites.place_of_issue),
        "dated_on": requisites.dated_on.isoformat() if requisites.dated_on else None,
        "number": requisites.number,
        "signatory_name": requisites.signatory_name,
        "signatory_job": dict(requisites.signatory_job),
    }
