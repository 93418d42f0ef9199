"""What may go wrong with territories."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: the line (the header is line 1) and the column, when known."""

    line: int
    column: str
    reason: Any

    def __str__(self) -> str:
        where = f"{self.line}, {self.column}" if self.column else str(self.line)
        return f"{where}: {self.reason}"


class TerritoryFileFaulty(DomainError):
    """Nothing was loaded; `faults` holds everything that is wrong with the file."""

    status = 422

    def __init__(self, faults: Sequence[Fault]):
        super().__init__(lazy_gettext("The file of territories has errors; nothing was loaded."))
        self.faults = tuple(faults)
