"""What badges and certificates say."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from eventreg.documents.facts.head import Facts, Text


class BadgeFormat(StrEnum):
    """How badges stand on a sheet of A4; print.css holds their measures."""

    CARD = "card"  # ten of 90 × 54 mm
    POCKET = "pocket"  # ten of 86 × 55 mm, as bank cards
    A7 = "a7"  # eight of 105 × 74 mm
    LANYARD = "lanyard"  # four of A6

    @property
    def on_a_sheet(self) -> int:
        return {BadgeFormat.A7: 8, BadgeFormat.LANYARD: 4}.get(self, 10)


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
    visits: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BadgeMoment:
    """What begins when, for the back of a badge."""

    at: time
    title: Text


@dataclass(frozen=True, kw_only=True)
class BadgeDay:
    """A day in short; `more` says that the rest did not find room."""

    day: date
    moments: tuple[BadgeMoment, ...]
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class BadgeFacts(Facts):
    """Everybody's badges in the order of their names.

    With `backs` each has another side: the `days` in short, the person's visits, whom to ask, and
    the `address` of the live page as people type it.
    """

    format: BadgeFormat
    badges: tuple[Badge, ...]
    backs: bool = False
    days: tuple[BadgeDay, ...] = ()
    contact: str = ""
    address: str = ""


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
