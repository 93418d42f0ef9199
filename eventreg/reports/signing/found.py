"""What is found in a signed file."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signed, as the certificate says; `at` is when, as the signature itself says."""

    name: str
    issuer: str
    at: datetime | None
