"""What `eventreg check` looks at. Each function returns what is wrong, with what to do."""

import smtplib
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from eventreg import clock
from eventreg.commands import migrations
from eventreg.contributions.photos.forgetting import keys_in_use
from eventreg.database import db
from eventreg.documents.models import Document
from eventreg.identity import new_uid
from eventreg.paths import PACKAGE
from eventreg.ports import files, mail
from eventreg.registration.questions.models import Answer
from eventreg.registration.reconciliation import service as reconciliation
from eventreg.reports.signing.models import SignedFile
from eventreg.settings import Environment, Settings

FONTS = PACKAGE / "documents" / "fonts"
FEWEST_FONTS = 4
SHOWN = 5

Examine = Callable[[], list[str]]


def settings() -> list[str]:
    """Settings that would do harm."""
    given = _settings()
    found: list[str] = []
    if given.environment is not Environment.PRODUCTION:
        return found
    if urlsplit(given.base_url).hostname not in {"127.0.0.1", "localhost"} and not given.is_secure:
        found.append("EVENTREG_BASE_URL is not https: set it to the public https address")
    if given.mail_url.startswith("folder:"):
        found.append("EVENTREG_MAIL_URL is a folder, so nobody gets mail: set it to smtp://…")
    return found


def database() -> list[str]:
    """Whether the database answers and is of this version."""
    try:
        standing = migrations.standing()
    except SQLAlchemyError as error:
        return [f"does not answer ({_first_line(error)}): see EVENTREG_DATABASE_URL"]
    return [] if standing.is_current else [str(migrations.NotMigrated(standing))]


def fonts() -> list[str]:
    """Whether the documents' own fonts are there."""
    if len(list(FONTS.glob("*.ttf"))) >= FEWEST_FONTS:
        return []
    return ["the documents' fonts are missing: install eventreg again"]


def mail_way() -> list[str]:
    """Whether mail can go out; nothing is sent."""
    try:
        mail.postman().greet()
    except (OSError, smtplib.SMTPException) as error:
        return [f"the way out does not answer ({_first_line(error)}): see EVENTREG_MAIL_URL"]
    return []


def storage() -> list[str]:
    """Whether files can be kept, and whether those that rows name are there."""
    store, key = files.store(), f"check/{new_uid()}"
    try:
        store.put(key, b"check")
        works = store.get(key) == b"check"
        store.delete(key)
    except Exception as error:  # noqa: BLE001 - every kind of store has its own errors
        return [f"cannot keep files ({_first_line(error)}): see EVENTREG_STORAGE_URL"]
    if not works:
        return ["gives back other bytes than it was given: see EVENTREG_STORAGE_URL"]
    if not _is_migrated():
        return []
    there = set(store.all_keys())
    kept = db.session.scalars(
        select(Document.storage_key).where(Document.withdrawn_at.is_(None))
    ).all()
    attached = db.session.scalars(select(Answer.file_key).where(Answer.file_key != "")).all()
    signed = db.session.scalars(select(SignedFile.storage_key)).all()
    lost = sorted({*kept, *attached, *signed, *keys_in_use()} - there)
    return [f"{name} is lost: bring it back from a backup" for name in lost[:SHOWN]]


def counts() -> list[str]:
    """Whether places, waiting lists, mails and forms agree with the rows that they tell of."""
    if not _is_migrated():
        return []
    return [
        f"{violation}: tell the developers, with this line"
        for violation in reconciliation.sweep(now=clock.now())
    ]


CHECKS: Mapping[str, Examine] = {
    "settings": settings,
    "database": database,
    "fonts": fonts,
    "mail": mail_way,
    "storage": storage,
    "counts": counts,
}


def _is_migrated() -> bool:
    try:
        return migrations.standing().is_current
    except SQLAlchemyError:
        return False


def _settings() -> Settings:
    given: Settings = current_app.extensions["eventreg.settings"]
    return given


def _first_line(error: Exception) -> str:
    return (str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__])[0]
