"""Keeping the signed file of a final report, and giving it out again."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.ports import files
from eventreg.reports.log import note
from eventreg.reports.models import Report
from eventreg.reports.signing.errors import NotSigned, ReportNotFinal
from eventreg.reports.signing.found import Signer
from eventreg.reports.signing.in_container import signers_of_container
from eventreg.reports.signing.in_pdf import signers_of_pdf
from eventreg.reports.signing.models import SignedFile, SignedForm
from eventreg.reports.versions.models import ReportVersion
from eventreg.reports.versions.service import final_version

_LOOK: Mapping[SignedForm, Callable[[bytes], list[Signer]]] = {
    SignedForm.PDF: signers_of_pdf,
    SignedForm.EDOC: signers_of_container,
    SignedForm.ASICE: signers_of_container,
}
MEDIA_TYPES = {
    SignedForm.PDF: "application/pdf",
    SignedForm.EDOC: "application/vnd.etsi.asic-e+zip",
    SignedForm.ASICE: "application/vnd.etsi.asic-e+zip",
}


def keep_signed(
    *, event: Event, data: bytes, file_name: str, language: str, actor: Actor, now: datetime
) -> SignedFile:
    """Keep a signed file of the final report, byte for byte, once it is found to be one.

    From then on the report in that language says that it is signed. Raises ReportNotFinal,
    NotSigned.
    """
    version = final_version(event)
    if version is None:
        raise ReportNotFinal
    form = _form_of(file_name)
    signers = _LOOK[form](data)
    uid = new_uid()
    row = SignedFile(
        uid=uid,
        version=version,
        form=form,
        language=language,
        file_name=PurePosixPath(file_name.replace("\\", "/")).name[-200:],
        storage_key=f"reports/{event.slug}/{uid}.{form}",
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        found={"signers": [_plain(each) for each in signers]},
        added_at=now,
    )
    files.store().put(row.storage_key, data)
    db.session.add(row)
    db.session.flush()
    about = {"file": row.file_name, "sha256": row.sha256, "version": version.number}
    note("signed file kept", event, actor, now, after=about)
    return row


def signed_files(event: Event) -> Sequence[SignedFile]:
    """All signed files of the event's report, those of the newest version first."""
    return db.session.scalars(
        select(SignedFile)
        .join(SignedFile.version)
        .where(ReportVersion.report_id == event.id)
        .order_by(ReportVersion.number.desc(), SignedFile.id)
        .options(joinedload(SignedFile.version))
    ).all()


def signed_in(event: Event, language: str) -> Sequence[SignedFile]:
    """The signed files in that language that everybody may take: of a report that is out."""
    return db.session.scalars(
        select(SignedFile)
        .join(SignedFile.version)
        .join(Report, Report.event_id == ReportVersion.report_id)
        .where(
            ReportVersion.report_id == event.id,
            SignedFile.language == language,
            Report.published_at.is_not(None),
        )
        .order_by(ReportVersion.number.desc(), SignedFile.id)
    ).all()


def signed_file(event: Event, uid: str) -> SignedFile | None:
    """The signed file of that name."""
    return db.session.scalar(
        select(SignedFile)
        .join(SignedFile.version)
        .where(ReportVersion.report_id == event.id, SignedFile.uid == uid)
    )


def bytes_of(file: SignedFile) -> bytes:
    """The file as it was given; raises `files.StoredFileMissing`."""
    return files.store().get(file.storage_key)


def _form_of(file_name: str) -> SignedForm:
    ending = file_name.rpartition(".")[2].lower()
    if ending not in set(SignedForm):
        raise NotSigned(lazy_gettext("A signed PDF, .edoc or .asice is wanted."))
    return SignedForm(ending)


def _plain(signer: Signer) -> dict[str, str | None]:
    return {
        "name": signer.name,
        "issuer": signer.issuer,
        "at": signer.at.isoformat() if signer.at else None,
    }
