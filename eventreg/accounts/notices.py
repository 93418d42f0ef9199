"""The versions of a privacy notice: each stays readable for those who were shown it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from sqlalchemy import select

from eventreg.accounts.models import EarlierNotice, Organisation
from eventreg.database import db
from eventreg.language.local_text import LocalText


@dataclass(frozen=True)
class NoticeVersion:
    """A version and when it held; `until` is None for the one that holds."""

    number: int
    text: LocalText
    since: datetime
    until: datetime | None


class Mark(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a version, or one of the version before that is no more."""

    mark: Mark
    text: str


def supersede(organisation: Organisation, *, now: datetime) -> None:
    """Keep the notice that holds as an earlier one; the next text is the next version."""
    standing = _standing(organisation)
    db.session.add(
        EarlierNotice(
            organisation_id=organisation.id,
            number=standing.number,
            text=standing.text,
            since=standing.since,
            until=now,
        )
    )
    organisation.privacy_notice_version += 1
    organisation.privacy_notice_since = now


def versions_of(organisation: Organisation) -> Sequence[NoticeVersion]:
    """All versions that are kept, the one that holds first; one statement."""
    earlier = db.session.scalars(
        select(EarlierNotice)
        .where(EarlierNotice.organisation_id == organisation.id)
        .order_by(EarlierNotice.number.desc())
    )
    kept = [NoticeVersion(each.number, each.text, each.since, each.until) for each in earlier]
    return [_standing(organisation), *kept]


def version_of(organisation: Organisation, number: int) -> NoticeVersion | None:
    """The version with this number; None when there is none such, or its text was not kept."""
    return next((each for each in versions_of(organisation) if each.number == number), None)


def compared(
    organisation: Organisation, *, language: str
) -> Sequence[tuple[NoticeVersion, Sequence[Paragraph]]]:
    """All versions, each with what it says otherwise than the one before; the first as it is."""
    versions = versions_of(organisation)
    before = [*versions[1:], versions[-1]]
    return [
        (each, _changes(_paragraphs(old.text, language), _paragraphs(each.text, language)))
        for each, old in zip(versions, before, strict=True)
    ]


def _changes(old: list[str], new: list[str]) -> Sequence[Paragraph]:
    found: list[Paragraph] = []
    for tag, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph(Mark.SAME, each) for each in old[i:j]]
        else:
            found += [Paragraph(Mark.REMOVED, each) for each in old[i:j]]
            found += [Paragraph(Mark.ADDED, each) for each in new[k:m]]
    return found


def _standing(organisation: Organisation) -> NoticeVersion:
    return NoticeVersion(
        organisation.privacy_notice_version,
        organisation.privacy_notice,
        organisation.privacy_notice_since or organisation.created_at,
        None,
    )


def _paragraphs(text: LocalText, language: str) -> list[str]:
    parts = text.in_(language).replace("\r\n", "\n").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]
