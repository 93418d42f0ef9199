"""Making a registration anonymous: nothing that points to the person stays, the counts do."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update

from eventreg.attendance.certificates.service import withdraw_for
from eventreg.contributions.models import Contribution, Naming
from eventreg.contributions.photos.forgetting import forget_photos
from eventreg.database import db
from eventreg.documents.models import Document, DocumentKind
from eventreg.history.service import Actor, black_out, record
from eventreg.identity import new_reference
from eventreg.messages import suppression
from eventreg.messages.models import Message
from eventreg.registration.application import FORGOTTEN, forgotten_key, write_derived
from eventreg.registration.models import FormSubmission, Registration
from eventreg.registration.questions.forgetting import forget_answers
from eventreg.registration.remarks.service import forget_remarks
from eventreg.registration.requests.models import ChangeRequest
from eventreg.reports.comments.service import forget_comments
from eventreg.reports.models import Report, ReportStatus
from eventreg.reports.versions.service import forget_authors, forget_photos_in_versions

# What the log may go on saying of somebody who is forgotten: states, numbers, codes of places.
KEPT_IN_LOG = frozenset(
    {
        *("state", "role", "affiliation", "territory", "visits", "consents", "needs", "parts"),
        *("beyond", "answers"),
    }
)


def make_anonymous(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Forget who the registration is of: in its row, mails, contributions, forms and the log.

    Role, municipality, visits and state stay, so that counts do. The documents that may name the
    person are withdrawn; `stored.delete_withdrawn` removes their files after the commit.
    """
    _forget_mails(registration)
    _forget_suppression(registration)
    is_author = _forget_contributions(registration, now=now)
    forget_comments(registration)
    black_out("registration", registration.uid, kept=KEPT_IN_LOG)
    _withdraw_documents(registration.event_id, report_too=is_author, now=now)
    db.session.execute(
        delete(FormSubmission).where(FormSubmission.registration_id == registration.id)
    )
    forget_answers(registration, now=now)
    forget_remarks(registration)
    withdraw_for(registration.id, now=now)
    db.session.execute(
        delete(ChangeRequest).where(ChangeRequest.registration_id == registration.id)
    )
    registration.needs = None
    registration.consents = []
    registration.first_name, registration.last_name = "", FORGOTTEN
    registration.position = registration.institution = registration.phone = registration.email = ""
    registration.email_key = forgotten_key(registration.uid)
    registration.reference = new_reference()
    registration.link_version += 1
    registration.updated_at = now
    write_derived(registration)
    db.session.flush()
    record(
        "made anonymous",
        actor=actor,
        now=now,
        subject="registration",
        subject_uid=registration.uid,
        organisation_id=registration.event.organisation_id,
        event_id=registration.event_id,
    )


def _forget_mails(registration: Registration) -> None:
    same_person = Message.recipient.ilike(_literally(registration.email), escape="\\")
    db.session.execute(
        delete(Message).where(
            or_(
                Message.registration_id == registration.id,
                (Message.event_id == registration.event_id) & same_person,
            )
        )
    )


def _forget_suppression(registration: Registration) -> None:
    """That mail came back is kept only as long as somebody registered has the address."""
    others = select(Registration.id).where(
        Registration.email_key == registration.email_key, Registration.id != registration.id
    )
    if db.session.scalar(others.limit(1)) is None:
        suppression.forget_address(registration.email_key)


def _literally(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _forget_contributions(registration: Registration, *, now: datetime) -> bool:
    """What was contributed stays; who, from which institution, photos do not. Tells if any was."""
    given = db.session.scalars(
        select(Contribution).where(Contribution.registration_id == registration.id)
    ).all()
    for contribution in given:
        contribution.author = contribution.institution = ""
        contribution.naming = Naming.NOT_NAMED
    photos = [photo for contribution in given for photo in contribution.photos]
    forget_photos_in_versions(registration.event, [photo.name for photo in photos])
    forget_photos(photos, now=now)
    if given:
        joined = (each.merged_into for each in given if each.merged_into)
        forget_authors(registration.event, [*given, *joined])
    return bool(given)


def _withdraw_documents(event_id: int, *, report_too: bool, now: datetime) -> None:
    """No list so far is given out any more, nor a report, unless final: that is a legal record."""
    kinds = [DocumentKind.PARTICIPANTS]
    report = db.session.get(Report, event_id)
    if report_too and (report is None or report.status is not ReportStatus.FINAL):
        kinds.append(DocumentKind.REPORT)
    db.session.execute(
        update(Document)
        .where(
            Document.event_id == event_id,
            Document.kind.in_(kinds),
            Document.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
