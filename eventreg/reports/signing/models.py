"""Signed files of a final report."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventreg.database import Base, enum_column
from eventreg.identity import HasUid
from eventreg.reports.versions.models import ReportVersion


class SignedForm(StrEnum):
    """How a file may be signed: within the PDF, or in a container beside its signatures."""

    PDF = "pdf"
    EDOC = "edoc"
    ASICE = "asice"


class SignedFile(Base, HasUid):
    """A file as it was given: `sha256` is in hexadecimal over its bytes in the store.

    `found` says what was found in it: who signed when, as far as the file tells.
    """

    __tablename__ = "report_signed_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("report_version.id", ondelete="CASCADE"), index=True
    )
    form: Mapped[SignedForm] = mapped_column(enum_column(SignedForm))
    language: Mapped[str] = mapped_column(String(2))
    file_name: Mapped[str] = mapped_column(String(200))
    storage_key: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    found: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]

    version: Mapped[ReportVersion] = relationship()
