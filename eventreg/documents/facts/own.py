"""What papers of one person say."""

from dataclasses import dataclass
from datetime import datetime

from eventreg.documents.facts.head import Facts


@dataclass(frozen=True, kw_only=True)
class TicketFacts(Facts):
    """A person's ticket; `code` is what its QR code holds, `visits` are in words."""

    person: str
    institution: str
    reference: str
    role: str
    visits: tuple[str, ...]
    code: str
    contact_name: str
    contact_email: str
    contact_phone: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """A thing that is held about a person and what it is, in words."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class HeldChapter:
    """What is held of one kind: each entry has its things."""

    heading: str
    entries: tuple[tuple[Held, ...], ...]


@dataclass(frozen=True, kw_only=True)
class OwnDataFacts(Facts):
    """Everything that is held about a person at a moment, for the person to read (R23)."""

    person: str
    reference: str
    held_at: datetime
    chapters: tuple[HeldChapter, ...]
