"""What badges and certificates say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventreg.documents.facts.head import Facts, Text


class BadgeFormat(StrEnum):
    """How badges stand on a sheet of A4."""

    CARD = "card"  # ten of 90 × 54 mm
    LANYARD = "lanyard"  # four of A6


@dataclass(frozen=True, kw_only=True)
class Badge:
    """One person's badge; `role` is in words, empty for plain experts.

    `code` is what its QR code holds.
    """

    name: str
    institution: str
    place: str
    role: str
    code: str


@dataclass(frozen=True, kw_only=True)
class BadgeFacts(Facts):
    """Everybody's badges in the order of their names."""

    format: BadgeFormat
    badges: tuple[Badge, ...]


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """One person's certificate: present on these days, for so many hours where that is known.

    `address` is where anybody may see that the certificate is true.
    """

    name: str
    institution: str
    days: tuple[date, ...]
    hours: int | None
    dated_on: date
    number: str
    address: str


@dataclass(frozen=True, kw_only=True)
class CertificateFacts(Facts):
    """The certificates of those who were present."""

    place_of_issue: Text
    signatory_name: str
    signatory_job: Text
    certificates: tuple[Certificate, ...]
