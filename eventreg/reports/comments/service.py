"""Commenting on a report that is open for it, and answering."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.registration.models import Registration, RegistrationState
from eventreg.reports.comments.errors import (
    AlreadyAnswered,
    CommentsNotOpen,
    NoSuchPassage,
    TooManyComments,
)
from eventreg.reports.comments.models import ReportComment
from eventreg.reports.comments.telling import tell_of_answer
from eventreg.reports.log import note
from eventreg.reports.models import ReportStatus
from eventreg.reports.standing import report_of
from eventreg.reports.versions.models import ReportVersion
from eventreg.reports.versions.passages import parts_of, passages_by_name
from eventreg.reports.versions.service import facts_of

MOST = 100  # comments of one person on one version


def open_version(event: Event) -> ReportVersion | None:
    """The version that is open for comments, if the report is."""
    report = report_of(event)
    if report is None or report.status is not ReportStatus.FOR_COMMENTS:
        return None
    return db.session.scalar(
        select(ReportVersion)
        .where(
            ReportVersion.report_id == event.id, ReportVersion.status == ReportStatus.FOR_COMMENTS
        )
        .order_by(ReportVersion.number.desc())
        .limit(1)
    )


def may_comment(registration: Registration) -> bool:
    """Whether this person may comment now: whoever has a place, while the report is open."""
    has_place = registration.state is RegistrationState.CONFIRMED
    return has_place and open_version(registration.event) is not None


def comment(
    registration: Registration,
    *,
    passage: str,
    language: str,
    text: str,
    actor: Actor,
    now: datetime,
) -> ReportComment:
    """Say something of a passage as it stands in that language.

    Raises CommentsNotOpen, NoSuchPassage, TooManyComments.
    """
    version = open_version(registration.event)
    if version is None or not may_comment(registration):
        raise CommentsNotOpen
    if passage not in passages_by_name(parts_of(facts_of(version, language))):
        raise NoSuchPassage
    said = db.session.scalar(
        select(func.count()).where(
            ReportComment.version_id == version.id,
            ReportComment.registration_id == registration.id,
        )
    )
    if (said or 0) >= MOST:
        raise TooManyComments
    made = ReportComment(
        version=version,
        registration=registration,
        passage=passage,
        language=language,
        text=text,
        made_at=now,
    )
    db.session.add(made)
    db.session.flush()
    _log("comment written", made, actor, now)
    return made


def take_back(comment: ReportComment, *, actor: Actor, now: datetime) -> None:
    """Remove one's own comment; raises AlreadyAnswered."""
    if comment.answered_at is not None:
        raise AlreadyAnswered
    _log("comment removed", comment, actor, now)
    db.session.delete(comment)
    db.session.flush()


def answer(comment: ReportComment, *, text: str, actor: Actor, now: datetime) -> None:
    """Tell the author what becomes of the comment; an answer may be worded anew."""
    is_new = comment.answered_at is None
    comment.answer, comment.answered_at = text, now
    if is_new:
        tell_of_answer(comment.registration, now=now)
    _log("comment answered", comment, actor, now)
    db.session.flush()


def comments_by(registration: Registration) -> Sequence[ReportComment]:
    """What this person has said, the newest version first."""
    return db.session.scalars(
        select(ReportComment)
        .join(ReportComment.version)
        .where(ReportComment.registration_id == registration.id)
        .order_by(ReportVersion.number.desc(), ReportComment.id)
        .options(joinedload(ReportComment.version))
    ).all()


def comment_of(event: Event, uid: str) -> ReportComment | None:
    """The comment of that name on this event's report."""
    return db.session.scalar(
        select(ReportComment)
        .join(ReportComment.version)
        .where(ReportVersion.report_id == event.id, ReportComment.uid == uid)
    )


def comments_on(event: Event) -> Mapping[ReportVersion, Sequence[ReportComment]]:
    """All comments by version, the newest version first; in each those without an answer first."""
    rows = db.session.scalars(
        select(ReportComment)
        .join(ReportComment.version)
        .where(ReportVersion.report_id == event.id)
        .order_by(
            ReportVersion.number.desc(), ReportComment.answered_at.is_not(None), ReportComment.id
        )
        .options(joinedload(ReportComment.version), joinedload(ReportComment.registration))
    )
    found: dict[ReportVersion, list[ReportComment]] = {}
    for row in rows:
        found.setdefault(row.version, []).append(row)
    return found


def count_open(event: Event) -> int:
    """How many comments wait for an answer."""
    counted = db.session.scalar(
        select(func.count(ReportComment.id))
        .join(ReportComment.version)
        .where(ReportVersion.report_id == event.id, ReportComment.answered_at.is_(None))
    )
    return counted or 0


def forget_comments(registration: Registration) -> None:
    """Remove all that this person has said of the report (R22)."""
    db.session.execute(
        delete(ReportComment).where(ReportComment.registration_id == registration.id)
    )


def _log(action: str, comment: ReportComment, actor: Actor, now: datetime) -> None:
    about = {"passage": comment.passage, "version": comment.version.number}
    note(action, comment.version.report.event, actor, now, after=about)
