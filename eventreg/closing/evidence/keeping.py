"""What is kept as evidence, and for how long (R22)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from eventreg.closing.models import EvidenceFile, SignedSheet
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.registration.questions.uploads import discard


def sheets_of(event: Event) -> Sequence[SignedSheet]:
    """The scans of signed sheets in the order they came."""
    return db.session.scalars(
        select(SignedSheet).where(SignedSheet.event_id == event.id).order_by(SignedSheet.id)
    ).all()


def evidence_kept(event: Event) -> Sequence[SignedSheet | EvidenceFile]:
    """Scans and file of the event; two statements."""
    found = db.session.get(EvidenceFile, event.id)
    return [*sheets_of(event), *([found] if found else [])]


def forget_evidence(evidence: Sequence[SignedSheet | EvidenceFile], *, now: datetime) -> None:
    """Forget scans and files: their bytes go once that is committed."""
    for each in evidence:
        discard(each.storage_key, now=now)
        db.session.delete(each)
