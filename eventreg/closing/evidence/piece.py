"""What the file for the funder is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A file of the ZIP: where it lies in it, what it is in a few words, its bytes."""

    path: str
    about: str
    data: bytes
